import { once } from 'node:events';
import { z } from 'zod';
import type { Caller } from '../access/caller.ts';
import { may } from '../access/rights.ts';
import type { Engine } from '../engine.ts';
import type { RunCard } from '../job.ts';
import type { Found, JobOrder } from '../jobs/keeper.ts';
import { JobProblem } from '../jobs/problem.ts';
import { formatCsvRecord } from '../text/csv-write.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, checkNeed, defineRoute, type Route } from './route.ts';

const name = z.string().max(100);
const place = { system: name, group: name, node: name };
const listing = z.strictObject(place);
const order = z.strictObject({ ...place, job: name, input: z.unknown() });
const starting = z.strictObject({ order, typed: z.string().max(500).nullable() });
const one = z.strictObject({ id: name });
const comparing = z.strictObject({ older: name, newer: name });
const exporting = z.strictObject({ id: name, table: name });

type Listing = z.output<typeof listing>;
type Ordering = { order: JobOrder };
type Starting = { order: JobOrder; typed: string | null };
type One = z.output<typeof one>;
type Comparing = z.output<typeof comparing>;
type Exporting = z.output<typeof exporting>;

const ORDER = '{"system", "group", "node", "job", "input"}';

export const jobRoutes: readonly Route[] = [
  defineRoute<Listing>({
    ...{ method: 'GET', path: '/live/v1/jobs', need: { is: 'view', of: ({ system }) => system }, origin: 'any', rate: 'read' },
    ...{ input: listing, usage: 'say of which node: ?system=…&group=…&node=…', handle: list },
  }),
  defineRoute<Ordering>({
    ...{ method: 'POST', path: '/live/v1/jobs/check', need: { is: 'act', of: ({ order }) => order.system }, origin: 'own', rate: 'ask' },
    ...{ input: z.strictObject({ order }) as z.ZodType<Ordering>, usage: `send {"order": ${ORDER}}`, handle: check },
  }),
  defineRoute<Starting>({
    ...{ method: 'POST', path: '/live/v1/jobs/start', need: { is: 'act', of: ({ order }) => order.system }, origin: 'own', rate: 'write' },
    ...{ input: starting as z.ZodType<Starting>, usage: `send {"order": ${ORDER}, "typed"}, typed null where nothing is to be typed` },
    handle: start,
  }),
  defineRoute<One>({
    ...{ method: 'POST', path: '/live/v1/jobs/cancel', need: { is: 'some act' }, origin: 'own', rate: 'write' },
    ...{ input: one, usage: 'say which run: {"id": …}', handle: cancel },
  }),
  defineRoute<One>({
    ...{ method: 'GET', path: '/live/v1/jobs/result', need: { is: 'some view' }, origin: 'any', rate: 'ask' },
    ...{ input: one, usage: 'say of which run: ?id=…', handle: answerResult },
  }),
  defineRoute<Comparing>({
    ...{ method: 'GET', path: '/live/v1/jobs/compare', need: { is: 'some view' }, origin: 'any', rate: 'ask' },
    ...{ input: comparing, usage: 'say which two runs: ?older=…&newer=…', handle: answerComparison },
  }),
  defineRoute<Exporting>({
    ...{ method: 'GET', path: '/live/v1/jobs/export', need: { is: 'some view' }, origin: 'any', rate: 'ask' },
    ...{ input: exporting, usage: 'say which table of which run: ?id=…&table=…', handle: answerExport },
  }),
];

/** What can be run at a node, what runs there, and what was run. */
function list({ engine, input, response }: Call<Listing>): void {
  answerJson(response, 200, { offers: engine.jobs.offers(input), runs: engine.jobs.runs(input), now: engine.clock.now() });
}

/** What a run would do now, or why it cannot be started. */
async function check({ engine, input, response }: Call<Ordering>): Promise<void> {
  answerJson(response, 200, await orProblem(async () => engine.jobs.check(input.order)));
}

/** Refusals that are written down: what was not run because of Vigil itself, or is no order at all, is not. */
const NOTED: ReadonlySet<JobProblem['kind']> = new Set(['refused', 'typed', 'running']);

async function start({ engine, caller, input: { order, typed }, response }: Call<Starting>): Promise<void> {
  const starting = engine.jobs.start(order, typed, caller);
  starting.catch((error: unknown) => {
    if (error instanceof JobProblem && NOTED.has(error.kind)) engine.actions.noteRefused(caller, `job ${order.job}`, error.message);
  });
  answerJson(response, 200, { run: await orProblem(() => starting) });
}

/** Whoever may act on the system may cancel what another has started. */
async function cancel({ engine, caller, input: { id }, response }: Call<One>): Promise<void> {
  const run = visible(engine, id, caller);
  checkNeed({ is: 'act', of: () => run.system }, caller, null);
  answerJson(response, 200, { run: await orProblem(async () => engine.jobs.cancel(id, caller)) });
}

/** Without the right to details: what may be seen by all who may view the system. */
async function answerResult({ engine, caller, input: { id }, response }: Call<One>): Promise<void> {
  const { card, job, result } = await found(engine, id, caller);
  const isMasked = !maySeeAll(caller, card);
  answerJson(response, 200, { run: card, isMasked, result: isMasked ? job.mask(result) : result });
}

async function answerComparison({ engine, caller, input, response }: Call<Comparing>): Promise<void> {
  const [older, newer] = [await found(engine, input.older, caller), await found(engine, input.newer, caller)];
  if (older.card.system !== newer.card.system || older.card.job !== newer.card.job)
    throw new HttpProblem(400, 'these two are runs of different jobs, which have nothing to compare');
  const show = ({ card, job, result }: Found): object => (maySeeAll(caller, card) ? result : job.mask(result));
  answerJson(response, 200, { older: older.card, newer: newer.card, changes: newer.job.compare(show(older), show(newer)) });
}

/** One table as CSV, as fast as the other side takes it. */
async function answerExport({ engine, caller, input: { id, table }, response }: Call<Exporting>): Promise<void> {
  const { card, job, result } = await found(engine, id, caller);
  const make = Object.hasOwn(job.tables, table) ? job.tables[table] : undefined;
  if (!make) throw new HttpProblem(404, `there is no such table: there are ${Object.keys(job.tables).join(', ')}`);
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="vigil-${card.job}-${table}.csv"`,
    'cache-control': 'no-store',
  });
  for (const record of make(maySeeAll(caller, card) ? result : job.mask(result))) {
    if (response.destroyed) return;
    if (!response.write(formatCsvRecord(record))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}

function maySeeAll({ grants }: Caller, { system }: RunCard): boolean {
  return may(grants, 'details', system);
}

/** The run with this id, to who may view its system; to others there is none. */
function visible(engine: Engine, id: string, { grants }: Caller): RunCard {
  const run = engine.jobs.find(id);
  if (run && may(grants, 'view', run.system)) return run;
  throw new HttpProblem(404, 'there is no such run: newer runs took its place, or what was kept of it is lost');
}

async function found(engine: Engine, id: string, caller: Caller): Promise<Found> {
  const run = visible(engine, id, caller);
  const found = await orProblem(async () => engine.jobs.found(id));
  if (found) return found;
  throw new HttpProblem(409, run.state.is === 'running' ? 'it runs still' : `it found nothing: ${run.state.words}`, { code: 'no result' });
}

const STATUSES: Record<JobProblem['kind'], number> = {
  invalid: 400,
  refused: 409,
  typed: 409,
  running: 409,
  'not found': 404,
  unwritten: 503,
  stopping: 503,
};

/** Does it, and throws what stands against it as the answer to a request. */
async function orProblem<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof JobProblem)) throw error;
    throw new HttpProblem(STATUSES[error.kind], error.message, { code: error.kind });
  }
}
