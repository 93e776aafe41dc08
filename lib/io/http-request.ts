import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Conceal } from './conceal.ts';
import type { Meter } from './meter.ts';
import type { Peer, Progress } from './network-errors.ts';

/** As whom and with what trust a node is asked: `authorization` is the header's value, `tls.ca` a certificate as PEM text, trusted instead of the machine's. */
export type HttpAccess = { authorization: string | null; tls: { ca: string | null; verify: boolean } };

/** The pools of sockets of one connection, by scheme. */
export type Agents = { plain: http.Agent; secure: https.Agent };

/** What is sent, besides the authorization. */
export type Outgoing = { method: 'GET' | 'POST' | 'PUT'; headers: Readonly<Record<string, string | number>> };

const MAX_HEADER_BYTES = 16 * 1024;

/** A socket is given up after this many answers, so that another process behind the same address is soon met, and a node that takes no new connection is found out. */
const ANSWERS_PER_SOCKET = 2;
const SOCKETS = 4;

/** The value of an authorization header for a user and password (RFC 7617, UTF-8). */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

export function openAgents({ tls }: HttpAccess, options: http.AgentOptions): Agents {
  const trust = tls.ca === null ? {} : { ca: tls.ca };
  return { plain: new http.Agent(options), secure: new https.Agent({ ...options, ...trust, rejectUnauthorized: tls.verify }) };
}

/** The pools of a connection that asks again and again: few sockets, each kept for a few answers. */
export function openKeptAgents(access: HttpAccess): Agents {
  const agents = openAgents(access, { keepAlive: true, maxSockets: SOCKETS, maxFreeSockets: SOCKETS });
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

/** Whom an address stands for, in the words of failures. */
export function peerOf(url: URL, conceal: Conceal): Peer {
  const isTls = url.protocol === 'https:';
  return { host: url.hostname, where: `${url.hostname}:${url.port || (isTls ? 443 : 80)}`, isTls, conceal };
}

/** A request that waits for `end`. Nothing is sent before, and redirects are not followed. */
export function startRequest(url: URL, access: HttpAccess, agents: Agents, { method, headers }: Outgoing): ClientRequest {
  const authorization = access.authorization === null ? {} : { authorization: access.authorization };
  const address = { protocol: url.protocol, hostname: unbracketed(url.hostname), port: url.port, path: url.pathname + url.search };
  const asked = { accept: '*/*', 'accept-encoding': 'identity', ...headers, ...authorization };
  const options = { ...address, method, headers: asked, maxHeaderSize: MAX_HEADER_BYTES };
  return url.protocol === 'https:'
    ? https.request({ ...options, agent: agents.secure })
    : http.request({ ...options, agent: agents.plain });
}

/** Calls with words when 101 is answered. Node ends such a request without an error and without a response. */
export function onSwitch(request: ClientRequest, failed: (words: string) => void): void {
  request.on('upgrade', (_, socket) => {
    socket.destroy();
    failed('its answer is 101, a switch of protocols that was not asked for');
  });
}

/**
 * How far the request has come, whenever that is asked; the meter is told of it once, when it has ended. Nothing is written to a socket before it is connected
 * and, with TLS, secured.
 */
export function watch(request: ClientRequest, { isTls }: Peer, meter: Meter): () => Progress {
  let socket: Socket | null = null;
  let before = 0;
  let writtenBefore = 0;
  let isConnected = false;
  let isSecured = false;
  request.on('socket', (given) => {
    socket = given;
    before = given.bytesRead;
    writtenBefore = given.bytesWritten ?? 0;
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
  const bytes = (): number => (socket ? socket.bytesRead - before : 0);
  // A socket counts what waits in it as written: before it is secured nothing of that has left.
  const sent = (): number => (socket && isSecured ? (socket.bytesWritten ?? writtenBefore) - writtenBefore : 0);
  request.once('close', () => meter.request(sent(), bytes()));
  return () => ({ isConnected, isSecured, bytes: bytes() });
}

// The name in a url keeps the brackets of an IPv6 address, the socket wants it bare.
function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
