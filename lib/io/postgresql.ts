import type { Socket } from 'node:net';
import pg from 'pg';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import { type Conceal, concealSecret } from './conceal.ts';
import type { DatabaseTarget, SqlAnswer, SqlAsk, SqlRow, SqlValue } from './database.ts';
import { databaseWhere, REFUSALS, type Refusal, refused } from './database-refusals.ts';
import type { OpenSession, Session } from './database-session.ts';
import { Ending } from './ending.ts';
import { byteWords, isHangUp, networkFailure } from './network-errors.ts';
import { POSTGRESQL_TYPES } from './postgresql-types.ts';

/** The name under which Vigil stands in pg_stat_activity. */
const NAME = 'Vigil';

type Told = { target: DatabaseTarget; conceal: Conceal };

/** Signs in to a PostgreSQL. */
export const openPostgresql: OpenSession = async (target, signal) => {
  const told: Told = { target, conceal: concealSecret(target.password.reveal()) };
  const ending = new Ending();
  let isLost = false;
  const client = new pg.Client(configuration(target));
  const socket = (): Socket => socketOf(client);
  const destroy = (why: FetchError): void => {
    isLost = true;
    ending.end(why);
    socket().destroy();
  };
  const lose = (error: unknown): void => destroy(failureOf(error, told));
  client.on('error', lose);
  client.on('end', () => lose(new FetchError('protocol', `${databaseWhere(target)} closed the connection`)));
  const abort = (): void => destroy(new FetchError('timeout', socket().connecting ? 'no connection' : 'connected, no answer'));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    await ending.orEnd(client.connect());
    await ending.orEnd(client.query(greeting(target)));
  } catch (error) {
    lose(error);
    // The first end says why.
    await ending.orEnd(Promise.resolve());
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return sessionOf({ client, socket, ending, destroy, isLost: () => isLost, told });
};

type Parts = { client: pg.Client; socket(): Socket; ending: Ending; destroy(why: FetchError): void; isLost(): boolean; told: Told };

function sessionOf({ client, socket, ending, destroy, isLost, told }: Parts): Session {
  const { target } = told;
  return {
    ...{ ending, isLost, destroy },
    bytes: () => ({ sent: socket().bytesWritten, received: socket().bytesRead }),
    async ask({ text, values }: SqlAsk): Promise<SqlAnswer> {
      const before = socket().bytesRead;
      const count = (): void => {
        const bytes = socket().bytesRead - before;
        if (bytes > target.maxBytes) destroy(tooLarge(bytes, target.maxBytes));
      };
      socket().on('data', count);
      try {
        const result = await client.query<SqlRow>({ text, values: values.map(parameter) });
        return { rows: result.rows, changed: ['UPDATE', 'DELETE', 'INSERT'].includes(result.command) ? (result.rowCount ?? 0) : 0 };
      } catch (error) {
        throw failureOf(error, told);
      } finally {
        socket().removeListener('data', count);
      }
    },
    // The protocol has a connection of its own for that: the key of the session, and nothing else.
    cancel: () => cancel(client, target),
  };
}

/** For how long the connection that ends a statement may take. */
const CANCEL_MS = 1_000;

function cancel(client: pg.Client, target: DatabaseTarget): Promise<void> {
  const other = new pg.Client(configuration(target));
  other.on('error', () => undefined);
  const connection = Reflect.get(other, 'connection');
  const socket = socketOf(other);
  const timer = setTimeout(() => socket.destroy(), CANCEL_MS);
  return new Promise<void>((resolve) => {
    for (const event of ['end', 'error']) connection.once(event, resolve);
    socket.once('close', resolve);
    Reflect.get(other, 'cancel').call(other, client, Reflect.get(client, '_activeQuery'));
  }).finally(() => clearTimeout(timer));
}

/** The driver keeps it to itself; with TLS it is another than the one that was opened. */
function socketOf(client: pg.Client): Socket {
  return Reflect.get(Reflect.get(client, 'connection'), 'stream') as unknown as Socket;
}

function configuration({ host, port, database, user, password, tls }: DatabaseTarget) {
  return {
    ...{ host, port, database, user, password: password.reveal(), application_name: NAME, types: POSTGRESQL_TYPES },
    ssl: tls === null ? false : { rejectUnauthorized: tls.verify, ...(tls.ca === null ? {} : { ca: tls.ca }) },
  };
}

/** Texts come in UTF-8 whatever the database has; times are written as ISO has them. */
function greeting({ isReading, lockMs }: DatabaseTarget): string {
  const settings = [`lock_timeout = ${lockMs}`, "datestyle = 'ISO'", "timezone = 'UTC'", "client_encoding = 'UTF8'"];
  return [...settings, ...(isReading ? ['default_transaction_read_only = on'] : [])].map((one) => `SET ${one}`).join('; ');
}

function parameter({ type, value }: SqlValue): string | number | boolean | null {
  // As a timestamp without a zone: what is written is what is meant.
  return type === 'time' && value !== null ? new Date(value).toISOString().slice(0, -1) : value;
}

function tooLarge(bytes: number, maxBytes: number): FetchError {
  return new FetchError('protocol', `its answer is too large: ${byteWords(bytes)} and the limit is ${formatCount(maxBytes)} (maxBytes)`);
}

/** PostgreSQL documentation, appendix A: error codes. */
const KNOWN: Readonly<Record<string, Refusal>> = {
  ...{ '28P01': REFUSALS.signIn, '28000': REFUSALS.host, '3D000': REFUSALS.database },
  ...{ '42501': REFUSALS.right, '42P01': REFUSALS.table, '3F000': REFUSALS.table, '42703': REFUSALS.column },
  ...{
    '55P03': REFUSALS.locked,
    '40P01': REFUSALS.deadlock,
    '53300': REFUSALS.full,
    '57P03': REFUSALS.starting,
    '57P01': REFUSALS.starting,
  },
  ...{ '25006': REFUSALS.readOnly, '57014': REFUSALS.cancelled },
};

function failureOf(error: unknown, { target, conceal }: Told): FetchError {
  if (error instanceof FetchError) return error;
  if (error instanceof pg.DatabaseError)
    return refused(KNOWN[error.code ?? ''], error.code ?? 'without a code', error.message, { target, conceal });
  const where = databaseWhere(target);
  const message = error instanceof Error ? error.message : String(error);
  if (/does not support SSL/.test(message))
    return new FetchError('tls', `${where} offers no encryption: turn it on there, or set encrypt: false`);
  if (/terminated unexpectedly|Connection terminated/.test(message) || isHangUp(error))
    return new FetchError('protocol', `${where} closed the connection`);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return networkFailure(
      error,
      { host: target.host, where, isTls: target.tls !== null, conceal },
      { isConnected: false, isSecured: false, bytes: 0 },
    );
  return new FetchError('protocol', `what ${where} answers is not understood: ${conceal(message)}`);
}
