import { ParseError } from '../../failure.ts';
import type { SqlRow } from '../../io/database.ts';

/** Reads the columns of rows. Each throws ParseError for what is of another kind, with the name of the column. */

export function textIn(row: SqlRow, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw wrong(row, name, 'no text');
  return value;
}

export function textOrNull(row: SqlRow, name: string): string | null {
  return row[name] === null ? null : textIn(row, name);
}

export function numberIn(row: SqlRow, name: string): number {
  const value = row[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(row, name, 'no number');
  return value;
}

export function numberOrNull(row: SqlRow, name: string): number | null {
  return row[name] === null ? null : numberIn(row, name);
}

/** A sum of no rows is null, and nothing. */
export function sumIn(row: SqlRow, name: string): number {
  return numberOrNull(row, name) ?? 0;
}

/** True and false, which some databases have as 1 and 0. */
export function flagIn(row: SqlRow, name: string): boolean {
  const value = row[name];
  if (value !== true && value !== false && value !== 1 && value !== 0) throw wrong(row, name, 'neither true nor false');
  return Boolean(value);
}

/** The one row of an answer. */
export function onlyRow(rows: readonly SqlRow[]): SqlRow {
  const [row] = rows;
  if (!row) throw new ParseError('the answer has no row where one was asked for');
  return row;
}

function wrong(row: SqlRow, name: string, what: string): ParseError {
  const value = row[name];
  return new ParseError(
    value === undefined ? `the answer has no column ${name}` : `the column ${name} holds ${what}`,
    String(value).slice(0, 100),
  );
}
