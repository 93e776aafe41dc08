import { type FailureKind, FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';

/** What Redis answers with, its strings as UTF-8 text. */
export type RedisReply = string | number | null | RedisReply[];

/**
 * `asked` is the command without its arguments; `isAuthorized` whether a password was sent, which `conceal` takes out of what is kept; `key` is where the configuration
 * names its user, "read" without it.
 */
type Asked = { asked: string; isAuthorized: boolean; conceal: Conceal; key?: string | undefined };

/** An error that Redis answered with: it is there, and did not do what it was told. */
export class RedisRefusal extends FetchError {
  override readonly name = 'RedisRefusal';
}

type Words = [kind: FailureKind, words: string];

/**
 * What an error answer of Redis means, and what to do about it. The words are those of Redis 4 to 8 (redis/src/server.c, acl.c, networking.c).
 */
export function replyFailure(said: string, given: Asked): RedisRefusal {
  const whole = said.replace(/^-/, '').trim();
  const text = given.conceal(whole);
  const [kind, words] = codeWords(/^[A-Z]+/.exec(whole)?.[0] ?? '', whole, given) ?? errorWords(whole, text, given);
  return new RedisRefusal(kind, words, text);
}

function codeWords(code: string, whole: string, { asked, isAuthorized, key = 'read' }: Asked): Words | null {
  switch (code) {
    case 'NOAUTH':
      return ['auth', `it wants a password; none is configured: add ${key}: for it`];
    case 'WRONGPASS':
      return ['auth', `user or password refused: compare ${key}: with the users of this server (ACL LIST)`];
    case 'NOPERM':
      return ['permission', permissionWords(whole, { asked, isAuthorized, key })];
    case 'LOADING':
      return ['busy', 'it is loading its data from disk and answers nothing until that is done'];
    case 'BUSY':
      return ['busy', 'it is busy with a script and answers nothing until that ends or is killed (SCRIPT KILL)'];
    case 'MASTERDOWN':
      return ['busy', 'its link to its master is down, and it may not serve old data (replica-serve-stale-data no)'];
    case 'DENIED':
      return ['permission', 'it is in protected mode: without a password it takes connections from its own machine only'];
    case 'READONLY':
      return ['unsupported', 'it is a replica and takes no writes: send this to its master'];
    case 'OOM':
      return ['busy', 'its memory is used up to maxmemory and nothing may be evicted: it takes nothing that needs more'];
    case 'MISCONF':
      return ['busy', 'it takes no writes since it could not save its data: look at its log and its disk'];
    case 'NOREPLICAS':
      return ['busy', 'it takes no writes: fewer good replicas are there than min-replicas-to-write wants'];
    default:
      return null;
  }
}

function permissionWords(whole: string, { asked, isAuthorized, key = 'read' }: Omit<Asked, 'conceal'>): string {
  const isOfKey = /access .*\bkeys?\b/i.test(whole);
  const right = isOfKey ? 'the keys that it is about, as ~pattern' : `+${asked.toLowerCase().replace(' ', '|')}`;
  return isAuthorized
    ? `not permitted: its user needs ${right}`
    : `not permitted without a user: give the default user ${right}, or add ${key}:`;
}

// What it means is read from the whole: a password may be a word of it.
function errorWords(whole: string, text: string, { asked, key = 'read' }: Asked): Words {
  if (/max number of clients/i.test(whole))
    return ['busy', 'it takes no more connections: as many clients as its maxclients allows are there'];
  if (/invalid password/i.test(whole)) return ['auth', `password refused: compare ${key}: with its requirepass`];
  if (/no password is set|without any password configured/i.test(whole))
    return ['auth', `a password is configured here and this server has none: take ${key}: out, or set its requirepass`];
  if (/unknown (sub)?command/i.test(whole)) return ['unsupported', `this server does not know ${asked}`];
  if (/wrong number of arguments for 'auth'/i.test(whole))
    return ['auth', `it knows no users, which Redis has from 6 on: take user: out of ${key}:`];
  return ['protocol', `it answers ${asked} with an error: ${words(text)}`];
}

function words(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\uffff]+/g, ' ').slice(0, 120);
}
