import type { Value } from '../tds/types.ts';
import type { Table } from './catalog.ts';
import { hashKey } from './compare.ts';

/** The places of rows by the value of one column. */
type Places = Map<string, number[]>;

/** Made when it is first asked for, and kept for as long as the rows are these. */
const kept = new WeakMap<Value[][], Map<number, Places>>();

/** The places of the rows whose column has one of these values, by their keys (see hashKey), in the order of the table. */
export function placesOf({ rows, columns }: Table, at: number, keys: Iterable<string>): number[] {
  const indexes = kept.get(rows) ?? new Map<number, Places>();
  kept.set(rows, indexes);
  const index = indexes.get(at) ?? new Map<string, number[]>();
  if (!indexes.has(at)) {
    for (const place of rows.keys()) add(index, { rows, columns }, at, place);
    indexes.set(at, index);
  }
  return [...new Set(keys)].flatMap((key) => index.get(key) ?? []).sort((a, b) => a - b);
}

function add(index: Places, { rows, columns }: Pick<Table, 'rows' | 'columns'>, at: number, place: number): void {
  const value = rows[place]?.[at] ?? null;
  if (value === null) return;
  const key = hashKey(value, columns[at]?.type ?? { name: 'null' });
  const known = index.get(key);
  if (known) known.push(place);
  else index.set(key, [place]);
}

/** Takes what is known of the rows of before over to those of now: the same rows at the same places but for some columns, with new ones behind them. */
export function carryIndexes(before: Value[][], now: Table, changed: ReadonlySet<number>): void {
  const indexes = kept.get(before);
  if (!indexes) return;
  kept.delete(before);
  for (const at of changed) indexes.delete(at);
  for (const [at, index] of indexes) for (let place = before.length; place < now.rows.length; place += 1) add(index, now, at, place);
  kept.set(now.rows, indexes);
}
