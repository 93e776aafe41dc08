import type { Socket } from 'node:net';
import pg from 'pg';
import { FetchError } from '../failure.ts';
import { concealSecret } from './conceal.ts';
import type { DatabaseTarget, SqlAnswer, SqlAsk, SqlRow, SqlValue } from './database.ts';
import type { OpenSession, Session } from './database-session.ts';
import { databaseSocket, isSecure, limitAnswer } from './database-socket.ts';
import { Ending } from './ending.ts';
import { progressWords } from './network-errors.ts';
import { cancelPostgresql } from './postgresql-cancel.ts';
import { connectionOf } from './postgresql-driver.ts';
import { isPostgresqlEnd, postgresqlFailure, type Told } from './postgresql-errors.ts';
import { POSTGRESQL_TYPES } from './postgresql-types.ts';
import { guarded } from './thrown.ts';
import { isoUtc } from './utc-text.ts';

/** The name under which Vigil stands in pg_stat_activity. */
const NAME = 'Vigil';

/** What a server begins with: a packet of these kinds that is no longer than such are, or one letter in answer to the wish for TLS (protocol, 55.7). */
const FIRST = { plain: 'RENv', tls: 'SNE', mostBytes: 100_000 } as const;

/** A statement that nobody could cancel ends by itself: longer than anything of ours is waited for. */
const BACKSTOP_MS = 600_000;

/** Signs in to a PostgreSQL. */
export const openPostgresql: OpenSession = async (target, signal) => {
  const ending = new Ending();
  const conceal = concealSecret(target.password.reveal());
  const state: State = { isLost: false };
  const destroy = (why: FetchError): void => {
    state.isLost = true;
    ending.end(why);
    for (const stream of [socket, socketOf(client)]) stream.destroy();
  };
  const looksRight = (first: Buffer): boolean => looksLikePostgresql(first, target);
  const { socket, heard } = databaseSocket(target, { looksRight, title: 'PostgreSQL', lost: destroy, conceal });
  const told: Told = { target, conceal, heard };
  const lose = (error: unknown): void => destroy(postgresqlFailure(error, '', told));
  const client: pg.Client = new pg.Client({ ...configuration(target), stream: () => socket });
  client.on('error', lose);
  client.on('end', () => lose(new Error('Connection terminated')));
  connectionOf(client).on('sslconnect', () => {
    socketOf(client).once('secureConnect', () => {
      heard.isSecured = true;
    });
  });
  const abort = (): void => destroy(new FetchError('timeout', progressWords(heard)));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    await ending.orEnd(guarded(lose, () => client.connect()));
    heard.isSigned = true;
    heard.isSecured = target.tls === null || isSecure(socketOf(client));
    await ending.orEnd(guarded(lose, () => client.query(greeting(target))));
  } catch (error) {
    lose(error);
    // The first end says why.
    await ending.orEnd(new Promise<never>(() => undefined));
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return sessionOf({ client, ending, destroy, lose, state, told });
};

type State = { isLost: boolean };
type Parts = { client: pg.Client; ending: Ending; destroy(why: FetchError): void; lose(error: unknown): void; state: State; told: Told };

function sessionOf({ client, ending, destroy, lose, state, told }: Parts): Session {
  const { target } = told;
  const stream = socketOf(client);
  return {
    ...{ ending, destroy },
    isLost: () => state.isLost,
    bytes: () => ({ sent: stream.bytesWritten, received: stream.bytesRead }),
    async ask({ text, values }: SqlAsk): Promise<SqlAnswer> {
      const given = values.map(parameter);
      const unlimit = limitAnswer(stream, target.maxBytes, destroy);
      try {
        const result = await guarded(lose, () => client.query<SqlRow>(extended(text, given)));
        return { rows: result.rows, changed: CHANGING.has(result.command) ? (result.rowCount ?? 0) : 0 };
      } catch (error) {
        const failure = postgresqlFailure(error, text, told);
        if (isPostgresqlEnd(error)) destroy(failure);
        throw failure;
      } finally {
        unlimit();
      }
    },
    cancel: () => cancelPostgresql(client, target),
  };
}

/** By the protocol that takes one statement and no more, with parameters or without. */
function extended(text: string, values: readonly (string | number | boolean | null)[]): pg.QueryConfig {
  const asked = { text, values: [...values], queryMode: 'extended' };
  return asked;
}

const CHANGING: ReadonlySet<string> = new Set(['UPDATE', 'DELETE', 'INSERT']);

function looksLikePostgresql(first: Buffer, { tls }: DatabaseTarget): boolean {
  const kind = String.fromCharCode(first[0] ?? 0);
  if (tls !== null) return FIRST.tls.includes(kind) && (kind === 'E' || first.length === 1);
  return FIRST.plain.includes(kind) && (first.length < 5 || first.readUInt32BE(1) <= FIRST.mostBytes);
}

/** The socket that the driver reads from: with TLS it is another than the one that was connected. */
function socketOf(client: pg.Client): Socket {
  return connectionOf(client).stream;
}

function configuration({ host, port, database, user, password, tls }: DatabaseTarget) {
  return {
    ...{ host, port, database, user, password: password.reveal(), application_name: NAME, types: POSTGRESQL_TYPES },
    ssl: tls === null ? false : { rejectUnauthorized: tls.verify, ...(tls.ca === null ? {} : { ca: tls.ca }) },
  };
}

/** Texts come in UTF-8 whatever the database has; times are written as ISO has them. */
function greeting({ isReading, lockMs }: DatabaseTarget): string {
  const settings = [`lock_timeout = ${lockMs}`, `statement_timeout = ${BACKSTOP_MS}`, "datestyle = 'ISO'", "timezone = 'UTC'"];
  const readOnly = isReading ? ['default_transaction_read_only = on'] : [];
  return [...settings, "client_encoding = 'UTF8'", ...readOnly].map((one) => `SET ${one}`).join('; ');
}

function parameter({ type, value }: SqlValue): string | number | boolean | null {
  // As a timestamp without a zone: what is written is what is meant.
  return type === 'time' && value !== null ? isoUtc(value) : value;
}
