import type { IncomingMessage } from 'node:http';
import { readCookie } from '../text/cookie.ts';

/**
 * The name of a cookie of ours. Over TLS it is bound to the host and may not be set by a neighbour (`__Host-`, RFC 6265bis); browsers tell hosts apart by name and not
 * by port, so that without TLS the port is part of it: two Vigils on one machine do not sign each other's people out.
 */
export function cookieName(what: 'session' | 'csrf' | 'from' | 'wall', { isSecure, port }: { isSecure: boolean; port: number }): string {
  return isSecure ? `__Host-vigil-${what}` : `vigil-${what}-${port}`;
}

/** What a Cookie header says of who asks: the value of the session cookie, and the token in the cookie of a wall. */
export function readCredentials(
  cookies: string | undefined,
  how: { isSecure: boolean; port: number },
): { cookie: string | null; wall: string | null } {
  return { cookie: readCookie(cookies, cookieName('session', how)), wall: readCookie(cookies, cookieName('wall', how)) };
}

/** The token behind "Bearer" (RFC 6750); null where the request carries none. */
export function readBearer(request: IncomingMessage): string | null {
  return /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
