import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { FetchError } from '../failure.ts';
import { concealAuthorization } from './conceal.ts';
import { readSome, readWhole } from './http-body.ts';
import { refusalFailure } from './http-refusals.ts';
import { isHangUp, networkFailure, type Peer, type Progress, progressWords } from './network-errors.ts';

/** `authorization` is the header's value; `tls.ca` a certificate as PEM text, trusted instead of the machine's; `maxBytes` the largest body taken. */
export type HttpTarget = { authorization: string | null; tls: { ca: string | null; verify: boolean }; maxBytes: number };

/** A complete answer of status 200. `contentType` is empty where the server names none. */
export type HttpAnswer = { status: number; contentType: string; body: Buffer };

/** Asks over few kept-alive sockets. `get` throws FetchError for everything but a whole 200, and ends at once when the signal aborts. */
export type HttpConnection = { get(url: string, signal: AbortSignal): Promise<HttpAnswer>; close(): void };

/** A socket is given up after this many answers, so that another process behind the same address is soon met, and a node that takes no new connection is found out. */
const ANSWERS_PER_SOCKET = 2;
const SOCKETS = 4;
const MAX_HEADER_BYTES = 16 * 1024;

type Agents = { plain: http.Agent; secure: https.Agent };
type Ask = { url: URL; target: HttpTarget; peer: Peer; agent: http.Agent; signal: AbortSignal; flying: Set<ClientRequest> };

/** The value of an authorization header for a user and password (RFC 7617, UTF-8). */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

/** A connection to ask one node over; opens no socket before the first question. After `close` nothing can be asked and no socket is left. */
export function openHttp(target: HttpTarget): HttpConnection {
  const agents = openAgents(target);
  const flying = new Set<ClientRequest>();
  const conceal = concealAuthorization(target.authorization);
  let isClosed = false;
  return {
    async get(address, signal) {
      if (isClosed) throw new Error('asked over a closed connection');
      const url = new URL(address);
      const isTls = url.protocol === 'https:';
      const peer: Peer = { host: url.hostname, where: `${url.hostname}:${url.port || (isTls ? 443 : 80)}`, isTls, conceal };
      return exchange({ url, target, peer, agent: isTls ? agents.secure : agents.plain, signal, flying });
    },
    close() {
      isClosed = true;
      for (const request of flying) request.destroy(new FetchError('internal', 'Vigil closed the connection'));
      agents.plain.destroy();
      agents.secure.destroy();
    },
  };
}

function openAgents({ tls }: HttpTarget): Agents {
  const options = { keepAlive: true, maxSockets: SOCKETS, maxFreeSockets: SOCKETS };
  const trust = tls.ca === null ? {} : { ca: tls.ca };
  const agents = { plain: new http.Agent(options), secure: new https.Agent({ ...options, ...trust, rejectUnauthorized: tls.verify }) };
  for (const agent of [agents.plain, agents.secure]) retireSockets(agent);
  return agents;
}

function retireSockets(agent: http.Agent): void {
  const answers = new WeakMap<object, number>();
  const keep = agent.keepSocketAlive.bind(agent);
  agent.keepSocketAlive = (socket) => {
    const count = (answers.get(socket) ?? 0) + 1;
    answers.set(socket, count);
    return count < ANSWERS_PER_SOCKET && keep(socket);
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
  const { peer, signal, flying } = ask;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new FetchError('timeout', 'no connection'));
    const request = open(ask);
    const progress = watch(request, peer);
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
    request.on('response', (response) => {
      isRefused = response.statusCode !== 200;
      read(response, ask).then(resolve, fail);
    });
    request.end();
  });
}

function open({ url, target, agent }: Ask): ClientRequest {
  const headers = { accept: '*/*', 'accept-encoding': 'identity' };
  const authorization = target.authorization === null ? {} : { authorization: target.authorization };
  const address = { protocol: url.protocol, hostname: unbracketed(url.hostname), port: url.port, path: url.pathname + url.search };
  const options = { ...address, method: 'GET', agent, headers: { ...headers, ...authorization }, maxHeaderSize: MAX_HEADER_BYTES };
  return url.protocol === 'https:' ? https.request(options) : http.request(options);
}

// The name in a url keeps the brackets of an IPv6 address, the socket wants it bare.
function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function watch(request: ClientRequest, { isTls }: Peer): () => Progress {
  let socket: Socket | null = null;
  let before = 0;
  let isConnected = false;
  let isSecured = false;
  request.on('socket', (given) => {
    socket = given;
    before = given.bytesRead;
    isConnected = !given.connecting;
    isSecured = isConnected;
    if (isConnected) return;
    given.once('connect', () => {
      isConnected = true;
      isSecured = !isTls;
    });
    given.once('secureConnect', () => {
      isSecured = true;
    });
  });
  return () => ({ isConnected, isSecured, bytes: socket ? socket.bytesRead - before : 0 });
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
