import { FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';

/** What Redis answers with, its strings as UTF-8 text. */
export type RedisReply = string | number | null | RedisReply[];

/** `asked` is the command without its arguments; `isAuthorized` whether a password was sent, which `conceal` takes out of what is kept. */
type Asked = { asked: string; isAuthorized: boolean; conceal: Conceal };

/**
 * What an error answer of Redis means, and what to do about it. The words are those of Redis 4 to 8 (redis/src/server.c, acl.c, networking.c).
 */
export function replyFailure(said: string, { asked, isAuthorized, conceal }: Asked): FetchError {
  const whole = said.replace(/^-/, '').trim();
  const code = /^[A-Z]+/.exec(whole)?.[0] ?? '';
  const text = conceal(whole);
  switch (code) {
    case 'NOAUTH':
      return new FetchError('auth', 'it wants a password; none is configured: add read: for it', text);
    case 'WRONGPASS':
      return new FetchError('auth', 'user or password refused: compare read: with the users of this server (ACL LIST)', text);
    case 'NOPERM':
      return new FetchError('permission', permissionWords(asked, isAuthorized), text);
    case 'LOADING':
      return new FetchError('busy', 'it is loading its data from disk and answers nothing until that is done', text);
    case 'BUSY':
      return new FetchError('busy', 'it is busy with a script and answers nothing until that ends or is killed (SCRIPT KILL)', text);
    case 'MASTERDOWN':
      return new FetchError('busy', 'its link to its master is down, and it may not serve old data (replica-serve-stale-data no)', text);
    case 'DENIED':
      return new FetchError(
        'permission',
        'it is in protected mode: without a password it takes connections from its own machine only',
        text,
      );
    default:
      return errorFailure(whole, text, asked);
  }
}

function permissionWords(asked: string, isAuthorized: boolean): string {
  const right = `+${asked.toLowerCase().replace(' ', '|')}`;
  return isAuthorized
    ? `not permitted: its user needs ${right}`
    : `not permitted without a user: give the default user ${right}, or add read:`;
}

// What it means is read from the whole: a password may be a word of it.
function errorFailure(whole: string, text: string, asked: string): FetchError {
  if (/max number of clients/i.test(whole))
    return new FetchError('busy', 'it takes no more connections: as many clients as its maxclients allows are there', text);
  if (/invalid password/i.test(whole)) return new FetchError('auth', 'password refused: compare read: with its requirepass', text);
  if (/no password is set|without any password configured/i.test(whole))
    return new FetchError('auth', 'a password is configured here and this server has none: take read: out, or set its requirepass', text);
  if (/unknown (sub)?command/i.test(whole)) return new FetchError('unsupported', `this server does not know ${asked}`, text);
  if (/wrong number of arguments for 'auth'/i.test(whole))
    return new FetchError('auth', 'it knows no users, which Redis has from 6 on: take user: out of read:', text);
  return new FetchError('protocol', `it answers ${asked} with an error: ${words(text)}`, text);
}

function words(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\uffff]+/g, ' ').slice(0, 120);
}
