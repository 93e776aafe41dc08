import { type FailureKind, FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';

/** An error as SQL Server sends it (MS-TDS 2.2.7.10): from severity 11 on an error, from 20 on one that ends the connection. */
export type SqlErrorAnswer = { number: number; state: number; severity: number; line: number; message: string };

/** Of whom an error is told: the key of the login in the configuration, and what takes secrets out. */
export type Told = { key: string; user: string; conceal: Conceal };

type Words = { kind: FailureKind; words(told: Told): string };

const signIn = (hint: string): Words => ({ kind: 'auth', words: ({ user, key }) => `login as ${user} refused: ${hint} (${key})` });
const unsupported = (hint: string): Words => ({ kind: 'unsupported', words: () => hint });
const right = (hint: string): Words => ({ kind: 'permission', words: ({ user }) => `not permitted: ${user} ${hint}` });

/** sys.messages: what the numbers mean to whoever asks. */
const KNOWN: Readonly<Record<number, Words>> = {
  18456: signIn('wrong user or password, or a login that may not connect; the error log of the server tells which'),
  18452: signIn('a Windows login that was not proved: a wrong user, password or domain, or a domain that the server does not trust'),
  18470: signIn('the login is disabled'),
  18486: signIn('the login is locked out'),
  18487: signIn('its password has expired'),
  18488: signIn('its password must be changed first'),
  17892: signIn('a logon trigger of the server forbids it'),
  4060: signIn('the database it asks for cannot be opened: check database:, or make the login a user there'),
  300: right('lacks a right on the server'),
  297: right('lacks a right'),
  229: right('lacks a right on an object'),
  230: right('lacks a right on a column'),
  262: right('lacks a right in the database'),
  371: right('lacks a right'),
  916: right('is no user of a database that is asked'),
  208: unsupported('this server knows no such view or table'),
  207: unsupported('this server knows no such column'),
  195: unsupported('this server knows no such function'),
  2812: unsupported('this server knows no such procedure'),
  927: unsupported('the database is being restored: it cannot be read now'),
  976: unsupported('the database is on a secondary replica that may not be read'),
  978: unsupported('the replica is readable only with applicationIntent: readOnly'),
  979: unsupported('the primary replica takes no read-only connection: set applicationIntent: readWrite'),
  982: unsupported('the secondary replica is not readable now: it has no connection to its primary'),
  983: unsupported('the database is unavailable: its replica is neither primary nor secondary now'),
  1222: { kind: 'busy', words: () => 'what is asked is locked by somebody else: given up after the lock timeout' },
  1205: { kind: 'busy', words: () => 'chosen as the victim of a deadlock' },
  17809: { kind: 'busy', words: () => 'the server takes no more connections' },
  17142: { kind: 'busy', words: () => 'the server is paused: it takes no new connections' },
  6005: { kind: 'busy', words: () => 'the server is shutting down' },
  '-2': { kind: 'timeout', words: () => 'no answer in time' },
};

const FATAL_SEVERITY = 20;

/** What an error of SQL Server means, in words, with its number and text. A known one goes before the others, which often only follow from it. */
export function answerFailure(errors: readonly [SqlErrorAnswer, ...SqlErrorAnswer[]], told: Told): FetchError {
  const error = errors.find(({ number }) => KNOWN[number] !== undefined) ?? errors[0];
  const text = told.conceal(error.message);
  const place = `error ${error.number}, severity ${error.severity}, state ${error.state}`;
  const known = KNOWN[error.number];
  if (known) return new FetchError(known.kind, `${known.words(told)} (error ${error.number}: ${text})`, `${place}: ${text}`);
  const ends = error.severity >= FATAL_SEVERITY ? ' and ends the connection' : '';
  return new FetchError('protocol', `the server answers ${place}${ends}: ${text}`, `${place}, line ${error.line}: ${text}`);
}

/** True for an error that leaves no connection to go on with. */
export function isFatal(errors: readonly SqlErrorAnswer[]): boolean {
  return errors.some(({ severity }) => severity >= FATAL_SEVERITY);
}

/** The errors of SQL Server in what the driver throws: one, or several in one; none for errors of its own. */
export function answersIn(error: unknown): SqlErrorAnswer[] {
  if (error instanceof AggregateError) return error.errors.flatMap(answersIn);
  if (!(error instanceof Error) || !('number' in error) || typeof error.number !== 'number') return [];
  const figure = (name: string): number => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'number' ? value : 0;
  };
  const { number, message } = error;
  return [{ number, state: figure('state'), severity: figure('class'), line: figure('lineNumber'), message }];
}
