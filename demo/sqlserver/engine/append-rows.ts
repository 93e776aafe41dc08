import type { Value } from '../tds/types.ts';
import type { Plain, Table } from './catalog.ts';
import { fromPlain } from './from-plain.ts';
import { carryIndexes } from './table-index.ts';
import { isText, lengthOf } from './types.ts';
import { checkUniqueKeys } from './unique-keys.ts';

type Row = Readonly<Record<string, Plain>>;

/**
 * Adds rows of plain values to a table from inside the process, as an INSERT would: a column that is left out has its default, the one that counts goes on counting. Throws, and adds nothing, for a
 * value that an INSERT would be refused for.
 */
export function appendRows(table: Table, rows: readonly Row[]): void {
  let last = table.lastIdentity;
  const made = rows.map((row) =>
    table.columns.map((column): Value => {
      if (column.isIdentity) {
        last += 1n;
        return fromPlain(last, column.type);
      }
      const given = row[column.name];
      const value = given === undefined ? (column.makeDefault?.() ?? null) : fromPlain(given, column.type);
      if (value === null && column.isNullable === false) throw new TypeError(`${column.name} takes no NULL`);
      const most = isText(column.type) ? lengthOf(column.type) : -1;
      if (most > 0 && typeof given === 'string' && given.length > most) throw new TypeError(`${column.name} takes ${most} characters`);
      return value;
    }),
  );
  const written = { table, name: table.guardedAs ?? '', verb: 'INSERT' as const };
  checkUniqueKeys(
    table,
    made.map((inserted) => ({ inserted, deleted: null })),
    written,
    null,
  );
  const before = table.rows;
  table.rows = [...before, ...made];
  table.lastIdentity = last;
  carryIndexes(before, table, new Set());
}
