import { type HttpConnection, openHttp } from '../../io/http.ts';
import { basicAuthorization } from '../../io/http-request.ts';
import { type LineSocket, openLineSocket } from '../../io/line-socket.ts';
import type { Meter } from '../../io/meter.ts';
import type { HAProxySettings } from './config.ts';

/** A connection to one HAProxy: its statistics page, `address` being that of its CSV, and its runtime API where one is configured. */
export type HAProxyConnection = { address: string; http: HttpConnection; socket: LineSocket | null };

/** Opens no socket before the first question. */
export function connectHAProxy({ url, read, socket, tls, maxBytes }: HAProxySettings, meter: Meter): HAProxyConnection {
  const authorization = read === null ? null : basicAuthorization(read.user, read.password.reveal());
  const http = openHttp({ authorization, tls, maxBytes }, meter);
  return { address: csvAddress(url), http, socket: socket === null ? null : openLineSocket({ address: socket, maxBytes }, meter) };
}

/** Leaves no socket open. */
export function closeHAProxy({ http, socket }: HAProxyConnection): void {
  http.close();
  socket?.close();
}

/** Asks for the statistics CSV. The text is latin1, one character a byte: what a check was answered may hold any byte. Throws FetchError. */
export async function fetchStats({ address, http }: Pick<HAProxyConnection, 'address' | 'http'>, signal: AbortSignal): Promise<string> {
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
