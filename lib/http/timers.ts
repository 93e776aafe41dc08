import { z } from 'zod';
import { may } from '../access/rights.ts';
import type { Order } from '../acting.ts';
import type { SettingTimer } from '../timers/keeper.ts';
import { TimerProblem } from '../timers/problem.ts';
import { asHttpProblem } from './actions.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, checkNeed, defineRoute, type Route } from './route.ts';

const order: z.ZodType<Order> = z.strictObject({ system: z.string().max(100), action: z.string().max(100), input: z.unknown() });
const setting: z.ZodType<SettingTimer> = z.strictObject({ order, dueAt: z.number(), reason: z.string().max(2_000).nullable() });
const ending = z.strictObject({ id: z.string().max(100) });

type Ending = z.output<typeof ending>;

export const timerRoutes: readonly Route[] = [
  defineRoute<SettingTimer>({
    ...{ method: 'POST', path: '/live/v1/timers', need: { is: 'act', of: ({ order }) => order.system }, origin: 'own', rate: 'write' },
    ...{ input: setting, handle: set },
    usage: 'send {"order": {"system": …, "action": …, "input": …}, "dueAt", "reason"}: when it is to be given (epoch ms), and why, or null',
  }),
  defineRoute<Ending>({
    ...{ method: 'POST', path: '/live/v1/timers/end', need: { is: 'some act' }, origin: 'own', rate: 'write' },
    ...{ input: ending, handle: end },
    usage: 'say which: {"id": …}',
  }),
];

/** Sets a timer, or changes the one for an alike order. */
async function set({ engine: { timing }, caller, input, response }: Call<SettingTimer>): Promise<void> {
  const timer = await orProblem(() => timing.keeper.set(input, caller));
  answerJson(response, 200, { timer });
}

/** Takes one back that waits, and forgets one that has ended. */
async function end({ engine: { timing }, caller, input, response }: Call<Ending>): Promise<void> {
  const timer = timing.keeper.timers().find(({ id }) => id === input.id);
  if (!timer || !may(caller.grants, 'view', timer.order.system))
    throw new HttpProblem(404, 'there is no such timer: it is over, or another took its place');
  checkNeed({ is: 'act', of: () => timer.order.system }, caller, null);
  await orProblem(() => timing.keeper.end(timer, caller));
  answerJson(response, 200, { ended: timer.id });
}

const STATUSES: Record<TimerProblem['kind'], number> = { invalid: 400, refused: 409, running: 409, 'not found': 404, unwritten: 503 };

/** Does it, and throws what stands against it as the answer to a request. */
async function orProblem<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TimerProblem)) throw asHttpProblem(error);
    throw new HttpProblem(STATUSES[error.kind], error.message, { code: error.kind });
  }
}
