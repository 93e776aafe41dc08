import { createHash } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { userKey } from '../access/user-key.ts';

const NAME = 'vigil-display';

/**
 * The cookies in which a browser keeps how the caller wants pages shown: his own first, which is written and counts where it is there, then that of who is not
 * signed in. A hash stands for the name, which may hold what the name of a cookie may not (RFC 6265); two people on one browser keep their own.
 */
export function displayCookies(caller: Caller): string[] {
  if (caller.is !== 'user') return [NAME];
  const hash = createHash('sha256').update(userKey(caller.name)).digest('hex').slice(0, 16);
  return [`${NAME}-${hash}`, NAME];
}
