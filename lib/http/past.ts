import { z } from 'zod';
import { may } from '../access/rights.ts';
import { viewerOf } from '../access/viewer.ts';
import { formatUtc } from '../format/time.ts';
import type { NothingKept, PastMarks, PastStep } from '../past.ts';
import { changeBeside, changesIn } from '../state/history/changes.ts';
import type { PastBoard, Period } from '../state/history/history.ts';
import { HistoryProblem } from '../state/history/problem.ts';
import { readMoment } from '../text/moment.ts';
import { answerJson, answerJsonText, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

const moment = z.string().max(40).transform(readMoment).pipe(z.number());
const boardQuery = z.strictObject({ at: moment });
const marksQuery = z.strictObject({ from: moment, to: moment });
const stepQuery = z.strictObject({ at: moment, to: z.enum(['next', 'previous']) });

type BoardQuery = z.output<typeof boardQuery>;
type MarksQuery = z.output<typeof marksQuery>;
type StepQuery = z.output<typeof stepQuery>;

/** A time axis has no room for more marks. */
const MOST_MARKS = 500;
/** After Vigil was started again its first board is written within this time. */
const FIRST_BOARDS_MS = [0, 2_000, 15_000, 60_000];
/** Boards are written every ten seconds, and one a minute of them is kept for long. */
const MOST_APART_MS = 180_000;
const READ = { method: 'GET', need: { is: 'some view' }, origin: 'any', rate: 'read' } as const;

export const pastRoutes: readonly Route[] = [
  defineRoute<BoardQuery>({
    ...{ ...READ, path: '/live/v1/past', input: boardQuery, handle: answerBoard },
    usage: 'say of when: ?at=2026-11-22T03:12:30Z, or epoch ms',
  }),
  defineRoute<MarksQuery>({
    ...{ ...READ, path: '/live/v1/past/marks', input: marksQuery, handle: answerMarks },
    usage: 'say from when to when: ?from=…&to=…, as ISO 8601 or epoch ms',
  }),
  defineRoute<StepQuery>({
    ...{ ...READ, path: '/live/v1/past/step', input: stepQuery, handle: answerStep },
    usage: 'say from where and which way: ?at=…&to=next, or previous',
  }),
];

/** The board as it was, as the first event of a stream would have told it then. */
async function answerBoard(call: Call<BoardQuery>): Promise<void> {
  const { engine, caller, input, response } = call;
  const board = input.at > engine.clock.now() ? null : await boardAt(call, input.at);
  if (board === null) throw await nothingKept(call);
  // Of two members of one name the last one counts (JSON.parse): megabytes are not read here to change one word.
  const viewer = JSON.stringify(viewerOf(caller, engine.systems).key);
  answerJsonText(response, 200, `${board.json.slice(0, board.json.lastIndexOf('}'))},"viewer":${viewer}}`);
}

/** Where something changed, with room for as many marks as an axis can show. */
async function answerMarks(call: Call<MarksQuery>): Promise<void> {
  const { engine, input, response } = call;
  if (!(input.from < input.to)) throw new HttpProblem(400, '"from" is not before "to"', { code: 'input' });
  const stepMs = Math.max(1_000, Math.ceil((input.to - input.from) / MOST_MARKS));
  const { history, clock } = engine;
  const [changes, blanks] = await orProblem(() => Promise.all([changesIn(history, viewsOf(call), input, stepMs), history.blanks(input)]));
  answerJson(response, 200, { ...changes, blanks, keptFrom: history.state().keptFrom, now: clock.now() } satisfies PastMarks);
}

async function answerStep(call: Call<StepQuery>): Promise<void> {
  const { engine, input, response } = call;
  const within: Period = { from: engine.history.state().keptFrom ?? 0, to: engine.clock.now() };
  const change = await orProblem(() => changeBeside(engine.history, viewsOf(call), { ...input, within }));
  answerJson(response, 200, { change } satisfies PastStep);
}

function viewsOf({ engine, caller: { grants } }: Call<unknown>): string[] {
  return engine.sources.filter((system) => may(grants, 'view', system));
}

/** Says why, and where the nearest boards are. */
async function nothingKept(call: Call<BoardQuery>): Promise<HttpProblem> {
  const { engine, input } = call;
  const { history } = engine;
  const now = engine.clock.now();
  const at = formatUtc(input.at);
  if (input.at > now) return missing(`${at} is still to come`, { before: now, after: null });
  const { keptFrom, trouble } = history.state();
  const why = trouble === null ? '' : `; at present nothing is written down: ${trouble.words}`;
  if (keptFrom === null) return missing(`no board of ${at} is kept: none is kept at all${why}`, { before: null, after: null });
  // The time before the first one is a blank too, of which the store tells no more than it is asked for.
  const blanks = input.at < keptFrom ? [] : await orProblem(() => history.blanks({ from: keptFrom, to: now }));
  const blank = blanks.find(({ from, to }) => from <= input.at && input.at <= to);
  const nearest = {
    before: await lastBefore(call, blank?.from ?? input.at),
    after: await firstAfter(call, Math.max(blank?.to ?? keptFrom, input.at)),
  };
  if (blank)
    return missing(
      `no board of ${at} is kept: nothing was written from ${formatUtc(blank.from)} to ${formatUtc(blank.to)}. ${blank.why}`,
      nearest,
    );
  return missing(`no board of ${at} is kept${input.at < keptFrom ? `: the first is of ${formatUtc(keptFrom)}` : ''}${why}`, nearest);
}

function missing(words: string, nearest: NothingKept): HttpProblem {
  return new HttpProblem(404, words, { code: 'nothing kept', more: { nearest } });
}

/** The board of a moment; null where none was written for so long before it that it tells nothing of it, and where Vigil did not look in between, however short that was. */
async function boardAt(call: Call<unknown>, at: number): Promise<PastBoard | null> {
  const { history } = call.engine;
  const board = await orProblem(() => history.board(at, viewsOf(call)));
  if (board === null || at - board.at > MOST_APART_MS) return null;
  const blanks = board.at < at ? await orProblem(() => history.blanks({ from: board.at, to: at })) : [];
  return blanks.length > 0 ? null : board;
}

async function firstAfter(call: Call<BoardQuery>, from: number): Promise<number | null> {
  const now = call.engine.clock.now();
  for (const laterMs of FIRST_BOARDS_MS) {
    const at = from + laterMs;
    if (at <= now && (await boardAt(call, at)) !== null) return at;
  }
  return null;
}

/** The last board before, however long before it is: it is told as one of its own moment. */
async function lastBefore(call: Call<BoardQuery>, at: number): Promise<number | null> {
  return (await orProblem(() => call.engine.history.board(at, viewsOf(call))))?.at ?? null;
}

/** What the store cannot tell is said as it says it. */
async function orProblem<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof HistoryProblem ? new HttpProblem(503, error.message, { code: 'history' }) : error;
  }
}
