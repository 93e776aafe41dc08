import type { IncomingMessage } from 'node:http';

/**
 * The name of a cookie of ours. Over TLS it is bound to the host and may not be set by a neighbour (`__Host-`, RFC 6265bis); browsers tell hosts apart by name and not
 * by port, so that without TLS the port is part of it: two Vigils on one machine do not sign each other's people out.
 */
export function cookieName(what: 'session' | 'csrf' | 'from', { isSecure, port }: { isSecure: boolean; port: number }): string {
  return isSecure ? `__Host-vigil-${what}` : `vigil-${what}-${port}`;
}

/** The token behind "Bearer" (RFC 6750); null where the request carries none. */
export function readBearer(request: IncomingMessage): string | null {
  return /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
