import { type Grants, NO_GRANTS } from './rights.ts';

/**
 * Who asks, looked up anew at each request. `address` is where the request came from, seen through the trusted proxies.
 * Of an anonymous caller `hadSession` tells that a cookie came with it whose session has ended, `wallRefusal` why the token in the cookie of a wall lets nobody in;
 * `session` is the public id of a user's session, never the secret in its cookie. A wall is a browser that was let in by a token and keeps it in a cookie:
 * it may what the token may, and is held to the rules for cookies. A timer stands for whoever set it, with what he may do when it is due; no request ever comes from it.
 */
export type Caller =
  | { is: 'anonymous'; name: 'anonymous'; grants: Grants; address: string; hadSession: boolean; wallRefusal?: string }
  | { is: 'user'; name: string; grants: Grants; address: string; session: string; expiresAt: number }
  | { is: 'token'; name: string; grants: Grants; address: string }
  | { is: 'wall'; name: string; grants: Grants; address: string }
  | { is: 'timer'; name: string; grants: Grants; address: string; setter: 'user' | 'token'; timer: TimerStamp };

/** A timer by which somebody gives an order while he is away: which, when he set it and when it was due (epoch ms). */
export type TimerStamp = { id: string; setAt: number; dueAt: number };

/** Somebody at this address of whom nothing else is known. */
export function nobodyAt(address: string): Caller {
  return { is: 'anonymous', name: 'anonymous', grants: NO_GRANTS, address, hadSession: false };
}

/** What a request brings to be looked up: the values of the session cookie and of the wall cookie, and the token behind "Bearer". */
export type Credentials = { cookie: string | null; wall?: string | null; bearer: string | null; address: string };
