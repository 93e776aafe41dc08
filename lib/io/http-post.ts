import type { ClientRequest, IncomingMessage } from 'node:http';
import { FetchError } from '../failure.ts';
import { type Conceal, concealAuthorization } from './conceal.ts';
import { readSome } from './http-body.ts';
import { type Agents, type HttpAccess, onSwitch, openAgents, peerOf, startRequest, watch } from './http-request.ts';
import type { Meter } from './meter.ts';
import { networkFailure, type Peer, type Progress, progressWords } from './network-errors.ts';

/** An answer's head, and the first 2,000 characters of its body as latin1 text. Secrets are removed. */
export type PostAnswer = { is: 'answered'; status: number; reason: string; location: string | null; text: string };

/**
 * What became of a command. `not sent`: it failed before a byte of it was written. `no answer`: some of it was, or all, and whether it was taken nobody can tell.
 * `words` say what went wrong, secrets removed.
 */
export type Posted = PostAnswer | { is: 'not sent'; words: string } | { is: 'no answer'; words: string };

/**
 * Sends commands. Each goes out once over a socket of its own: an old socket that dies under a command would leave open whether it was taken. `form` is
 * a body of type application/x-www-form-urlencoded, sent with its length. Redirects are not followed. Never throws; ends at once when the signal aborts.
 */
export type HttpPoster = { post(url: string, form: string, signal: AbortSignal): Promise<Posted>; close(): void };

type Command = {
  url: URL;
  access: HttpAccess;
  peer: Peer;
  agents: Agents;
  form: string;
  signal: AbortSignal;
  meter: Meter;
  flying: Set<ClientRequest>;
};

const TEXT_LENGTH = 2_000;
const CLOSED = 'Vigil closed the connection';

/** Something to send commands to one node with; opens no socket before the first. After `close` nothing is sent any more. The meter is told of each request. */
export function openHttpPoster(access: HttpAccess, meter: Meter): HttpPoster {
  const agents = openAgents(access, { keepAlive: false });
  const flying = new Set<ClientRequest>();
  const conceal = concealAuthorization(access.authorization);
  let isClosed = false;
  return {
    async post(address, form, signal) {
      if (isClosed) return { is: 'not sent', words: CLOSED };
      const url = new URL(address);
      return send({ url, access, peer: peerOf(url, conceal), agents, form, signal, meter, flying });
    },
    close() {
      isClosed = true;
      for (const request of flying) request.destroy(new FetchError('internal', CLOSED));
    },
  };
}

function send({ url, access, peer, agents, form, signal, meter, flying }: Command): Promise<Posted> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ is: 'not sent', words: 'no connection' });
    const body = Buffer.from(form, 'utf8');
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
    const request = startRequest(url, access, agents, { method: 'POST', headers });
    const progress = watch(request, peer, meter);
    flying.add(request);
    let isAnswered = false;
    const abort = () => {
      // Time up within the body of an answer: its head is what counts.
      if (!isAnswered) resolve(unanswered(progress(), progressWords(progress())));
      request.destroy();
    };
    signal.addEventListener('abort', abort, { once: true });
    request.on('close', () => {
      signal.removeEventListener('abort', abort);
      flying.delete(request);
    });
    request.on('error', (error) => {
      const { message } = error instanceof FetchError ? error : networkFailure(error, peer, progress());
      if (!isAnswered) resolve(unanswered(progress(), message));
    });
    onSwitch(request, (words) => resolve({ is: 'no answer', words }));
    request.on('response', (response) => {
      isAnswered = true;
      void read(response, peer.conceal).then(resolve);
    });
    request.end(body);
  });
}

function unanswered({ isSecured }: Progress, words: string): Posted {
  return { is: isSecured ? 'no answer' : 'not sent', words };
}

async function read(response: IncomingMessage, conceal: Conceal): Promise<PostAnswer> {
  const { statusCode: status = 0, statusMessage: reason = '', headers } = response;
  // Concealed before it is cut, which could leave a part of a secret that is no longer found.
  const text = conceal((await readSome(response)).toString('latin1')).slice(0, TEXT_LENGTH);
  const location = headers.location === undefined ? null : conceal(headers.location);
  return { is: 'answered', status, reason: conceal(reason), location, text };
}
