import type { Dialect } from '../../io/database.ts';
import type { ExceptionsSettings } from './settings.ts';
import { type Draft, draft, type Words } from './words.ts';
import { MYSQL } from './words-mysql.ts';
import { POSTGRESQL } from './words-postgresql.ts';
import { SQLSERVER } from './words-sqlserver.ts';

/** The columns of the table of StackExchange.Exceptional. */
export type Column =
  | 'Id'
  | 'GUID'
  | 'ApplicationName'
  | 'MachineName'
  | 'CreationDate'
  | 'Type'
  | 'IsProtected'
  | 'Host'
  | 'Url'
  | 'HTTPMethod'
  | 'IPAddress'
  | 'Source'
  | 'Message'
  | 'Detail'
  | 'StatusCode'
  | 'DeletionDate'
  | 'FullJson'
  | 'ErrorHash'
  | 'DuplicateCount'
  | 'LastLogDate'
  | 'Category';

const WORDS: Readonly<Record<Dialect, Words>> = { sqlserver: SQLSERVER, postgresql: POSTGRESQL, mysql: MYSQL };

/** The table of a store in the words of its database. */
export type Table = { words: Words; name: string; column(name: Column): string; lastSeen: string };

/** Every part of the name is quoted; a table without a schema is that of the login. */
export function tableOf({ dialect, table }: Pick<ExceptionsSettings, 'dialect' | 'table'>): Table {
  const words = WORDS[dialect];
  const column = (name: Column): string => words.quote(name);
  return {
    words,
    column,
    name: [table.schema, table.name]
      .filter((part) => part !== null)
      .map((part) => words.quote(part))
      .join('.'),
    // The latest occurrence; null in LastLogDate until there is a second one.
    lastSeen: `COALESCE(${column('LastLogDate')}, ${column('CreationDate')})`,
  };
}

/** Makes a statement on a table, with a comment that says who asks and for what. */
export function ask(table: Table, what: string, write: (given: Draft & Table) => string): ReturnType<typeof draft> {
  return draft(table.words, (given) => `/* Vigil: ${what} */ ${write({ ...given, ...table })}`);
}

/** Ids as they stand in a statement: whole numbers of ours, so that there may be thousands. */
export function idList(ids: readonly number[]): string {
  if (!ids.every((id) => Number.isSafeInteger(id))) throw new Error('an id is no whole number');
  return ids.length === 0 ? 'NULL' : ids.join(', ');
}
