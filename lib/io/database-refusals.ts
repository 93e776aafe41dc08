import { type FailureKind, FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';
import type { DatabaseTarget } from './database.ts';

/** What a code of a database means to whoever asks. `verb` is what the statement does: SELECT, UPDATE. */
export type Refusal = { kind: FailureKind; words(target: DatabaseTarget, verb: string): string };

/** "errors1:5432", "[fd00::1]:5432". */
export function databaseWhere({ host, port }: Pick<DatabaseTarget, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** An error as a database answers it, to which statement; '' for the login. */
export type Answered = { code: string; text: string; statement: string };

/** An error that a database answered with, in words, with its code and text. */
export function refused(refusal: Refusal | undefined, answered: Answered, given: { target: DatabaseTarget; conceal: Conceal }): FetchError {
  const told = `${answered.code}: ${given.conceal(answered.text)}`;
  if (refusal) return new FetchError(refusal.kind, `${refusal.words(given.target, verbOf(answered.statement))} (${told})`, told);
  return new FetchError('protocol', `the database answers with the error ${told}`, told);
}

/** The first word of a statement behind its comment. */
function verbOf(statement: string): string {
  return /^\s*(?:\/\*.*?\*\/\s*)*([a-z]+)/is.exec(statement)?.[1]?.toUpperCase() ?? '';
}

/** The refusals that all databases have, each under codes of its own. */
export const REFUSALS = {
  signIn: { kind: 'auth', words: ({ user }) => `login as ${user} refused: wrong user or password` },
  locked: { kind: 'auth', words: ({ user }) => `login as ${user} refused: the account is locked, or its password has expired` },
  host: { kind: 'auth', words: ({ user }) => `login as ${user} refused: the server takes no such login from this machine` },
  database: { kind: 'auth', words: ({ database }) => `there is no database ${database}, or the login may not use it: check database:` },
  right: {
    kind: 'permission',
    words: ({ user }, verb) => `not permitted: ${user} ${verb === '' ? 'lacks a right' : `needs ${verb} on the table`}`,
  },
  table: { kind: 'unsupported', words: ({ database }) => `the table is not there: check table: and the database ${database}` },
  column: {
    kind: 'unsupported',
    words: () => 'the table lacks a column that StackExchange.Exceptional makes: it is of another version, or another table',
  },
  letters: { kind: 'unsupported', words: () => 'a text that is asked for holds a character that this database cannot hold' },
  held: { kind: 'busy', words: () => 'what is asked is locked by somebody else: given up after the lock timeout' },
  deadlock: { kind: 'busy', words: () => 'chosen as the victim of a deadlock' },
  full: { kind: 'busy', words: () => 'the server takes no more connections' },
  starting: { kind: 'busy', words: () => 'the server is starting or shutting down, or somebody ended the connection' },
  readOnly: { kind: 'permission', words: () => 'the server takes no changes: it is read-only or a standby' },
  cancelled: { kind: 'timeout', words: () => 'no answer in time: the statement was given up' },
  plain: { kind: 'tls', words: () => 'the server takes no connection without encryption: set encrypt: true' },
} as const satisfies Record<string, Refusal>;
