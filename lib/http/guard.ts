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
export function checkHost(request: IncomingMessage, hosts: ReadonlySet<string>): void {
  const host = request.headers.host?.toLowerCase() ?? '';
  if (!hosts.has(host))
    throw new HttpProblem(
      421,
      `this server does not answer for "${host.slice(0, 100)}": set server.publicUrl if people reach it by that name`,
    );
}

/** Throws HttpProblem 403 unless a browser says that one of our own pages sent the request, or a tool names our own origin. */
export function checkOrigin(request: IncomingMessage, hosts: ReadonlySet<string>): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new HttpProblem(403, 'refused: the request comes from another site');
  if (origin === undefined && site === undefined)
    throw new HttpProblem(403, 'refused: the request does not say where it comes from (send an Origin header)');
  if (origin !== undefined && !hosts.has(hostOf(origin))) throw new HttpProblem(403, 'refused: the Origin header names another site');
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}

/** Headers that every answer carries. */
export function setSafeHeaders(response: ServerResponse): void {
  response.setHeader('content-security-policy', "frame-ancestors 'none'; base-uri 'self'; object-src 'none'");
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
}
