import { ParseError } from '../../../failure.ts';
import { isLsn } from './lsn.ts';
import type { Lsn } from './model.ts';

/** A row as the driver gives it: by column, decimals as text, bigint as text or number, a local datetime as a Date whose UTC fields are the clock of the server. */
export type Row = Readonly<Record<string, unknown>>;
/** The rows of each statement, by its name. */
export type Sets<Name extends string> = Readonly<Record<Name, readonly Row[]>>;

/** Reads one row by the aliases of its columns. NULL is null; a column that is not there and a value of another kind is a ParseError that names set and column. */
export type RowReader = {
  text(column: string): string | null;
  /** A text that is never NULL. */
  needed(column: string): string;
  /** A word of SQL Server in lower case, "_" as blank. */
  word(column: string): string | null;
  number(column: string): number | null;
  flag(column: string): boolean | null;
  lsn(column: string): Lsn | null;
  /** A local datetime as epoch ms, by how far that clock is ahead of UTC. */
  local(column: string, offsetMinutes: number): number | null;
  /** A moment (datetimeoffset) as epoch ms. */
  moment(column: string): number;
  /** A uniqueidentifier, in lower case. */
  id(column: string): string;
  maybeId(column: string): string | null;
};

/** A reader of a row of the set of that name. */
export function readRow(set: string, row: Row): RowReader {
  const maybe = <T>(column: string, read: (value: unknown) => T | undefined, what: string): T | null => {
    const value = cell(set, row, column);
    if (value === null) return null;
    const found = read(value);
    if (found === undefined) throw new ParseError(`${set}.${column} is ${what}`, shown(value));
    return found;
  };
  const always = <T>(column: string, value: T | null): T => {
    if (value === null) throw new ParseError(`${set}.${column} is NULL, which it never is`);
    return value;
  };
  const text = (column: string): string | null => maybe(column, asText, 'no text');
  const id = (column: string): string | null => text(column)?.toLowerCase() ?? null;
  return {
    text,
    needed: (column) => always(column, text(column)),
    word: (column) => text(column)?.toLowerCase().replaceAll('_', ' ') ?? null,
    number: (column) => maybe(column, asNumber, 'no number'),
    flag: (column) => maybe(column, asFlag, 'neither 0 nor 1'),
    lsn: (column) => maybe(column, asLsn, 'no position in a log'),
    local: (column, offsetMinutes) => {
      const at = maybe(column, asTime, 'no time');
      return at === null ? null : at - offsetMinutes * 60_000;
    },
    moment: (column) => always(column, maybe(column, asTime, 'no time')),
    id: (column) => always(column, id(column)),
    maybeId: id,
  };
}

/** The rows of a set. Throws ParseError where a statement gave none at all, not even an empty set. */
export function rowsOf<Name extends string>(raw: Sets<Name>, name: Name): RowReader[] {
  const rows: unknown = raw[name];
  if (!Array.isArray(rows)) throw new ParseError(`the answer has no rows of "${name}"`, shown(rows ?? null));
  return rows.map((row: unknown) => {
    if (typeof row !== 'object' || row === null) throw new ParseError(`"${name}" has a row that is none`, shown(row ?? null));
    return readRow(name, row as Row);
  });
}

/** Finds a word of SQL Server among those that are known; null stays null. Throws ParseError on one that is not: it is no word that Vigil could judge. */
export function knownWord<Word extends string>(what: string, said: string | null, words: Readonly<Record<string, Word>>): Word | null {
  if (said === null) return null;
  const word = Object.hasOwn(words, said) ? words[said] : undefined;
  if (word === undefined) throw new ParseError(`${what} is none that is known`, said);
  return word;
}

function cell(set: string, row: Row, column: string): unknown {
  if (!Object.hasOwn(row, column) || row[column] === undefined) throw new ParseError(`${set} has no column ${column}`);
  return row[column];
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}

function asNumber(value: unknown): number | undefined {
  const isWritten = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim());
  const number = typeof value === 'number' ? value : isWritten || typeof value === 'bigint' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function asFlag(value: unknown): boolean | undefined {
  if (value === true || value === 1 || value === '1') return true;
  return value === false || value === 0 || value === '0' ? false : undefined;
}

function asLsn(value: unknown): Lsn | undefined {
  // A number of JavaScript would have lost its last digits already.
  return typeof value === 'string' && isLsn(value.trim()) ? value.trim() : undefined;
}

function asTime(value: unknown): number | undefined {
  const at = value instanceof Date ? value.getTime() : Number.NaN;
  return Number.isFinite(at) ? at : undefined;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 400);
}
