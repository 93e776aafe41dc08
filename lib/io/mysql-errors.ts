import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';
import type { DatabaseTarget } from './database.ts';
import { databaseWhere, REFUSALS, type Refusal, refused } from './database-refusals.ts';
import { closedFailure, type DatabaseSocket, socketFailure } from './database-socket.ts';

/** Of whom an error is told, how far the connection came, and the socket that the driver reads from. */
export type Told = { target: DatabaseTarget; conceal: Conceal; heard: DatabaseSocket['heard']; stream(): Socket };

const under = (refusal: Refusal, ...numbers: readonly number[]): Record<number, Refusal> =>
  Object.fromEntries(numbers.map((number) => [number, refusal]));

/** MySQL server error reference; MariaDB error codes. */
const KNOWN: Readonly<Record<number, Refusal>> = {
  ...under(REFUSALS.signIn, 1_045, 1_698),
  ...under(REFUSALS.locked, 1_820, 1_862, 3_118, 4_151),
  ...under(REFUSALS.host, 1_129, 1_130),
  ...under(REFUSALS.database, 1_044, 1_049),
  ...under(REFUSALS.right, 1_142, 1_143, 1_227),
  ...under(REFUSALS.table, 1_146),
  ...under(REFUSALS.column, 1_054),
  ...under(REFUSALS.letters, 1_267, 1_366),
  ...under(REFUSALS.held, 1_205),
  ...under(REFUSALS.deadlock, 1_213),
  ...under(REFUSALS.full, 1_040, 1_203, 1_226),
  ...under(REFUSALS.starting, 1_053, 1_927, 4_031),
  ...under(REFUSALS.readOnly, 1_290, 1_792, 1_836),
  ...under(REFUSALS.cancelled, 1_317, 1_969, 3_024),
  ...under(REFUSALS.plain, 3_159),
};

/** The errors after which the server ends the connection itself: shutdown, too large a packet, killed, idle for too long. */
const ENDING: ReadonlySet<number> = new Set([1_053, 1_153, 1_927, 4_031]);

/** Whether a connection is over with an error. */
export function isMysqlEnd(error: unknown): boolean {
  const number = numberOf(error);
  return number === null || ENDING.has(number);
}

/** What an error of the driver means, in words; `statement` is '' for the login. */
export function mysqlFailure(error: unknown, statement: string, told: Told): FetchError {
  if (error instanceof FetchError) return error;
  const { target, heard } = told;
  const where = databaseWhere(target);
  const message = error instanceof Error ? error.message : String(error);
  const number = numberOf(error);
  if (number !== null) return refused(KNOWN[number], { code: `error ${number}`, text: message, statement }, told);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT')
    return new FetchError('tls', `${where} offers no encryption: turn it on there, or set encrypt: false`);
  if (code === 'HANDSHAKE_SSL_ERROR') return socketFailure(handshakeError(error, told.stream()), target, told);
  if (code === 'PROTOCOL_CONNECTION_LOST') return closedFailure(target, heard);
  return socketFailure(error, target, told);
}

/** The number of an error that the server answered with: those of the system are below zero. */
function numberOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errno' in error)) return null;
  return typeof error.errno === 'number' && error.errno > 0 ? error.errno : null;
}

/** The driver writes a code of its own over that of TLS. */
function handshakeError(error: unknown, stream: Socket): Error {
  const message = error instanceof Error ? error.message : String(error);
  const refusal: unknown = stream instanceof TLSSocket ? stream.authorizationError : null;
  const code = refusal ? String(refusal) : /altnames/.test(message) ? 'ERR_TLS_CERT_ALTNAME_INVALID' : 'ERR_SSL_HANDSHAKE';
  return Object.assign(new Error(message), { code, reason: message });
}
