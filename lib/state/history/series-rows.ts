import type { SQLOutputValue } from 'node:sqlite';

/** A row as SQLite answers it. */
export type Row = Record<string, SQLOutputValue>;

/** The whole number in a column. Throws where there is none: then the table is not the one that was made. */
export function numberIn(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`${column} is no number`);
  return value;
}

/** The text in a column. */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`${column} is no text`);
  return value;
}

/** The bytes in a column. */
export function bytesIn(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`${column} holds no bytes`);
  return value;
}

/** The moments "from" and "to"; null where there are none. */
export function boundsIn(row: Row): { from: number; to: number } | null {
  return row.from === null || row.from === undefined ? null : { from: numberIn(row, 'from'), to: numberIn(row, 'to') };
}
