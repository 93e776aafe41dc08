import type { Secret } from '../secret.ts';

/** The databases that are asked by statements of ours with parameters. `mysql` is MariaDB too. */
export const DIALECTS = ['sqlserver', 'postgresql', 'mysql'] as const;
export type Dialect = (typeof DIALECTS)[number];

/**
 * A value beside a statement, with the type of the column that it is held against, so that no index is lost to a conversion: `int` up to 2^53, `time` epoch ms and stored as UTC without a zone,
 * `guid` as 36 characters. Null is the null of that type.
 */
export type SqlValue =
  | { type: 'text'; value: string | null }
  | { type: 'int'; value: number | null }
  | { type: 'bool'; value: boolean | null }
  | { type: 'time'; value: number | null }
  | { type: 'guid'; value: string | null };

/** One statement in the words of its dialect, and its values in their order: `@p1` … of SQL Server, `$1` … of PostgreSQL, `?` of MySQL. */
export type SqlAsk = { text: string; values: readonly SqlValue[] };

/** What a column may hold: times come as epoch ms, whole numbers of any width and decimals as numbers, a GUID in lower case. */
export type SqlCell = string | number | boolean | null;
export type SqlRow = Readonly<Record<string, SqlCell>>;

/** The rows of the answer; `changed` is how many rows an order found to change, whether they were so already or not, 0 for one that only asks. */
export type SqlAnswer = { rows: readonly SqlRow[]; changed: number };

/** Where a database is and as whom it is asked. `isReading` opens sessions that cannot change anything where the product has such; `lockMs` is how long a lock is waited for. */
export type DatabaseTarget = {
  dialect: Dialect;
  host: string;
  port: number;
  database: string;
  user: string;
  password: Secret;
  /** Null for a connection without TLS. `ca` is PEM; `verify` false accepts any certificate. */
  tls: { ca: string | null; verify: boolean } | null;
  isReading: boolean;
  lockMs: number;
  /** An answer of more bytes is refused. */
  maxBytes: number;
  /** How many statements at once; who finds none free waits. */
  most: number;
};

/**
 * Opens no socket before the first statement, and keeps what it opens. `ask` throws FetchError for everything but an answer; when the signal aborts, the statement is cancelled at the server, and the
 * connection destroyed where the server does not say so within a second. A statement goes over a connection that has just answered and is sent once: an order whose answer was lost says that it is not
 * known whether it was carried out. After `close` no socket is left.
 */
export type DatabaseConnection = { ask(asked: SqlAsk, signal: AbortSignal): Promise<SqlAnswer>; close(): void };
