import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Table, TableColumn } from './catalog.ts';
import { convert } from './convert.ts';
import type { Run } from './run.ts';
import { isText, lengthOf } from './types.ts';

/** A table that is written; `name` is what messages call it. */
export type Written = { table: Table; name: string; verb: 'INSERT' | 'UPDATE' };

/** What messages call a table. */
export function writtenName({ state }: Run, { guardedAs }: Table, name: string): string {
  return guardedAs ?? `${state.database.name}.dbo.${name}`;
}

/** A column of a table that is written, by name; 207 where there is none. */
export function columnAt(table: Table, name: string, line: number): number {
  const at = table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (at < 0) throw new SqlError(207, `Invalid column name '${name}'.`, { line });
  return at;
}

function checkLength(run: Run, column: TableColumn, value: Value, written: Written): void {
  if (!isText(column.type) || lengthOf(column.type) < 0 || typeof value !== 'string') return;
  if (value.replace(/ +$/, '').length <= lengthOf(column.type)) return;
  if (run.who.instance.major < 15) throw new SqlError(8152, 'String or binary data would be truncated.', { state: 14 });
  const where = `table '${written.name}', column '${column.name}'`;
  const kept = value.slice(0, lengthOf(column.type));
  throw new SqlError(2628, `String or binary data would be truncated in ${where}. Truncated value: '${kept}'.`);
}

/** A value as a column takes it; 515 for a NULL that it does not take, 2628 (before 2019: 8152) for a text that is too long. */
export function assignValue(run: Run, at: number, given: { value: Value; type: SqlType }, written: Written): Value {
  const column = written.table.columns[at];
  if (!column) throw new TypeError(`no column ${at} to assign`);
  checkLength(run, column, given.value, written);
  const value = convert(given.value, { from: given.type, to: column.type });
  if (value !== null || column.isNullable !== false) return value;
  const where = `column '${column.name}', table '${written.name}'`;
  const what = `Cannot insert the value NULL into ${where}; column does not allow nulls. ${written.verb} fails.`;
  throw new SqlError(515, what, { state: 2 });
}
