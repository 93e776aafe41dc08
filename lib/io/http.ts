import type { ClientRequest, IncomingMessage } from 'node:http';
import { FetchError } from '../failure.ts';
import { concealAuthorization } from './conceal.ts';
import { readSome, readWhole } from './http-body.ts';
import { refusalFailure } from './http-refusals.ts';
import { type Agents, type HttpAccess, onSwitch, openKeptAgents, peerOf, startRequest, watch } from './http-request.ts';
import type { Meter } from './meter.ts';
import { isHangUp, networkFailure, type Peer, progressWords } from './network-errors.ts';

/** `maxBytes` is the largest body taken. */
export type HttpTarget = HttpAccess & { maxBytes: number };

/** A complete answer of status 200. `contentType` is empty where the server names none. */
export type HttpAnswer = { status: number; contentType: string; body: Buffer };

/** Asks over few kept-alive sockets. `get` throws FetchError for everything but a whole 200, and ends at once when the signal aborts. */
export type HttpConnection = { get(url: string, signal: AbortSignal): Promise<HttpAnswer>; close(): void };

type Ask = { url: URL; target: HttpTarget; peer: Peer; agents: Agents; signal: AbortSignal; meter: Meter; flying: Set<ClientRequest> };

/** A connection to ask one node over; opens no socket before the first question. After `close` nothing can be asked and no socket is left. The meter is told of each request. */
export function openHttp(target: HttpTarget, meter: Meter): HttpConnection {
  const agents = openKeptAgents(target);
  const flying = new Set<ClientRequest>();
  const conceal = concealAuthorization(target.authorization);
  let isClosed = false;
  return {
    async get(address, signal) {
      if (isClosed) throw new Error('asked over a closed connection');
      const url = new URL(address);
      return exchange({ url, target, peer: peerOf(url, conceal), agents, signal, meter, flying });
    },
    close() {
      isClosed = true;
      for (const request of flying) request.destroy(new FetchError('internal', 'Vigil closed the connection'));
      agents.plain.destroy();
      agents.secure.destroy();
    },
  };
}

/** One question and its answer. A kept socket that the server closed while it was idle is no failure of the node: it is asked again on another. */
async function exchange(ask: Ask): Promise<HttpAnswer> {
  for (;;) {
    const attempt = await attemptOnce(ask);
    if (attempt !== 'stale socket') return attempt;
  }
}

function attemptOnce(ask: Ask): Promise<HttpAnswer | 'stale socket'> {
  const { url, target, peer, agents, signal, meter, flying } = ask;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new FetchError('timeout', 'no connection'));
    const request = startRequest(url, target, agents, { method: 'GET', headers: {} });
    const progress = watch(request, peer, meter);
    flying.add(request);
    const fail = (error: unknown) => {
      reject(error);
      request.destroy();
    };
    let isRefused = false;
    // Time up within the body of a refusal: the refusal is what there is to say.
    const abort = () => (isRefused ? void request.destroy() : fail(new FetchError('timeout', progressWords(progress()))));
    signal.addEventListener('abort', abort, { once: true });
    request.on('close', () => {
      signal.removeEventListener('abort', abort);
      flying.delete(request);
    });
    request.on('error', (error) => {
      if (error instanceof FetchError) return reject(error);
      if (request.reusedSocket && isHangUp(error) && progress().bytes === 0) return resolve('stale socket');
      reject(networkFailure(error, peer, progress()));
    });
    onSwitch(request, (words) => fail(new FetchError('protocol', words)));
    request.on('response', (response) => {
      isRefused = response.statusCode !== 200;
      read(response, ask).then(resolve, fail);
    });
    request.end();
  });
}

async function read(response: IncomingMessage, { url, target, peer }: Ask): Promise<HttpAnswer> {
  const { statusCode: status = 0, statusMessage: reason = '', headers } = response;
  if (status !== 200) {
    const text = (await readSome(response)).toString('latin1');
    const isAuthorized = target.authorization !== null;
    throw refusalFailure({ status, reason, location: headers.location ?? null, text, isAuthorized, path: url.pathname }, peer.conceal);
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new FetchError('protocol', `its body is encoded as ${encoding.slice(0, 20)}, which was not asked for`);
  const body = await readWhole(response, target.maxBytes);
  return { status, contentType: headers['content-type'] ?? '', body };
}
