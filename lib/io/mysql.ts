import { Socket } from 'node:net';
import { type Connection, type ConnectionOptions, createConnection, type QueryError, type ResultSetHeader } from 'mysql2';
import { FetchError } from '../failure.ts';
import { concealSecret } from './conceal.ts';
import type { DatabaseTarget, SqlAnswer, SqlRow } from './database.ts';
import type { OpenSession, Session } from './database-session.ts';
import { databaseSocket, isSecure, limitAnswer } from './database-socket.ts';
import { Ending } from './ending.ts';
import { isMysqlEnd, mysqlFailure, type Told } from './mysql-errors.ts';
import { mysqlCell, mysqlParameter } from './mysql-values.ts';
import { progressWords } from './network-errors.ts';
import { guarded } from './thrown.ts';

/** For how long another connection may take to give the order that ends a statement. */
const KILL_MS = 1_000;

/** A statement that nobody could end ends by itself: longer than anything of ours is waited for. */
const BACKSTOP_SECONDS = 600;

/** What a server begins with, after the length of the packet: the first of its packets, which holds version 10 of the protocol or an error. */
const FIRST = { order: 0, kinds: [0x0a, 0xff] } as const;

/** Signs in to a MySQL or MariaDB. */
export const openMysql: OpenSession = async (target, signal) => {
  const ending = new Ending();
  const conceal = concealSecret(target.password.reveal());
  const state: State = { isLost: false };
  const destroy = (why: FetchError): void => {
    state.isLost = true;
    ending.end(why);
    connection.destroy();
    for (const stream of [socket, socketOf(connection)]) stream.destroy();
  };
  const { socket, heard } = databaseSocket(target, { looksRight: looksLikeMysql, title: 'MySQL or MariaDB', lost: destroy, conceal });
  const told: Told = { target, conceal, heard, stream: () => socketOf(connection) };
  const lose = (error: unknown): void => destroy(mysqlFailure(error, '', told));
  const connection: Connection = guarded(lose, () => connectOver(socket, target));
  connection.on('error', lose);
  // What comes out of order is read on by the driver, and is no answer to what was asked.
  connection.on('warn', lose);
  const abort = (): void => destroy(new FetchError('timeout', silenceWords(heard)));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    await ending.orEnd(signedIn(connection));
    heard.isSigned = true;
    heard.isSecured = target.tls === null || isSecure(socketOf(connection));
    for (const text of greeting(target)) await ending.orEnd(guarded(lose, () => query(connection, { text, values: [] })));
  } catch (error) {
    lose(error);
    // The first end says why.
    await ending.orEnd(new Promise<never>(() => undefined));
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return sessionOf({ connection, ending, destroy, lose, state, told });
};

type State = { isLost: boolean };
type Parts = {
  connection: Connection;
  ending: Ending;
  destroy(why: FetchError): void;
  lose(error: unknown): void;
  state: State;
  told: Told;
};

function sessionOf({ connection, ending, destroy, lose, state, told }: Parts): Session {
  const { target } = told;
  const stream = socketOf(connection);
  return {
    ...{ ending, destroy },
    isLost: () => state.isLost,
    bytes: () => ({ sent: stream.bytesWritten, received: stream.bytesRead }),
    async ask(asked) {
      const values = asked.values.map(mysqlParameter);
      const unlimit = limitAnswer(stream, target.maxBytes, destroy);
      try {
        return await guarded(lose, () => query(connection, { text: asked.text, values }));
      } catch (error) {
        const failure = mysqlFailure(error, asked.text, told);
        if (isMysqlEnd(error)) destroy(failure);
        throw failure;
      } finally {
        unlimit();
      }
    },
    cancel: () => kill(connection.threadId, target),
  };
}

function looksLikeMysql(first: Buffer): boolean {
  return first.length < 5 || (first[3] === FIRST.order && FIRST.kinds.some((kind) => kind === first[4]));
}

/** The socket that the driver reads from: with TLS it is another than the one that was connected. */
function socketOf(connection: Connection): Socket {
  return Reflect.get(connection, 'stream');
}

/** Unlike others this product speaks first. */
function silenceWords(heard: Told['heard']): string {
  const hint = heard.isConnected && heard.bytes === 0 ? ' (a MySQL or MariaDB speaks first: another product may listen there)' : '';
  return `${progressWords(heard)}${hint}`;
}

function signedIn(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

type Written = { text: string; values: readonly (string | number | boolean | null)[] };

/** The driver puts the values into the text, with their quotes and backslashes marked: the greeting sees to it that the server reads those so. */
function query(connection: Connection, { text, values }: Written): Promise<SqlAnswer> {
  return new Promise((resolve, reject) => {
    connection.query({ sql: text, values: [...values], typeCast: mysqlCell }, (error: QueryError | null, result: unknown) => {
      if (error) return reject(error);
      // The driver hands back either rows or a header.
      if (Array.isArray(result)) return resolve({ rows: result as SqlRow[], changed: 0 });
      resolve({ rows: [], changed: (result as ResultSetHeader).affectedRows });
    });
  });
}

/** Never rejects. */
async function kill(thread: number | null, target: DatabaseTarget): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => resolve();
  const socket = new Socket();
  const other = guarded(done, () => connectOver(socket, target));
  const timer = setTimeout(done, KILL_MS);
  for (const event of ['error', 'warn']) other.on(event, done);
  socket.on('error', done);
  guarded(done, () => other.query(`KILL QUERY ${Number(thread)}`, done));
  await promise;
  clearTimeout(timer);
  other.destroy();
  for (const stream of [socket, socketOf(other)]) stream.destroy();
}

/** The driver checks a certificate against the name that the socket keeps, which one that was connected to an address has not: else it would be held against "localhost". */
function connectOver(socket: Socket, target: DatabaseTarget): Connection {
  Reflect.set(socket, '_host', target.host);
  socket.setNoDelay(true);
  socket.connect(target.port, target.host);
  return createConnection({ ...configuration(target), stream: socket });
}

/** Without a time limit of the driver's: the signal of whoever asks is one. Rows that an order found count as changed, as they do elsewhere. */
function configuration({ host, port, database, user, password, tls }: DatabaseTarget): ConnectionOptions {
  return {
    ...{ host, port, database, user, password: password.reveal(), charset: 'utf8mb4', connectTimeout: 0, timezone: 'Z' },
    ...{ multipleStatements: false, stringifyObjects: true, dateStrings: true, disableEval: true },
    ...(tls === null
      ? {}
      : { ssl: { rejectUnauthorized: tls.verify, verifyIdentity: tls.verify, ...(tls.ca === null ? {} : { ca: tls.ca }) } }),
  };
}

/**
 * Backslashes in quotes are marks, whatever the server is set to: without that a value could end its quotes. Comments of the form M! are read by MariaDB alone, and those of version 80000 by MySQL
 * alone.
 */
function greeting({ isReading, lockMs }: DatabaseTarget): string[] {
  const lockSeconds = Math.max(1, Math.round(lockMs / 1_000));
  const backstop = `/*M! , max_statement_time = ${BACKSTOP_SECONDS} */ /*!80000 , max_execution_time = ${BACKSTOP_SECONDS * 1_000} */`;
  return [
    `SET SESSION sql_mode = 'STRICT_ALL_TABLES', time_zone = '+00:00' ${backstop}`,
    `SET SESSION innodb_lock_wait_timeout = ${lockSeconds}, lock_wait_timeout = ${lockSeconds}`,
    ...(isReading ? ['SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', 'SET SESSION TRANSACTION READ ONLY'] : []),
  ];
}
