import { z } from 'zod';
import type { Caller } from '../access/caller.ts';
import { may } from '../access/rights.ts';
import type { MaintenanceTarget } from '../attention/attention.ts';
import { AttentionProblem } from '../attention/problem.ts';
import type { FoundTarget } from '../attention/targets.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, checkNeed, defineRoute, type Route } from './route.ts';

const nothing = z.strictObject({});
const name = z.string().min(1).max(300);
const key = z.string().max(1_500);
const words = z.string().max(2_000);
const acknowledging = z.strictObject({ key, text: words, until: z.number() });
const withdrawing = z.strictObject({ key });
const target: z.ZodType<MaintenanceTarget> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('group'), system: name, group: name }),
  z.strictObject({ is: z.literal('node'), system: name, group: name, node: name }),
  z.strictObject({ is: z.literal('host'), host: name }),
]);
const planning = z.strictObject({ target, startAt: z.number(), endAt: z.number(), reason: words });
const ending = z.strictObject({ id: z.string().max(100) });

type Acknowledging = z.output<typeof acknowledging>;
type Withdrawing = z.output<typeof withdrawing>;
type Planning = z.output<typeof planning>;
type Ending = z.output<typeof ending>;

/** A change that needs the right to act on systems that only what it names tells. */
const CHANGE = { method: 'POST', need: { is: 'some act' }, origin: 'own', rate: 'write' } as const;

export const issueRoutes: readonly Route[] = [
  defineRoute({
    ...{ method: 'GET', path: '/live/v1/issues/closed', need: { is: 'some view' }, origin: 'any', rate: 'read' },
    ...{ input: nothing, usage: 'it takes no parameters', handle: answerClosed },
  }),
  defineRoute<Acknowledging>({
    ...{ ...CHANGE, path: '/live/v1/issues/acknowledge', input: acknowledging, handle: acknowledge },
    usage: 'send {"key", "text", "until"}: which issue, what to say of it, and until when (epoch ms) it is quiet',
  }),
  defineRoute<Withdrawing>({
    ...{ ...CHANGE, path: '/live/v1/issues/withdraw', input: withdrawing, handle: withdraw },
    usage: 'say of which issue: {"key": …}',
  }),
  defineRoute<Planning>({
    ...{ ...CHANGE, path: '/live/v1/maintenance/plan', input: planning, handle: plan },
    usage:
      'send {"target", "startAt", "endAt", "reason"}, the times in epoch ms, the target a group, a node or a host: {"is": "host", "host": …}',
  }),
  defineRoute<Ending>({
    ...{ ...CHANGE, path: '/live/v1/maintenance/end', input: ending, handle: end },
    usage: 'say which: {"id": …}',
  }),
];

/** The issues that are over and concern nothing but systems that the caller may view, newest first. */
function answerClosed({ engine: { watching, clock }, caller, response }: Call<object>): void {
  const closed = watching.closed().filter(({ systems }) => mayViewAll(caller, systems));
  const { since: watchedSince, gaps } = watching.watched();
  answerJson(response, 200, { closed, watchedSince, gaps, now: clock.now() });
}

async function acknowledge({ engine: { watching }, caller, input, response }: Call<Acknowledging>): Promise<void> {
  const issue = watching.findIssue(input.key);
  if (!issue || !mayViewAll(caller, issue.concerns))
    throw new HttpProblem(404, 'no such issue is open: it is over, or there never was one');
  checkActOnAll(caller, issue.concerns);
  const acknowledgement = await orProblem(() => watching.desk.acknowledge(issue, input, caller));
  answerJson(response, 200, { acknowledgement });
}

async function withdraw({ engine: { watching }, caller, input, response }: Call<Withdrawing>): Promise<void> {
  const said = watching.desk.attention().acknowledgements.find((one) => one.key === input.key);
  if (!said || !mayViewAll(caller, said.systems)) throw new HttpProblem(404, 'no such issue is acknowledged');
  checkActOnAll(caller, said.systems);
  await orProblem(() => watching.desk.withdraw(said, caller));
  answerJson(response, 200, { withdrawn: said.key });
}

async function plan(call: Call<Planning>): Promise<void> {
  const { engine, caller, input, response } = call;
  const found = findTarget(call);
  const maintenance = await orProblem(() => engine.watching.desk.plan(found, input, caller));
  answerJson(response, 200, { maintenance });
}

async function end({ engine: { watching }, caller, input, response }: Call<Ending>): Promise<void> {
  const planned = watching.desk.attention().maintenances.find(({ id }) => id === input.id);
  if (!planned || !mayViewAll(caller, planned.systems))
    throw new HttpProblem(404, 'no such maintenance is planned: it is over, or there never was one');
  checkActOnAll(caller, planned.systems);
  await orProblem(() => watching.desk.end(planned, caller));
  answerJson(response, 200, { ended: planned.id });
}

/** Throws HttpProblem 403 before it is told whether there is such a target, and 404 for a host of which the caller may view nothing. */
function findTarget({ engine: { watching }, caller, input }: Call<Planning>): FoundTarget {
  const asked = input.target;
  if (asked.is !== 'host') checkActOnAll(caller, [asked.system]);
  const found = watching.findTarget(asked);
  if (!found?.systems.some((system) => may(caller.grants, 'view', system))) throw noTarget(asked);
  // The host may be of a system that he may not view, which is not to be named.
  if (!found.systems.every((system) => may(caller.grants, 'act', system)))
    throw new HttpProblem(403, `${caller.name} may not: this needs the right "act" on every system that has to do with this host`, {
      code: 'right',
    });
  return found;
}

function noTarget(asked: MaintenanceTarget): HttpProblem {
  switch (asked.is) {
    case 'group':
      return new HttpProblem(404, `${asked.system} has no group "${asked.group}"`);
    case 'node':
      return new HttpProblem(404, `${asked.system} has no node "${asked.group}/${asked.node}"`);
    case 'host':
      return new HttpProblem(404, `no host "${asked.host}" is known: no node lives on it, and no reading tells of it`);
  }
}

function mayViewAll({ grants }: Caller, systems: readonly string[]): boolean {
  return systems.every((system) => may(grants, 'view', system));
}

function checkActOnAll(caller: Caller, systems: readonly string[]): void {
  checkNeed({ is: 'act', of: () => systems }, caller, null);
}

const STATUSES: Record<AttentionProblem['kind'], number> = { invalid: 400, 'not found': 404, unwritten: 503 };

/** Does it, and throws an AttentionProblem as the answer to a request. */
async function orProblem<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AttentionProblem)) throw error;
    throw new HttpProblem(STATUSES[error.kind], error.message, { code: error.kind });
  }
}
