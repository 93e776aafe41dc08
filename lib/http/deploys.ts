import { z } from 'zod';
import { may } from '../access/rights.ts';
import type { DeployAsk } from '../deploys/desk.ts';
import { DeployProblem } from '../deploys/problem.ts';
import { isOneLine } from '../text/one-line.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { orHistoryProblem } from './history-problem.ts';
import { type Call, defineRoute, type Route } from './route.ts';

/** Text from outside: of one line, that cannot pretend to be another. */
const line = (most: number) => z.string().trim().min(1).max(most).refine(isOneLine, { error: 'is not text of one line' });

const moment = z.union([z.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))], {
  error: 'is no time: write it as 2026-03-04T14:00:00Z, or as epoch ms',
});

const link = z
  .string()
  .max(500)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), { error: 'is no http or https address' });

const marking = z.strictObject({
  service: line(100),
  version: line(100),
  title: line(200).optional(),
  by: line(100).optional(),
  systems: z.array(line(100)).max(50).optional(),
  startedAt: moment.optional(),
  endedAt: moment.optional(),
  link: link.optional(),
  id: line(200).optional(),
});
type Marking = z.output<typeof marking>;

export const deployRoutes: readonly Route[] = [
  defineRoute<Marking>({
    ...{ method: 'POST', path: '/live/v1/deploys', need: { is: 'mark', of: ({ systems = [] }) => systems }, origin: 'own', rate: 'write' },
    ...{ input: marking, handle: mark },
    usage:
      'send {"service", "version"} and if wanted "title", "by", "systems", "startedAt", "endedAt" (2026-03-04T14:00:00Z), "link" (http or https) and "id": the same id again changes what it was',
  }),
];

/** Marks a deploy on the timeline: 201 for a new one, 200 for one that was marked before under this id. */
async function mark(call: Call<Marking>): Promise<void> {
  const { deploys, caller, input, response } = call;
  try {
    const { event, isNew } = await orHistoryProblem(() => deploys.mark(askOf(call), caller.name));
    answerJson(response, isNew ? 201 : 200, { event, id: input.id ?? null });
  } catch (error) {
    throw error instanceof DeployProblem ? new HttpProblem(STATUSES[error.kind], error.message, { code: error.kind }) : error;
  }
}

const STATUSES: Record<DeployProblem['kind'], number> = { invalid: 400, other: 409, unwritten: 503 };

function askOf({ engine, caller: { grants }, input }: Call<Marking>): DeployAsk {
  const { id = null, service, version, title = null, by = null, link = null, startedAt = null, endedAt = null, systems } = input;
  const unknown = systems?.find((system) => !engine.systems.includes(system));
  if (unknown !== undefined)
    throw new HttpProblem(400, `"${unknown}" is not watched here: systems are ${engine.systems.join(', ')}`, { code: 'input' });
  // A token of all systems speaks of all, and one of a system of that.
  const own = grants.all.includes('mark') ? [] : engine.systems.filter((system) => may(grants, 'mark', system));
  return { id, service, version, title, by, link, startedAt, endedAt, systems: systems ? [...new Set(systems)] : null, own };
}
