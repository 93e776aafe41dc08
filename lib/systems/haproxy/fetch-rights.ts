import { FetchError } from '../../failure.ts';
import { openHttp } from '../../io/http.ts';
import { basicAuthorization } from '../../io/http-request.ts';
import { type LineAddress, openLineSocket } from '../../io/line-socket.ts';
import type { Meter } from '../../io/meter.ts';
import type { HAProxySettings } from './config.ts';
import { closeHAProxy, connectHAProxy, csvAddress, fetchStats } from './fetch.ts';
import type { RawRights } from './parse-rights.ts';

type Asking = { signal: AbortSignal; meter: Meter };

/** More than an answer about the level, or about the process. */
const MOST_ANSWER_BYTES = 64 * 1024;

/**
 * Asks what one login may: `read` for the statistics CSV, `act` for the page itself, and a socket for its level. No command that changes anything is sent, and none that is
 * meant for one. Throws FetchError.
 */
export async function fetchRights(settings: HAProxySettings, as: string, asking: Asking): Promise<RawRights> {
  switch (as) {
    case 'read':
      return await fetchCsv(settings, asking);
    case 'act':
      return await fetchPage(settings, asking);
    case 'socket':
      return await fetchLevel(settings.socket, asking);
    default:
      return await fetchLevel(settings.actSocket, asking);
  }
}

async function fetchCsv(settings: HAProxySettings, { signal, meter }: Asking): Promise<RawRights> {
  const connection = connectHAProxy({ ...settings, socket: null }, meter);
  try {
    return { is: 'csv', text: await fetchStats(connection, signal) };
  } finally {
    closeHAProxy(connection);
  }
}

async function fetchPage({ url, act, tls, maxBytes }: HAProxySettings, { signal, meter }: Asking): Promise<RawRights> {
  if (act === null) throw new FetchError('auth', 'no user to act with is configured');
  const http = openHttp({ authorization: basicAuthorization(act.user, act.password.reveal()), tls, maxBytes }, meter);
  try {
    const { body } = await http.get(pageAddress(url), signal);
    return { is: 'page', text: body.toString('latin1') };
  } finally {
    http.close();
  }
}

/** The address of the page itself, for people: without what asks for the CSV. */
function pageAddress(url: string): string {
  return csvAddress(url).replace(/;csv(?![^;?&])/, '');
}

/** Asks a socket for the level of its own session ("show cli level", from 1.9 on), and where that is not known, something that any level may ask. */
async function fetchLevel(address: LineAddress | null, { signal, meter }: Asking): Promise<RawRights> {
  if (address === null) throw new FetchError('auth', 'no socket is configured');
  const socket = openLineSocket({ address, maxBytes: MOST_ANSWER_BYTES }, meter);
  try {
    const level = (await socket.ask('show cli level', signal)).toString('latin1');
    const info = (await socket.ask('show info', signal)).toString('latin1');
    return { is: 'level', level, info };
  } finally {
    socket.close();
  }
}
