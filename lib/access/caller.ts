import type { Grants } from './rights.ts';

/**
 * Who asks, looked up anew at each request. `address` is where the request came from, seen through the trusted proxies.
 * Of an anonymous caller `hadSession` tells that a cookie came with it whose session has ended; `session` is the public id of a user's session, never the secret in its cookie.
 */
export type Caller =
  | { is: 'anonymous'; name: 'anonymous'; grants: Grants; address: string; hadSession: boolean }
  | { is: 'user'; name: string; grants: Grants; address: string; session: string; expiresAt: number }
  | { is: 'token'; name: string; grants: Grants; address: string };

/** What a request brings to be looked up: the value of the session cookie, and the token behind "Bearer". */
export type Credentials = { cookie: string | null; bearer: string | null; address: string };
