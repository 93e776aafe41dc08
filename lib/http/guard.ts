import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpProblem } from './answer.ts';

/**
 * The names under which this server may be called. Refusing all others keeps a web page that points its own name at this
 * address (DNS rebinding) from reading anything.
 */
export function allowedHosts(port: number, publicUrl: string | null): ReadonlySet<string> {
  const own = ['localhost', '127.0.0.1', '[::1]'].map((name) => new URL(`http://${name}:${port}`).host);
  return new Set(publicUrl ? [...own, new URL(publicUrl).host] : own);
}

/** Throws HttpProblem 421 when the request names another server. */
export function checkHost(host: string, hosts: ReadonlySet<string>): void {
  if (!hosts.has(host))
    throw new HttpProblem(
      421,
      `this server does not answer for "${host.slice(0, 100)}": set server.publicUrl if people reach it by that name`,
    );
}

/** Throws HttpProblem 403 unless a browser says that one of our own pages sent the request, or a tool names our own origin: that of the name by which it was called. */
export function checkOrigin(request: IncomingMessage, host: string): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin')
    throw new HttpProblem(403, 'refused: the request comes from another site', { code: 'origin' });
  if (origin === undefined && site === undefined)
    throw new HttpProblem(403, 'refused: the request does not say where it comes from (send an Origin header)', { code: 'origin' });
  if (origin !== undefined && hostOf(origin) !== host)
    throw new HttpProblem(403, 'refused: the Origin header names another site', { code: 'origin' });
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}

/**
 * What pages may load and who may frame them. Scripts run by a nonce that is new for each request, which Next takes from the request's own header of this name;
 * styles may stand inline, because React and radix set them so. In dev Next evaluates its scripts.
 */
export function contentPolicy(nonce: string, { isDev }: { isDev: boolean }): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Headers that every answer carries. */
export function setSafeHeaders(response: ServerResponse, policy: string, isSecure: boolean): void {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  if (isSecure) response.setHeader('strict-transport-security', 'max-age=31536000');
}
