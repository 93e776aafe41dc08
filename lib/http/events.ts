import { once } from 'node:events';
import { z } from 'zod';
import { may } from '../access/rights.ts';
import { type Blank, EVENT_KINDS, type EventKind, type HistoryEvent } from '../history.ts';
import type { EventQuery, HistoryState } from '../state/history/history.ts';
import { type Axis, drawAxis } from '../timeline/axis.ts';
import { exportEvents } from '../timeline/export.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { orHistoryProblem } from './history-problem.ts';
import { type Call, defineRoute, type Route } from './route.ts';

const text = z.string().max(200).optional();
const name = z.string().min(1).max(300).optional();
const moment = z.coerce.number();
const kinds = z
  .string()
  .max(200)
  .transform((list) => list.split(',').filter((kind) => kind !== ''))
  .pipe(z.array(z.enum(EVENT_KINDS)))
  .optional();
const filter = { from: moment, to: moment, kind: kinds, system: name, group: name, node: name, text };

const MOST_EVENTS = 1_000;
const listing = z.strictObject({
  ...filter,
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(MOST_EVENTS).default(200),
});
const drawing = z.strictObject({ ...filter, steps: z.coerce.number().int().min(1).max(500).default(60) });
const exporting = z.strictObject({ ...filter, format: z.enum(['csv', 'json']) });

type Filter = { from: number; to: number; kind?: EventKind[] | undefined } & Partial<
  Record<'system' | 'group' | 'node' | 'text', string | undefined>
>;
type Listing = z.output<typeof listing>;
type Drawing = z.output<typeof drawing>;
type Exporting = z.output<typeof exporting>;

/**
 * A page of what happened, newest first. `next` is what to send as `before` for the page after it; null on the last. `keptFrom` (epoch ms) is since when anything is kept, `trouble` why what is
 * seen now is not written down.
 */
export type EventsAnswer = {
  events: readonly HistoryEvent[];
  blanks: readonly Blank[];
  next: number | null;
  keptFrom: number | null;
  trouble: HistoryState['trouble'];
  now: number;
};

/**
 * A period on one axis. `kinds` counts what there is of each kind, whichever were asked for. `since` is from when on all of it is drawn: later than the period begins where so much
 * happened that not all was read.
 */
export type AxisAnswer = Omit<EventsAnswer, 'events' | 'next'> & { axis: Axis; kinds: Partial<Record<EventKind, number>>; since: number };

const USAGE = 'say from and to (epoch ms); narrow with kind (several with commas between), system, group, node and text';
const READ = { method: 'GET', need: { is: 'some view' }, origin: 'any' } as const;

export const eventRoutes: readonly Route[] = [
  defineRoute<Listing>({
    ...{ ...READ, path: '/live/v1/events', rate: 'read', input: listing },
    ...{ usage: `${USAGE}; page with before and limit`, handle: answerEvents },
  }),
  defineRoute<Drawing>({
    ...{ ...READ, path: '/live/v1/events/axis', rate: 'read', input: drawing },
    ...{ usage: `${USAGE}; steps is into how many parts the period is cut`, handle: answerAxis },
  }),
  defineRoute<Exporting>({
    ...{ ...READ, path: '/live/v1/events/export', rate: 'ask', input: exporting },
    ...{ usage: `${USAGE}; say format=csv or format=json`, handle: answerExport },
  }),
];

async function answerEvents(call: Call<Listing>): Promise<void> {
  const { before, limit, ...filter } = call.input;
  const { history } = call.engine;
  const query = { ...queryOf(call, filter), before: before ?? null, limit };
  const [events, rest] = await orHistoryProblem(() => Promise.all([history.events(query), around(call, filter)]));
  const next = events.length < limit ? null : (events.at(-1)?.id ?? null);
  answerJson(call.response, 200, { events, next, ...rest } satisfies EventsAnswer);
}

/** Beyond so many the axis is drawn as far back as they reach, and says so. */
const MOST_DRAWN = 20_000;

async function answerAxis(call: Call<Drawing>): Promise<void> {
  const { steps, kind = [], ...filter } = call.input;
  const { from, to } = filter;
  const [events, rest] = await orHistoryProblem(() => Promise.all([readMost(call, filter), around(call, filter)]));
  const counted = Map.groupBy(events, (event) => event.kind);
  const shown = kind.length === 0 ? events : events.filter((event) => kind.includes(event.kind));
  const systems = viewsOf(call).filter((system) => filter.system === undefined || system === filter.system);
  const answer: AxisAnswer = {
    axis: drawAxis(shown, systems, { from, to, now: rest.now, steps, blanks: rest.blanks }),
    kinds: Object.fromEntries([...counted].map(([one, own]) => [one, own.length])),
    since: events.length < MOST_DRAWN ? from : Math.max(from, events.at(-1)?.at ?? from),
    ...rest,
  };
  answerJson(call.response, 200, answer);
}

async function readMost(call: Call<Drawing>, filter: Filter): Promise<HistoryEvent[]> {
  const all: HistoryEvent[] = [];
  for await (const page of pagesOf(call, filter)) {
    all.push(...page);
    if (all.length >= MOST_DRAWN) break;
  }
  return all;
}

async function* pagesOf(call: Call<Filter>, filter: Filter): AsyncGenerator<readonly HistoryEvent[]> {
  let before: number | null = null;
  do {
    const page: readonly HistoryEvent[] = await call.engine.history.events({ ...queryOf(call, filter), before, limit: MOST_EVENTS });
    yield page;
    before = page.length < MOST_EVENTS ? null : (page.at(-1)?.id ?? null);
  } while (before !== null);
}

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json; charset=utf-8' } as const;

/** Sends all that matches, newest first, as fast as the other side takes it. */
async function answerExport(call: Call<Exporting>): Promise<void> {
  const { response } = call;
  const { format, ...filter } = call.input;
  checkPeriod(filter);
  const pages = pagesOf(call, filter);
  // Before anything is sent it can still be said in words that nothing can be read.
  const first = await orHistoryProblem(() => pages.next());
  response.writeHead(200, {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="vigil-events.${format}"`,
    'cache-control': 'no-store',
  });
  for await (const piece of exportEvents(startWith(first, pages), format)) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}

async function* startWith<Value>(first: IteratorResult<Value, void>, rest: AsyncGenerator<Value>): AsyncGenerator<Value> {
  if (!first.done) yield first.value;
  yield* rest;
}

function queryOf(call: Call<unknown>, filter: Filter): Omit<EventQuery, 'before' | 'limit'> {
  checkPeriod(filter);
  const { from, to, kind = [], system = null, group = null, node = null, text = null } = filter;
  return { from, to, kinds: kind, views: viewsOf(call), system, group, node, text };
}

function checkPeriod({ from, to, system, group, node }: Filter): void {
  if (from >= to) throw new HttpProblem(400, 'nothing lies between these times: "from" is not before "to"', { code: 'input' });
  if ((group !== undefined && system === undefined) || (node !== undefined && group === undefined))
    throw new HttpProblem(400, 'say of which system the group is, and of which group the node', { code: 'input' });
}

/** The systems of which the caller may be told; an event that concerns another besides is not for him. */
function viewsOf({ engine, caller: { grants } }: Pick<Call<unknown>, 'engine' | 'caller'>): string[] {
  return engine.sources.filter((system) => may(grants, 'view', system));
}

async function around({ engine: { history, clock } }: Call<unknown>, { from, to }: Filter): Promise<Omit<EventsAnswer, 'events' | 'next'>> {
  const { keptFrom, trouble } = history.state();
  return { blanks: await history.blanks({ from, to }), keptFrom, trouble, now: clock.now() };
}
