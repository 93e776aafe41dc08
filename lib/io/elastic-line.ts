import type { ClientRequest, IncomingMessage } from 'node:http';
import { BaseConnection, type ConnectionRequestParams, type ConnectionRequestResponse } from '@elastic/elasticsearch';
import { FetchError } from '../failure.ts';
import { readWhole } from './http-body.ts';
import { type Agents, type HttpAccess, type Outgoing, onSwitch, startRequest, watch } from './http-request.ts';
import type { Meter } from './meter.ts';
import { isHangUp, networkFailure, type Peer, progressWords } from './network-errors.ts';

/** What requests go over: the sockets, and whoever counts them. `flying` are those under way. */
export type LineParts = { access: HttpAccess; maxBytes: number; agents: Agents; peer: Peer; meter: Meter; flying: Set<ClientRequest> };

/** How the client hands over what it asks; it says GET, POST or PUT, and a body that it has written as text. */
type Handed = { params: ConnectionRequestParams; signal: AbortSignal | undefined };

/**
 * The way of the Elasticsearch client to one node, as the class that its option `Connection` wants: over Vigil's own HTTP, so that every request is counted, ends when its signal aborts and
 * fails in Vigil's words. Throws FetchError, which the client passes on as it is.
 */
export function lineClass(parts: LineParts): typeof BaseConnection {
  return class Line extends BaseConnection {
    override request(params: ConnectionRequestParams, options: { signal?: AbortSignal }): Promise<never>;
    override async request(params: ConnectionRequestParams, options: { signal?: AbortSignal }): Promise<ConnectionRequestResponse> {
      return exchange({ url: addressOf(this.url, params), handed: { params, signal: options.signal }, parts });
    }
  };
}

type Ask = { url: URL; handed: Handed; parts: LineParts };

/** A kept socket that the server closed while it was idle is no failure of the node: what only asks is asked again on another. */
async function exchange(ask: Ask): Promise<ConnectionRequestResponse> {
  for (;;) {
    const attempt = await attemptOnce(ask);
    if (attempt !== 'stale socket') return attempt;
  }
}

function attemptOnce({ url, handed: { params, signal }, parts }: Ask): Promise<ConnectionRequestResponse | 'stale socket'> {
  const { access, agents, peer, meter, flying, maxBytes } = parts;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new FetchError('timeout', 'no connection'));
    const request = startRequest(url, access, agents, outgoing(params));
    const progress = watch(request, peer, meter);
    flying.add(request);
    const fail = (error: unknown): void => {
      reject(error);
      request.destroy();
    };
    const abort = (): void => fail(new FetchError('timeout', progressWords(progress())));
    signal?.addEventListener('abort', abort, { once: true });
    request.on('close', () => {
      signal?.removeEventListener('abort', abort);
      flying.delete(request);
    });
    request.on('error', (error) => {
      if (error instanceof FetchError) return reject(error);
      const isStale = params.method === 'GET' && request.reusedSocket && isHangUp(error) && progress().bytes === 0;
      if (isStale) return resolve('stale socket');
      reject(networkFailure(error, peer, progress()));
    });
    onSwitch(request, (words) => fail(new FetchError('protocol', words)));
    request.on('response', (response) => void read(response, maxBytes).then(resolve, fail));
    request.end(params.body ?? undefined);
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<ConnectionRequestResponse> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new FetchError('protocol', `its body is encoded as ${encoding.slice(0, 20)}, which was not asked for`);
  const body = await readWhole(response, maxBytes);
  return { body: body.toString('utf8'), headers: response.headers, statusCode: response.statusCode ?? 0 };
}

function outgoing({ method, headers = {} }: ConnectionRequestParams): Outgoing {
  if (method !== 'GET' && method !== 'POST' && method !== 'PUT') throw new Error(`Vigil sends no ${method}`);
  const given = Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return { method, headers: Object.fromEntries(given) };
}

/** A path below that of the node's own URL, which a proxy may have in front of it. */
function addressOf(base: URL, { path, querystring }: ConnectionRequestParams): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
  url.search = querystring ?? '';
  return url;
}
