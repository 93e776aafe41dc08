import type { Socket } from 'node:net';
import { AbstractConnector, Redis } from 'ioredis';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import { type Conceal, concealSecret } from './conceal.ts';
import { Ending } from './ending.ts';
import { byteWords } from './network-errors.ts';
import { replyFailure } from './redis-replies.ts';
import { closedWords, type Heard, openSocket, type RedisAddress, socketFailure, whereOf } from './redis-socket.ts';

/**
 * As whom a Redis is asked: `name` is what the connection is called there (CLIENT LIST); `maxBytes` the most that the answers to one question may come to; `key` is where
 * the configuration names its user, "read" without it. With `isOnce` there is one socket and never another, and nothing is asked a second time.
 */
export type RedisTarget = RedisAddress & {
  user: string | null;
  password: string | null;
  name: string;
  maxBytes: number;
  key?: string;
  isOnce?: true;
};

/**
 * A connection that speaks RESP. `fail` ends it; `lost` tells when it has ended, and why. `isUsed` once it has answered; `flying` counts what is asked over it now;
 * `conceal` takes the password out of what a server says.
 */
export type Line = {
  client: Redis;
  socket: Socket;
  heard: Heard;
  lost: Ending;
  isLost: boolean;
  isUsed: boolean;
  flying: number;
  conceal: Conceal;
  fail(error: FetchError): void;
};

const HEARD_LENGTH = 400;

/** Opens a socket and speaks RESP over it; what goes wrong after the socket is open is told by `lost`. Throws FetchError; ends at once when the signal aborts. */
export async function openLine(target: RedisTarget, signal: AbortSignal): Promise<Line> {
  const socket = await openSocket(target, signal);
  const client = clientOver(socket);
  const heard: Heard = { isConnected: true, isSecured: true, bytes: 0, text: '' };
  let cause: FetchError | null = null;
  const lost = new Ending();
  const conceal = concealSecret(target.password);
  const line: Line = { client, socket, heard, lost, isLost: false, isUsed: false, flying: 0, conceal, fail };
  function fail(error: FetchError): void {
    cause ??= error;
    line.isLost = true;
    lost.end(cause);
    client.disconnect();
    socket.destroy();
  }
  // What RESP does not know, and an answer to nothing that was asked.
  client.on('error', (error: Error) => fail(garbled(error, line, target)));
  client.once('connect', () => {
    // Before the library reads it.
    socket.prependListener('data', (chunk: Buffer) => {
      heard.bytes += chunk.length;
      if (heard.text.length < HEARD_LENGTH) heard.text += chunk.toString('latin1', 0, HEARD_LENGTH);
      if (heard.bytes > target.maxBytes) fail(tooLarge(heard.bytes, target.maxBytes));
    });
  });
  socket.on('error', (error) => fail(spokenError(line, target) ?? socketFailure(error, target, { ...heard, text: conceal(heard.text) })));
  for (const event of ['end', 'close']) socket.on(event, () => fail(hungUp(line, target)));
  await lost.orEnd(client.connect()).catch(() => undefined);
  return line;
}

/** The library is given a socket that is open already, and opens none of its own: what is connected to, for how long and how often is decided here. */
function clientOver(socket: Socket): Redis {
  class Given extends AbstractConnector {
    constructor() {
      super(0);
    }
    override connect(): Promise<Socket> {
      return Promise.resolve(socket);
    }
    override disconnect(): void {
      socket.destroy();
    }
  }
  return new Redis({
    Connector: Given,
    lazyConnect: true,
    // RESP2 needs no HELLO, which Redis 5 does not know and which would be one more right.
    protocol: 2,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    autoResendUnfulfilledCommands: false,
    disableClientInfo: true,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  });
}

function garbled(error: Error, line: Line, target: RedisTarget): FetchError {
  const { text } = line.heard;
  const what = /^HTTP\/|^<!?[a-z]/i.test(text) ? 'a web server' : text.startsWith('SSH-') ? 'SSH' : 'not Redis';
  const received = line.conceal(text || error.message);
  return spokenError(line, target) ?? new FetchError('protocol', `what answers on ${whereOf(target)} is ${what}`, received);
}

/** What a Redis says by itself before it closes: too many clients, protected mode. Null where it said nothing of the kind. */
function spokenError({ heard: { text }, conceal }: Line, { password, key }: RedisTarget): FetchError | null {
  if (!text.startsWith('-')) return null;
  return replyFailure(text.split('\r\n')[0] ?? '', { asked: 'the connection', isAuthorized: password !== null, conceal, key });
}

/** What it means that the other side closes the connection. */
export function hungUp(line: Line, target: RedisTarget): FetchError {
  const { heard, conceal } = line;
  const closed =
    heard.bytes > 0
      ? new FetchError('protocol', `cut off after ${byteWords(heard.bytes)}`, conceal(heard.text))
      : new FetchError('protocol', closedWords(target));
  return spokenError(line, target) ?? closed;
}

function tooLarge(bytes: number, maxBytes: number): FetchError {
  return new FetchError('protocol', `its answer is too large: ${byteWords(bytes)} and the limit is ${formatCount(maxBytes)} (maxBytes)`);
}
