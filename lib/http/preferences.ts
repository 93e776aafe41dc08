import { z } from 'zod';
import { displaySchema, type PreferencesChange, pinSchema } from '../access/preferences.ts';
import { MOST_PINS, type Preferences } from '../preferences.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

/** `unkept` says why a restart forgets it; null where it does not. */
export type PreferencesAnswer = Preferences & { unkept: string | null };

const change: z.ZodType<PreferencesChange> = z.union([
  z.strictObject({ pin: pinSchema }),
  z.strictObject({ unpin: z.string().max(700) }),
  z.strictObject({ display: displaySchema }),
]);

export const preferenceRoutes: readonly Route[] = [
  defineRoute({
    ...{ method: 'GET', path: '/live/v1/preferences', need: { is: 'a session' }, origin: 'any', rate: 'read' },
    ...{ input: z.strictObject({}), usage: 'it takes no parameters', handle: answerOwn },
  }),
  defineRoute<PreferencesChange>({
    ...{ method: 'POST', path: '/live/v1/preferences', need: { is: 'a session' }, origin: 'own', rate: 'write' },
    ...{ input: change, usage: 'send {"pin": {"path", "name", "about"}}, {"unpin": path} or {"display": "dark.UTC"}', handle: changeOwn },
  }),
];

/** Everybody has his own, and nobody sees those of another. */
function answerOwn({ preferences, caller, response }: Call<object>): void {
  const answer: PreferencesAnswer = { ...preferences.of(caller.name), unkept: preferences.unkept()?.words ?? null };
  answerJson(response, 200, answer);
}

async function changeOwn({ preferences, caller, input, response }: Call<PreferencesChange>): Promise<void> {
  const changed = await preferences.change(caller.name, input);
  if (changed === null)
    throw new HttpProblem(409, `${MOST_PINS} places are pinned already, which is the most. Unpin one that is not needed.`);
  const answer: PreferencesAnswer = { ...changed, unkept: preferences.unkept()?.words ?? null };
  answerJson(response, 200, answer);
}
