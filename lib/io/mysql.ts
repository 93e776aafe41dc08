import type { Socket } from 'node:net';
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  type QueryError,
  type ResultSetHeader,
  type TypeCastField,
} from 'mysql2';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import { type Conceal, concealSecret } from './conceal.ts';
import type { DatabaseTarget, SqlAnswer, SqlAsk, SqlCell, SqlRow, SqlValue } from './database.ts';
import { databaseWhere, REFUSALS, type Refusal, refused } from './database-refusals.ts';
import type { OpenSession, Session } from './database-session.ts';
import { Ending } from './ending.ts';
import { byteWords, isHangUp, networkFailure } from './network-errors.ts';

/** For how long another connection may take to give the order that ends a statement. */
const KILL_MS = 1_000;

type Told = { target: DatabaseTarget; conceal: Conceal };

/** Signs in to a MySQL or MariaDB. */
export const openMysql: OpenSession = async (target, signal) => {
  const told: Told = { target, conceal: concealSecret(target.password.reveal()) };
  const ending = new Ending();
  let isLost = false;
  const connection = createConnection(configuration(target));
  const socket = (): Socket => Reflect.get(connection, 'stream');
  const destroy = (why: FetchError): void => {
    isLost = true;
    ending.end(why);
    connection.destroy();
    socket().destroy();
  };
  const lose = (error: unknown): void => destroy(failureOf(error, told));
  connection.on('error', lose);
  connection.on('end', () => lose(new FetchError('protocol', `${databaseWhere(target)} closed the connection`)));
  const abort = (): void => destroy(new FetchError('timeout', socket().connecting ? 'no connection' : 'connected, no answer'));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const parts = { connection, socket, ending, destroy, isLost: () => isLost, told };
  try {
    await ending.orEnd(signedIn(connection));
    for (const text of greeting(target)) await ending.orEnd(query(connection, { text, values: [] }));
  } catch (error) {
    lose(error);
    // The first end says why.
    await ending.orEnd(Promise.resolve());
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return sessionOf(parts);
};

type Parts = { connection: Connection; socket(): Socket; ending: Ending; destroy(why: FetchError): void; isLost(): boolean; told: Told };

function sessionOf({ connection, socket, ending, destroy, isLost, told }: Parts): Session {
  const { target } = told;
  return {
    ...{ ending, isLost, destroy },
    bytes: () => ({ sent: socket().bytesWritten, received: socket().bytesRead }),
    async ask(asked) {
      const before = socket().bytesRead;
      const count = (): void => {
        const bytes = socket().bytesRead - before;
        if (bytes > target.maxBytes) destroy(tooLarge(bytes, target.maxBytes));
      };
      socket().on('data', count);
      try {
        return await query(connection, asked);
      } catch (error) {
        throw failureOf(error, told);
      } finally {
        socket().removeListener('data', count);
      }
    },
    cancel: () => kill(connection.threadId, target),
  };
}

function signedIn(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

/** The driver puts the values into the text, with their quotes and backslashes marked: the greeting sees to it that the server reads those so. */
function query(connection: Connection, { text, values }: SqlAsk): Promise<SqlAnswer> {
  return new Promise((resolve, reject) => {
    connection.query({ sql: text, values: values.map(parameter), typeCast }, (error: QueryError | null, result: unknown) => {
      if (error) return reject(error);
      // Without typeCast's knowledge of rows, the driver hands back either rows or a header.
      if (Array.isArray(result)) return resolve({ rows: result as SqlRow[], changed: 0 });
      resolve({ rows: [], changed: (result as ResultSetHeader).affectedRows });
    });
  });
}

async function kill(thread: number | null, target: DatabaseTarget): Promise<void> {
  const other = createConnection(configuration(target));
  other.on('error', () => undefined);
  const timer = setTimeout(() => other.destroy(), KILL_MS);
  await new Promise<void>((resolve) => {
    other.query(`KILL QUERY ${Number(thread)}`, () => resolve());
    other.once('end', resolve);
    other.once('error', () => resolve());
  });
  clearTimeout(timer);
  other.destroy();
}

function configuration({ host, port, database, user, password, tls }: DatabaseTarget): ConnectionOptions {
  return {
    ...{ host, port, database, user, password: password.reveal(), charset: 'utf8mb4', connectTimeout: 3_600_000, timezone: 'Z' },
    ...{ multipleStatements: false, stringifyObjects: true, dateStrings: true, flags: ['-FOUND_ROWS'], disableEval: true },
    ...(tls === null ? {} : { ssl: { rejectUnauthorized: tls.verify, ...(tls.ca === null ? {} : { ca: tls.ca }) } }),
  };
}

/** Backslashes in quotes are marks, whatever the server is set to: without that a value could end its quotes. */
function greeting({ isReading, lockMs }: DatabaseTarget): string[] {
  return [
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES', time_zone = '+00:00'",
    `SET SESSION innodb_lock_wait_timeout = ${Math.max(1, Math.round(lockMs / 1_000))}, lock_wait_timeout = ${Math.max(1, Math.round(lockMs / 1_000))}`,
    ...(isReading ? ['SET SESSION TRANSACTION READ ONLY', 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'] : []),
  ];
}

function parameter({ type, value }: SqlValue): string | number | boolean | null {
  if (type !== 'time' || value === null) return value;
  return new Date(value).toISOString().slice(0, -1).replace('T', ' ');
}

const NUMBERS: ReadonlySet<string> = new Set([
  'TINY',
  'SHORT',
  'INT24',
  'LONG',
  'LONGLONG',
  'FLOAT',
  'DOUBLE',
  'DECIMAL',
  'NEWDECIMAL',
  'YEAR',
]);
const TIMES: ReadonlySet<string> = new Set(['DATETIME', 'TIMESTAMP']);

/** Everything comes as text: a tinyint(1) is a boolean, a time is UTC. */
function typeCast(field: TypeCastField): SqlCell {
  const text = field.string('utf8');
  if (text === null) return null;
  if (field.type === 'TINY' && field.length === 1) return text !== '0';
  if (NUMBERS.has(field.type)) return Number(text);
  if (TIMES.has(field.type)) return Date.parse(`${text.replace(' ', 'T')}Z`);
  return text;
}

function tooLarge(bytes: number, maxBytes: number): FetchError {
  return new FetchError('protocol', `its answer is too large: ${byteWords(bytes)} and the limit is ${formatCount(maxBytes)} (maxBytes)`);
}

/** MySQL server error reference; MariaDB error codes. */
const KNOWN: Readonly<Record<number, Refusal>> = {
  ...{ 1045: REFUSALS.signIn, 1698: REFUSALS.signIn, 1130: REFUSALS.host, 1044: REFUSALS.database, 1049: REFUSALS.database },
  ...{
    1142: REFUSALS.right,
    1143: REFUSALS.right,
    1146: REFUSALS.table,
    1054: REFUSALS.column,
    1205: REFUSALS.locked,
    1213: REFUSALS.deadlock,
  },
  ...{
    1040: REFUSALS.full,
    1203: REFUSALS.full,
    1053: REFUSALS.starting,
    1290: REFUSALS.readOnly,
    1792: REFUSALS.readOnly,
    1836: REFUSALS.readOnly,
  },
  ...{ 1317: REFUSALS.cancelled, 1969: REFUSALS.cancelled, 3024: REFUSALS.cancelled },
};

function failureOf(error: unknown, { target, conceal }: Told): FetchError {
  if (error instanceof FetchError) return error;
  const where = databaseWhere(target);
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const number = error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;
  if (number > 0 && code.startsWith('ER_')) return refused(KNOWN[number], `error ${number}`, message, { target, conceal });
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT')
    return new FetchError('tls', `${where} offers no encryption: turn it on there, or set encrypt: false`);
  if (code === 'PROTOCOL_CONNECTION_LOST' || isHangUp(error)) return new FetchError('protocol', `${where} closed the connection`);
  if (/^(E[A-Z_]+|ERR_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/.test(code) && !code.startsWith('ER_'))
    return networkFailure(
      error,
      { host: target.host, where, isTls: target.tls !== null, conceal },
      { isConnected: false, isSecured: false, bytes: 0 },
    );
  return new FetchError('protocol', `what ${where} answers is not understood: ${conceal(message)}`);
}
