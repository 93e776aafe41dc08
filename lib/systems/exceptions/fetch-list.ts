import type { SqlRow } from '../../io/database.ts';
import { numberIn, numberOrNull, onlyRow, sumIn, textIn } from './cells.ts';
import type { StoreNode } from './connection.ts';
import type { Reach } from './filter-clause.ts';
import { groupToShapes, sortShapes } from './group-shapes.ts';
import {
  type CountAnswer,
  type CountInput,
  type Facet,
  type FacetsAnswer,
  type FacetsInput,
  type ListAnswer,
  type ListInput,
  MOST_GROUPED,
  type NewerAnswer,
  type NewerInput,
  PAGE_SIZE,
  type ShapesAnswer,
  TREND_STEP_MS,
  type TrendAnswer,
  type TrendInput,
} from './model-list.ts';
import { parseErrorRow } from './parse-rows.ts';
import { MOST_OF_SHAPE, reachOf } from './reach.ts';
import { shapesOfRows } from './sort-rows.ts';
import {
  boundStatement,
  countStatement,
  facetStatement,
  listStatement,
  narrowStatement,
  rowsByIdStatement,
  trendStatement,
} from './statements-list.ts';
import type { Column } from './table.ts';

const FACETS = 50;
const LOOKED_BACK_DAYS: readonly number[] = [1, 7, 30];

/** The highest id to be told of, and the clock of the store. Throws FetchError. */
export async function boundOf({ asks, table }: StoreNode, signal: AbortSignal): Promise<{ lastId: number; storeAt: number }> {
  const row = onlyRow((await asks.ask(boundStatement(table), signal)).rows);
  return { lastId: numberOrNull(row, 'last_id') ?? 0, storeAt: numberIn(row, 'store_at') };
}

/** A page of rows. Throws FetchError. */
export async function fetchList(node: StoreNode, input: ListInput, signal: AbortSignal): Promise<ListAnswer> {
  const { shapes } = node;
  const { lastId, storeAt } = await boundOf(node, signal);
  const bound = input.upToId ?? lastId;
  const rows = await pageOf(node, { ...input, upToId: bound, storeAt }, signal);
  const shown = rows.slice(0, PAGE_SIZE);
  const known = await shapes.shapesOf(shown.map((row) => numberIn(row, 'id')));
  return { upToId: bound, rows: shown.map((row) => parseErrorRow(row, (id) => known.get(id) ?? null)), hasMore: rows.length > PAGE_SIZE };
}

type Page = ListInput & { upToId: number; storeAt: number };

/**
 * The rows of a page, and one more where there is another page. What was seen last, of all time, is looked for in the last day first, then in more: what is not in it was seen before all that is, so
 * that a whole page of it is the page, and no index is needed for that order.
 */
async function pageOf(node: StoreNode, { filter, order, page, upToId, storeAt }: Page, signal: AbortSignal): Promise<readonly SqlRow[]> {
  const { asks, table } = node;
  const part = { order, offset: page * PAGE_SIZE, most: PAGE_SIZE + 1 };
  const isByLast = order.by === 'lastSeen' && order.isDescending && filter.seenFrom === null && filter.shape === null;
  for (const days of isByLast ? LOOKED_BACK_DAYS : []) {
    const reach = reachOf(node, { ...filter, seenFrom: storeAt - days * TREND_STEP_MS.day }, upToId);
    const { rows } = await asks.ask(listStatement(table, { ...part, reach }), signal);
    if (rows.length === part.most) return rows;
  }
  return (await asks.ask(listStatement(table, { ...part, reach: reachOf(node, filter, upToId) }), signal)).rows;
}

/** A page of shapes: the newest rows that match are put together here, because no column of the table tells which are of one kind. Throws FetchError. */
export async function fetchShapeList(
  node: StoreNode,
  { filter, order, page, upToId }: ListInput,
  signal: AbortSignal,
): Promise<ShapesAnswer> {
  const { asks, table, shapes } = node;
  const bound = await boundOf(node, signal);
  const lastId = upToId ?? bound.lastId;
  const { rows } = await asks.ask(narrowStatement(table, { reach: reachOf(node, filter, lastId), most: MOST_GROUPED + 1 }), signal);
  const grouped = rows.slice(0, MOST_GROUPED);
  const known = await shapesOfRows(
    node,
    grouped.map((row) => numberIn(row, 'id')),
    signal,
  );
  const { all, unsorted, trendFromAt } = groupToShapes(grouped, known, bound.storeAt);
  const cards = await shapes.cards([...new Set(known.values())]);
  // What is sorted by is told of the newest row of each, which only the cards and the narrow rows know of all of them.
  const sorted = sortShapes(all, order, cards);
  const shown = sorted.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const newest = await asks.ask(
    rowsByIdStatement(
      table,
      shown.map(({ newestId }) => newestId),
    ),
    signal,
  );
  const byId = new Map(newest.rows.map((row) => [numberIn(row, 'id'), parseErrorRow(row, (id) => known.get(id) ?? null)]));
  const oldest = grouped.at(-1);
  return {
    groupedFromAt: oldest ? numberIn(oldest, 'first_seen') : null,
    ...{ upToId: lastId, shapes: sorted.length, grouped: grouped.length, isCut: rows.length > MOST_GROUPED, unsorted, trendFromAt },
    rows: shown.flatMap(({ newestId, ...shape }) => {
      const row = byId.get(newestId);
      const card = shape.shape === null ? undefined : cards.get(shape.shape);
      // One that was purged between the two answers is told at the next look.
      return row ? [{ ...shape, newest: row, flag: card?.flag ?? null, cleared: card?.cleared ?? null }] : [];
    }),
    hasMore: sorted.length > (page + 1) * PAGE_SIZE,
  };
}

/** Throws FetchError. */
export async function fetchCount(node: StoreNode, { filter, upToId }: CountInput, signal: AbortSignal): Promise<CountAnswer> {
  return (await countIn(node, reachOf(node, filter, upToId), signal)).answer;
}

async function countIn(
  { asks, table }: StoreNode,
  reach: Reach,
  signal: AbortSignal,
): Promise<{ answer: CountAnswer; lastId: number | null }> {
  const row = onlyRow((await asks.ask(countStatement(table, reach), signal)).rows);
  const answer = { rows: numberIn(row, 'row_count'), errors: sumIn(row, 'errors'), protectedRows: sumIn(row, 'protected_rows') };
  return { answer, lastId: numberOrNull(row, 'last_id') };
}

/** What came since that would stand in the list. Throws FetchError. */
export async function fetchNewer(node: StoreNode, { filter, aboveId }: NewerInput, signal: AbortSignal): Promise<NewerAnswer> {
  const reach = reachOf(node, filter, null);
  const { answer, lastId } = await countIn(node, { ...reach, fromId: Math.max(reach.fromId, aboveId + 1) }, signal);
  return { rows: answer.rows, upToId: lastId ?? aboveId };
}

/** The values there are to filter by: each by what matches all the other parts of the filter. Throws FetchError. */
export async function fetchFacets(node: StoreNode, { filter, upToId }: FacetsInput, signal: AbortSignal): Promise<FacetsAnswer> {
  const { asks, table } = node;
  const values = async (of: Column, without: FacetsInput['filter']): Promise<Facet[]> => {
    const { rows } = await asks.ask(facetStatement(table, { reach: reachOf(node, without, upToId), of, most: FACETS }), signal);
    return rows.map((row) => ({ value: textIn(row, 'facet'), rows: numberIn(row, 'row_count') }));
  };
  const [apps, machines, types, categories] = await Promise.all([
    values('ApplicationName', { ...filter, app: null }),
    values('MachineName', { ...filter, machine: null }),
    values('Type', { ...filter, type: null }),
    values('Category', { ...filter, category: null }),
  ]);
  return { apps, machines, types, categories };
}

/** Errors by minute, hour or day, the last of which is still running. Throws FetchError. */
export async function fetchTrend(node: StoreNode, { filter, step, steps }: TrendInput, signal: AbortSignal): Promise<TrendAnswer> {
  const { asks, table } = node;
  const stepMs = TREND_STEP_MS[step];
  const { storeAt } = await boundOf(node, signal);
  const first = Math.floor(storeAt / stepMs) - steps + 1;
  const reach = reachOf(node, { ...filter, seenFrom: first * stepMs, seenTo: null }, null);
  const { rows } = await asks.ask(trendStatement(table, { reach, step }), signal);
  const byUnit = new Map(rows.map((row) => [numberIn(row, 'in_unit'), sumIn(row, 'errors')]));
  return {
    ...{ fromAt: first * stepMs, stepMs, counts: Array.from({ length: steps }, (_, at) => byUnit.get(first + at) ?? 0) },
    isCut: reach.ids !== null && reach.ids.length >= MOST_OF_SHAPE,
  };
}
