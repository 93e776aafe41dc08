import { numberIn, numberOrNull, onlyRow } from './cells.ts';
import { rollupOf, type StoreNode } from './connection.ts';
import { reaching } from './fetch.ts';
import { groupToShapes, type ShapeSum } from './group-shapes.ts';
import type { ShapeCard, ShapesReading } from './model.ts';
import { NO_FILTER } from './model-list.ts';
import type { KnownShape, RowOfShape } from './shapes/known.ts';
import { DETAIL_LENGTH, sortRows } from './sort-rows.ts';
import { narrowStatement } from './statements-list.ts';
import { clockStatement, deletionsStatement, unsortedStatement } from './statements-poll.ts';
import { lowestId } from './zone-map.ts';

const DAY_MS = 86_400_000;
/** At the very first start so much is sorted: what was logged before is sorted into no shape, and looked up when somebody asks for it. */
const FIRST_DAYS = 14;
/** Rows that are asked for at once. */
const BATCH = 500;
/** The part of its time after which a poll asks for no further batch. */
const SHARE = 0.5;
/** How many rows of a shape are looked up to know whether all of them were cleared. */
const LOOKED_UP = 20;
const MOST_RECENT = 5_000;
const TOP = 5;

/** Sorts what came since into shapes, as much as there is time for, and tells of them. Throws FetchError, and the error of SQLite where they cannot be kept. */
export async function fetchShapes(node: StoreNode, signal: AbortSignal): Promise<ShapesReading> {
  const { shapes, settings, polls, table } = node;
  const said = onlyRow((await polls.ask(clockStatement(table), signal)).rows);
  const [storeAt, lastId] = [numberIn(said, 'store_at'), numberOrNull(said, 'last_id') ?? 0];
  const until = performance.now() + settings.times.shapes.timeoutMs * SHARE;
  const state = shapes.state();
  const sinceAt = state.sinceAt ?? storeAt - FIRST_DAYS * DAY_MS;
  const before = await sortedBefore(node, lastId, signal);
  let sortedTo = before ?? (await reaching(node, { lastId, at: sinceAt }, signal)) - 1;
  let isAll = false;
  while (!isAll && performance.now() < until) {
    const { rows } = await polls.ask(unsortedStatement(table, { aboveId: sortedTo, most: BATCH, length: DETAIL_LENGTH }), signal);
    const sorted = await sortRows(rows, settings.framework);
    await noteCleared(node, sorted, signal);
    isAll = rows.length < BATCH;
    sortedTo = Math.max(sortedTo, ...sorted.map(({ id }) => id));
    await shapes.add(sorted, { toId: sortedTo, sinceAt, at: storeAt, isAll });
  }
  return tell(node, { storeAt, behind: isAll ? 0 : Math.max(0, lastId - sortedTo) }, signal);
}

/** The id up to which all is sorted, as far as it is still there; null where nothing is. A table that was emptied and whose ids began anew is another, and what is known of its rows is forgotten. */
async function sortedBefore({ shapes, polls, table }: StoreNode, lastId: number, signal: AbortSignal): Promise<number | null> {
  const { sortedToId } = shapes.state();
  // Of an empty table nobody can tell: it goes on where it was.
  if (sortedToId === null || lastId === 0) return sortedToId;
  const last = Math.min(sortedToId, lastId);
  const [row] = (await polls.ask(unsortedStatement(table, { aboveId: last - 1, most: 1, length: 1 }), signal)).rows;
  if (row === undefined || numberIn(row, 'id') !== last || !shapes.isOther({ id: last, firstAt: numberIn(row, 'first_seen') })) return last;
  await shapes.beginAgain();
  return null;
}

/** A shape of which every row that is known was deleted in the store, by whatever tool, was cleared: told before its new rows are taken in. */
async function noteCleared(
  { shapes, polls, table, settings }: StoreNode,
  sorted: readonly RowOfShape[],
  signal: AbortSignal,
): Promise<void> {
  const first = new Map<string, number>();
  for (const { shape, firstAt } of sorted) first.set(shape, Math.min(first.get(shape) ?? firstAt, firstAt));
  const cards = await shapes.cards([...first.keys()]);
  for (const [shape, at] of first) {
    const known = cards.get(shape);
    // What goes on was not cleared in between, or is told at its next row.
    if (!known || known.rows === 0 || (known.cleared !== null && known.cleared.at > known.lastAt) || at - known.lastAt <= settings.rollupMs)
      continue;
    const ids = shapes.newestIdsOf(shape, LOOKED_UP);
    if (ids.length === 0) continue;
    const { rows } = await polls.ask(deletionsStatement(table, ids), signal);
    const deleted = rows.map((row) => numberOrNull(row, 'deleted'));
    if (deleted.every((one) => one !== null)) shapes.noteCleared(shape, { at: Math.max(known.lastAt, ...deleted), by: null });
  }
}

async function tell(
  node: StoreNode,
  { storeAt, behind }: { storeAt: number; behind: number },
  signal: AbortSignal,
): Promise<ShapesReading> {
  const { shapes } = node;
  const sums = await recentSums(node, storeAt, signal);
  const recent = new Map(sums.flatMap(({ shape, count }) => (shape === null ? [] : [[shape, count] as const])));
  const cards = await shapes.cards([...recent.keys()]);
  const cardOf = (known: KnownShape): ShapeCard => {
    const { shape, app, type, message, place, firstAt, lastAt, flag, cleared } = known;
    return { shape, app, type, message, place, firstAt, lastAt, flag, cleared, recent: recent.get(shape) ?? 0 };
  };
  const byApp = Map.groupBy([...cards.values()].map(cardOf), ({ app }) => app);
  const top = [...byApp.values()].flatMap((own) => own.toSorted((a, b) => b.recent - a.recent).slice(0, TOP));
  const { rows, shapes: count, sinceAt } = shapes.state();
  return {
    rows,
    shapes: count,
    sinceAt: sinceAt ?? storeAt,
    behind,
    fresh: shapes.fresh(storeAt - DAY_MS).map(cardOf),
    top,
    ...{ kept: shapes.kept, trouble: shapes.trouble },
  };
}

async function recentSums(
  { polls, table, settings, shapes, learned }: StoreNode,
  storeAt: number,
  signal: AbortSignal,
): Promise<ShapeSum[]> {
  const seenFrom = storeAt - settings.recentMs;
  const rollupMs = rollupOf({ settings, learned });
  const fromId = learned.zones === null ? 0 : lowestId(learned.zones, seenFrom - rollupMs, true);
  const reach = { filter: { ...NO_FILTER, seenFrom }, apps: null, ids: null, fromId, upToId: null, rollupMs };
  const { rows } = await polls.ask(narrowStatement(table, { reach, most: MOST_RECENT }), signal);
  const known = await shapes.shapesOf(rows.map((row) => numberIn(row, 'id')));
  return groupToShapes(rows, known, storeAt).all;
}
