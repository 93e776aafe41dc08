import type { SqlRow } from '../../io/database.ts';
import { takeTurn } from '../../io/kept-database.ts';
import { numberIn, textIn, textOrNull } from './cells.ts';
import type { StoreNode } from './connection.ts';
import { shapeOf } from './shape-key.ts';
import type { RowOfShape } from './shapes/known.ts';
import { rowsToSortStatement } from './statements-poll.ts';

/** So much of the text of a row is read: its own frames stand at its beginning. */
export const DETAIL_LENGTH = 20_000;
/** Rows between which the process is free. */
const SLICE = 25;
/** So many rows are sorted for who asks before they are sorted for all, the newest. */
const MOST_AT_ONCE = 500;

/** Works out of which shape each row is. Throws ParseError. */
export async function sortRows(rows: readonly SqlRow[], framework: readonly string[]): Promise<RowOfShape[]> {
  const sorted: RowOfShape[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % SLICE === SLICE - 1) await takeTurn();
    const given = { app: textIn(row, 'app'), type: textIn(row, 'error_type'), message: textOrNull(row, 'message') };
    const { key, place } = shapeOf({ ...given, detail: textOrNull(row, 'detail'), framework });
    sorted.push({
      ...{ ...given, id: numberIn(row, 'id'), shape: key, place, count: numberIn(row, 'errors') },
      ...{ firstAt: numberIn(row, 'first_seen'), lastAt: numberIn(row, 'last_seen') },
    });
  }
  return sorted;
}

/**
 * The shapes of these rows, the newest first: those that the index knows, and of the others the newest 500, which are read and sorted for this answer alone. In a burst nobody is to look at hundreds of
 * the same before the next poll. Throws FetchError.
 */
export async function shapesOfRows(
  { asks, table, shapes, settings }: StoreNode,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const known = await shapes.shapesOf(ids);
  const unknown = ids.filter((id) => !known.has(id)).slice(0, MOST_AT_ONCE);
  if (unknown.length === 0) return known;
  const { rows } = await asks.ask(rowsToSortStatement(table, { ids: unknown, length: DETAIL_LENGTH }), signal);
  const sorted = await sortRows(rows, settings.framework);
  return new Map([...known, ...sorted.map(({ id, shape }) => [id, shape] as const)]);
}
