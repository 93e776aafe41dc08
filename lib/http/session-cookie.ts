import type { IncomingMessage } from 'node:http';

/**
 * The name of a cookie of ours. Over TLS it is bound to the host and may not be set by a neighbour (`__Host-`, RFC 6265bis); browsers tell hosts apart by name and not
 * by port, so that without TLS the port is part of it: two Vigils on one machine do not sign each other's people out.
 */
export function cookieName(what: 'session' | 'csrf' | 'from', { isSecure, port }: { isSecure: boolean; port: number }): string {
  return isSecure ? `__Host-vigil-${what}` : `vigil-${what}-${port}`;
}

/** The value of one cookie in a Cookie header; null where it is not in it. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

/** The token behind "Bearer" (RFC 6750); null where the request carries none. */
export function readBearer(request: IncomingMessage): string | null {
  return /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
