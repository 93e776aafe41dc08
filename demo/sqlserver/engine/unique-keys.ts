import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Written } from './assign-value.ts';
import type { Table, UniqueKey } from './catalog.ts';
import { hashKey, rowKey } from './compare.ts';
import type { RowChange } from './run-table.ts';
import { placesOf } from './table-index.ts';
import { toText } from './to-text.ts';

type Row = readonly Value[];

const typeAt = ({ columns }: Table, at: number): SqlType => columns[at]?.type ?? { name: 'null' };

/** The rows that have the same value as a row in the first column of a key. */
function rowsLike(table: Table, [first = 0]: readonly number[], row: Row): Row[] {
  const value = row[first] ?? null;
  if (value === null) return table.rows.filter((one) => (one[first] ?? null) === null);
  return placesOf(table, first, [hashKey(value, typeAt(table, first))]).flatMap((at) => table.rows.slice(at, at + 1));
}

function duplicate(key: UniqueKey, table: Table, row: Row, { name }: Written): SqlError {
  const values = key.columns.map((at) => (row[at] == null ? '<NULL>' : toText(row[at], typeAt(table, at))));
  const object = `object '${name.split('.').slice(1).join('.')}'`;
  const value = `The duplicate key value is (${values.join(', ')}).`;
  if (key.kind === 'index') {
    const what = `Cannot insert duplicate key row in ${object} with unique index '${key.name}'. ${value}`;
    return new SqlError(2601, what, { severity: 14 });
  }
  const kind = key.kind === 'primary' ? 'PRIMARY KEY' : 'UNIQUE KEY';
  return new SqlError(2627, `Violation of ${kind} constraint '${key.name}'. Cannot insert duplicate key in ${object}. ${value}`, {
    severity: 14,
  });
}

/** Before a change is made: 2627 or 2601 for a row that would be there twice. NULL is equal to NULL here. `touched` are the columns that the change sets, null for all. */
export function checkUniqueKeys(table: Table, changes: readonly RowChange[], written: Written, touched: ReadonlySet<number> | null): void {
  for (const key of table.unique ?? []) {
    if (touched && !key.columns.some((at) => touched.has(at))) continue;
    const types = key.columns.map((at) => typeAt(table, at));
    const keyOf = (row: Row): string =>
      rowKey(
        key.columns.map((at) => row[at] ?? null),
        types,
      );
    const replaced = new Set<Row>(changes.flatMap(({ deleted }) => (deleted ? [deleted] : [])));
    const made = new Set<string>();
    for (const { inserted } of changes) {
      if (!inserted) continue;
      const own = keyOf(inserted);
      const isThere = rowsLike(table, key.columns, inserted).some((row) => !replaced.has(row) && keyOf(row) === own);
      if (isThere || made.has(own)) throw duplicate(key, table, inserted, written);
      made.add(own);
    }
  }
}
