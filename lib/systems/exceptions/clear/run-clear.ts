import { FetchError } from '../../../failure.ts';
import { formatCount } from '../../../format/number.ts';
import type { DatabaseConnection, SqlAsk, SqlRow } from '../../../io/database.ts';
import { pause } from '../../../io/pause.ts';
import type { JobEnd, JobRun } from '../../../job.ts';
import { numberIn } from '../cells.ts';
import { openToAct } from '../connection.ts';
import { clearable } from '../fetch-error.ts';
import type { Reach } from '../filter-clause.ts';
import type { ClearInput, ClearResult } from '../model-clear.ts';
import { appsOf, MOST_OF_SHAPE, nextOf } from '../reach.ts';
import type { ExceptionsSettings } from '../settings.ts';
import type { ShapeIndex } from '../shapes/known.ts';
import { shareShapes } from '../shapes/share.ts';
import { batchStatement, clearedStatement, clearStatement } from '../statements-change.ts';
import { boundStatement } from '../statements-list.ts';
import { deletionsStatement } from '../statements-poll.ts';
import { type Table, tableOf } from '../table.ts';

/** Rows that are cleared by one statement, each its own transaction: locks are held for some milliseconds. */
export const BATCH = 500;
/** Between two of them, so that applications can write. */
const PAUSE_MS = 20;
const ASK_MS = 30_000;
const SECOND_MS = 1_000;
const EVER_MS = 8_640_000_000_000;

type Clearing = {
  given: JobRun<ExceptionsSettings, ClearInput>;
  database: DatabaseConnection;
  table: Table;
  shapes: ShapeIndex;
  clearId: string;
  deletedAt: number;
  cleared: number;
  errors: number;
  touched: Set<string>;
};

/** Clears exactly what was counted, as far as it still matches: batch after batch, until nothing is left or somebody cancels. Throws FetchError where nothing at all came of it. */
export async function runClear(given: JobRun<ExceptionsSettings, ClearInput>): Promise<JobEnd<ClearResult>> {
  const { settings, meter } = given;
  const database = openToAct(settings, meter);
  if (database === null) throw new FetchError('auth', 'nobody is configured to act');
  const { shapes, release } = shareShapes(settings);
  try {
    const table = tableOf(settings);
    const [clock] = (await ask(database, boundStatement(table), given.signal)).rows;
    if (!clock) throw new FetchError('protocol', 'the store does not tell its time');
    // Whole seconds: MySQL keeps no parts of one, and the time is what tells these rows from others.
    const deletedAt = Math.floor(numberIn(clock, 'store_at') / SECOND_MS) * SECOND_MS;
    const clearing: Clearing = {
      given,
      database,
      table,
      shapes,
      clearId: crypto.randomUUID(),
      deletedAt,
      cleared: 0,
      errors: 0,
      touched: new Set(),
    };
    const broken = await clearAll(clearing);
    if (broken && clearing.cleared === 0) throw broken;
    await noteShapes(clearing);
    return endOf(clearing, broken);
  } finally {
    release();
    database.close();
  }
}

/** A shape was cleared where nothing of it is left: what was left of it would else seem to have come back. */
async function noteShapes({ database, table, shapes, given, deletedAt, touched }: Clearing): Promise<void> {
  for (const shape of touched) {
    const ids = shapes.newestIdsOf(shape, MOST_OF_SHAPE);
    const { rows } = await database.ask(deletionsStatement(table, ids), AbortSignal.timeout(ASK_MS));
    if (rows.every((row) => row.deleted !== null)) shapes.noteCleared(shape, { at: deletedAt, by: given.by });
  }
}

/** Gives what broke it off; null where it came to its end, or was cancelled. */
async function clearAll(clearing: Clearing): Promise<FetchError | null> {
  const { given } = clearing;
  let aboveId = -1;
  try {
    for (;;) {
      const reach = reachOf(clearing, aboveId);
      if (reach === null || given.signal.aborted) return null;
      const next = await clearBatch(clearing, reach, aboveId);
      if (next === null) return null;
      aboveId = next;
      const { cleared } = clearing;
      const { rows } = given.input;
      given.tell({
        part: Math.min(1, cleared / rows),
        words: `${formatCount(cleared)} of ${formatCount(rows)} rows cleared`,
        figures: null,
      });
      await pause(PAUSE_MS, given.signal).catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return given.signal.aborted ? null : error;
  }
}

/** What can still match above an id; of a shape its next rows. Null where there are none. */
function reachOf({ given: { input, settings }, shapes }: Clearing, aboveId: number): Reach | null {
  const { filter, upToId, asOf } = input;
  const ids = filter.shape === null ? null : nextOf(shapes, filter.shape, { fromId: aboveId + 1, most: BATCH });
  if (ids !== null && ids.length === 0) return null;
  // What was seen after the count is what nobody has looked at.
  const seenTo = Math.min(filter.seenTo ?? asOf + 1, asOf + 1);
  return {
    filter: clearable({ ...filter, seenTo }),
    apps: appsOf(settings.teams, filter.team),
    ids,
    fromId: 0,
    upToId,
    // However long a row takes up repeats: what was counted is to be found again.
    rollupMs: EVER_MS,
  };
}

/** Clears the next rows, and gives the id to go on above; null where there are none left. */
async function clearBatch(clearing: Clearing, reach: Reach, aboveId: number): Promise<number | null> {
  const { database, table, shapes, given, clearId, deletedAt: at } = clearing;
  const { rows } = await ask(database, batchStatement(table, { reach, aboveId, most: BATCH }), given.signal);
  const ids = rows.map((row) => numberIn(row, 'id'));
  // Of a shape, whose rows may all be cleared already, the next ones are looked at.
  if (ids.length === 0) return reach.ids === null ? null : (reach.ids.at(-1) ?? null);
  // Before it is done: what nobody knows to be cleared could not be undone.
  await shapes.keepClearing({ clearId, ids, deletedAt: at, by: given.by });
  await ask(database, clearStatement(table, { reach, ids, at }), given.signal);
  const done = (await ask(database, clearedStatement(table, { ids, at }), given.signal)).rows;
  clearing.cleared += done.length;
  clearing.errors += done.reduce((sum, row) => sum + numberIn(row, 'errors'), 0);
  const known = await shapes.shapesOf(done.map((row) => numberIn(row, 'id')));
  for (const shape of known.values()) clearing.touched.add(shape);
  return Math.max(...ids);
}

async function ask(database: DatabaseConnection, asked: SqlAsk, signal: AbortSignal): Promise<{ rows: readonly SqlRow[] }> {
  // A batch that has begun is ended: a cancel comes between two of them.
  if (signal.aborted) throw new FetchError('timeout', 'cancelled');
  return database.ask(asked, AbortSignal.timeout(ASK_MS));
}

function endOf({ given, clearId, deletedAt, cleared, errors }: Clearing, broken: FetchError | null): JobEnd<ClearResult> {
  const { filter, upToId, asOf, rows } = given.input;
  const isCancelled = given.signal.aborted;
  const left = Math.max(0, rows - cleared);
  const why = isCancelled || broken ? 'not come to' : 'seen again, protected, or cleared by somebody else since they were counted';
  const words = [
    `${formatCount(cleared)} rows cleared, which stand for ${formatCount(errors)} errors.`,
    ...(left === 0 ? [] : [`${formatCount(left)} were ${why}.`]),
    ...(broken ? [`It broke off: ${broken.message}.`] : []),
  ];
  return {
    result: {
      ...{ clearId: cleared === 0 ? null : clearId, filter, upToId, asOf, deletedAt, cleared, errors },
      left: left === 0 ? [] : [{ words: why, rows: left }],
    },
    isWhole: !isCancelled && broken === null,
    words: words.join(' '),
  };
}
