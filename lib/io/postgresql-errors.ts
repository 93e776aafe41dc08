import pg from 'pg';
import { FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';
import type { DatabaseTarget } from './database.ts';
import { databaseWhere, REFUSALS, type Refusal, refused } from './database-refusals.ts';
import { closedFailure, type DatabaseSocket, socketFailure } from './database-socket.ts';

/** Of whom an error is told, and how far the connection came. */
export type Told = { target: DatabaseTarget; conceal: Conceal; heard: DatabaseSocket['heard'] };

/** PostgreSQL documentation, appendix A: error codes. */
const KNOWN: Readonly<Record<string, Refusal>> = {
  ...{ '28P01': REFUSALS.signIn, '28000': REFUSALS.host, '3D000': REFUSALS.database },
  ...{ '42501': REFUSALS.right, '42P01': REFUSALS.table, '3F000': REFUSALS.table, '42703': REFUSALS.column },
  ...{ '22021': REFUSALS.letters, '22P05': REFUSALS.letters },
  ...{ '55P03': REFUSALS.held, '40P01': REFUSALS.deadlock, '53300': REFUSALS.full },
  ...{ '57P01': REFUSALS.starting, '57P02': REFUSALS.starting, '57P03': REFUSALS.starting, '57P05': REFUSALS.starting },
  ...{ '25006': REFUSALS.readOnly, '57014': REFUSALS.cancelled },
};

/** The classes of errors after which PostgreSQL ends the connection itself. */
const ENDING = /^(57P0|28)/;

/** Whether a connection is over with an error. */
export function isPostgresqlEnd(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || ENDING.test(error.code ?? '57P0');
}

/** What an error of the driver means, in words; `statement` is '' for the login. */
export function postgresqlFailure(error: unknown, statement: string, told: Told): FetchError {
  const { target, heard } = told;
  if (error instanceof FetchError) return error;
  if (error instanceof pg.DatabaseError && error.code !== undefined)
    return refused(KNOWN[error.code], { code: error.code, text: error.message, statement }, told);
  const where = databaseWhere(target);
  const message = error instanceof Error ? error.message : String(error);
  if (/does not support SSL/.test(message))
    return new FetchError('tls', `${where} offers no encryption: turn it on there, or set encrypt: false`);
  if (/establishing an SSL/.test(message)) return new FetchError('tls', `${where} answers the wish for encryption with an error`);
  if (/client password must be/.test(message)) return new FetchError('auth', `login as ${target.user} refused: it has no password`);
  if (/onnection terminated/.test(message)) return closedFailure(target, heard);
  return socketFailure(error, target, told);
}
