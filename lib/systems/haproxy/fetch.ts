import { type HttpConnection, openHttp } from '../../io/http.ts';
import { basicAuthorization } from '../../io/http-request.ts';
import type { Meter } from '../../io/meter.ts';
import type { HAProxySettings } from './config.ts';

/** A connection to the statistics page of one HAProxy. `address` is that of its CSV. */
export type HAProxyConnection = { address: string; http: HttpConnection };

/** Opens no socket before the first question. */
export function connectHAProxy({ url, read, tls, maxBytes }: HAProxySettings, meter: Meter): HAProxyConnection {
  const authorization = read === null ? null : basicAuthorization(read.user, read.password.reveal());
  return { address: csvAddress(url), http: openHttp({ authorization, tls, maxBytes }, meter) };
}

/** Asks for the statistics CSV. The text is latin1, one character a byte: what a check was answered may hold any byte. Throws FetchError. */
export async function fetchStats({ address, http }: HAProxyConnection, signal: AbortSignal): Promise<string> {
  const { body } = await http.get(address, signal);
  return body.toString('latin1');
}

/**
 * The address of the CSV for the address of a statistics page. HAProxy looks for `;csv` anywhere behind its `stats uri` (configuration.txt, "stats uri"),
 * which may end in a slash or hold a query of its own (`/haproxy?stats`), so that it goes to the very end. An address that has it already stays as it is.
 */
export function csvAddress(url: string): string {
  const page = new URL(url);
  const tail = page.pathname + page.search;
  const isCsv = /;csv(?![^;?&])/.test(tail);
  return `${page.origin}${tail}${isCsv ? '' : ';csv'}`;
}
