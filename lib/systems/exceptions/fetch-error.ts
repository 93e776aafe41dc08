import { FetchError } from '../../failure.ts';
import type { SqlRow } from '../../io/database.ts';
import { numberIn, numberOrNull, onlyRow, sumIn, textOrNull } from './cells.ts';
import type { StoreNode } from './connection.ts';
import { boundOf } from './fetch-list.ts';
import type { Reach } from './filter-clause.ts';
import type { ClearingAnswer, ClearingInput, ErrorState, StatesAnswer } from './model-clear.ts';
import type { ErrorAnswer, RawAnswer } from './model-detail.ts';
import { parseError } from './parse-error.ts';
import { parseErrorRow } from './parse-rows.ts';
import { nextOf, reachOf } from './reach.ts';
import { countStatement, errorStatement, listStatement, rowsByGuidStatement } from './statements-list.ts';
import { trackerOf } from './tracker.ts';

/** So much of a text is read: a stack of five million characters is told to its end. */
const LENGTH = 8_000_000;
const SAMPLE = 10;
const COUNTED_AT_ONCE = 5_000;

async function rowOf({ asks, table }: StoreNode, guid: string, signal: AbortSignal): Promise<SqlRow> {
  const [row] = (await asks.ask(errorStatement(table, { guid, length: LENGTH + 1 }), signal)).rows;
  if (row) return row;
  throw new FetchError('unsupported', `there is no error ${guid} in this store: it was purged, or it is of another store`);
}

/** One error whole, with everything that it holds. Throws FetchError, also where there is none. */
export async function fetchError(node: StoreNode, guid: string, signal: AbortSignal): Promise<ErrorAnswer> {
  const { shapes, settings } = node;
  const found = await rowOf(node, guid, signal);
  const known = await shapes.shapesOf([numberIn(found, 'id')]);
  const row = parseErrorRow(found, (id) => known.get(id) ?? null);
  const [detail, json] = [textOrNull(found, 'detail'), textOrNull(found, 'full_json')];
  const answer = parseError(
    {
      ...{ row, ip: textOrNull(found, 'ip'), errorHash: numberOrNull(found, 'error_hash') },
      ...{ detail: detail?.slice(0, LENGTH) ?? null, isCut: (detail?.length ?? 0) > LENGTH },
      ...{ json: json?.slice(0, LENGTH) ?? null, isJsonCut: (json?.length ?? 0) > LENGTH },
    },
    settings,
  );
  const shape = row.shape === null ? null : shapes.lookUp(row.shape);
  return {
    ...answer,
    shape: shape === null ? null : { shape: shape.shape, firstAt: shape.firstAt, flag: shape.flag, cleared: shape.cleared },
    tracker: trackerOf(answer, settings),
  };
}

/** The JSON as it was stored. Throws FetchError. */
export async function fetchRaw(node: StoreNode, guid: string, signal: AbortSignal): Promise<RawAnswer> {
  const json = textOrNull(await rowOf(node, guid, signal), 'full_json');
  return { json: json?.slice(0, LENGTH) ?? null, isCut: (json?.length ?? 0) > LENGTH };
}

/** How named errors stand now. Throws FetchError. */
export async function fetchStates({ asks, table }: StoreNode, guids: readonly string[], signal: AbortSignal): Promise<StatesAnswer> {
  const { rows } = await asks.ask(rowsByGuidStatement(table, guids), signal);
  const errors = rows.map((row): ErrorState => {
    const { id, guid, app, type, message, count, lastAt, isProtected, deletedAt } = parseErrorRow(row, () => null);
    return { id, guid, app, type, message, count, lastAt, isProtected, deletedAt };
  });
  return { errors };
}

/** What would be cleared, counted now, and the bounds of just that: what is seen after is left. Throws FetchError. */
export async function fetchClearing(node: StoreNode, { filter }: ClearingInput, signal: AbortSignal): Promise<ClearingAnswer> {
  const { asks, table } = node;
  const { lastId, storeAt } = await boundOf(node, signal);
  const open = clearable(filter);
  const reach = reachOf(node, open, lastId);
  const order = { by: 'lastSeen', isDescending: true } as const;
  const kept = { ...reach, filter: { ...open, protected: 'only' as const } };
  const [counted, sample, protectedOnes] = await Promise.all([
    countAll(node, reach, signal),
    asks.ask(listStatement(table, { reach, order, offset: 0, most: SAMPLE }), signal),
    filter.protected === 'none' ? { rows: 0 } : countAll(node, kept, signal),
  ]);
  return {
    ...{ ...counted, upToId: lastId, asOf: storeAt, protectedRows: protectedOnes.rows },
    sample: sample.rows.map((one) => parseErrorRow(one, () => null)),
  };
}

/** Counts all that matches: of shapes as many rows at a time as a statement can name. */
async function countAll({ asks, table, shapes }: StoreNode, reach: Reach, signal: AbortSignal): Promise<{ rows: number; errors: number }> {
  const { shape } = reach.filter;
  const sum = { rows: 0, errors: 0 };
  let fromId = 0;
  for (;;) {
    const ids = shape === null ? null : nextOf(shapes, shape, { fromId, most: COUNTED_AT_ONCE });
    if (ids !== null && ids.length === 0) return sum;
    const row = onlyRow((await asks.ask(countStatement(table, { ...reach, ids }), signal)).rows);
    sum.rows += numberIn(row, 'row_count');
    sum.errors += sumIn(row, 'errors');
    if (ids === null) return sum;
    fromId = (ids.at(-1) ?? fromId) + 1;
  }
}

/** Of a filter what may be cleared: what is neither deleted nor protected. */
export function clearable(filter: ClearingInput['filter']): ClearingInput['filter'] {
  return { ...filter, deleted: 'none', protected: 'none' };
}
