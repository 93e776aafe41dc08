import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { FetchError } from '../failure.ts';
import { byteWords, networkFailure, type Progress, progressWords } from './network-errors.ts';

/** Where a Redis listens. `ip`, where it is there, is connected to and no name service asked for the host. With `tls`, `ca` is a certificate as PEM text, trusted instead of the machine's. */
export type RedisAddress = { host: string; port: number; ip?: string; tls: { ca: string | null; verify: boolean } | null };

/** What a socket is known to have heard: how far it came, and the beginning of it. */
export type Heard = Progress & { text: string };

/** A socket that is connected, and secured where it is to be. Throws FetchError; ends at once, the socket destroyed, when the signal aborts. */
export function openSocket(address: RedisAddress, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new FetchError('timeout', 'no connection'));
    const progress = { isConnected: false, isSecured: false, bytes: 0 };
    const socket = dial(address);
    const done = (): void => {
      signal.removeEventListener('abort', abort);
      socket.removeListener('error', fail);
      socket.removeListener('close', hangUp);
    };
    const fail = (error: Error): void => {
      done();
      // A destroyed socket may have one more error to tell.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error instanceof FetchError ? error : socketFailure(error, address, { ...progress, text: '' }));
    };
    const hangUp = (): void => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    const abort = (): void => fail(new FetchError('timeout', progressWords(progress)));
    signal.addEventListener('abort', abort, { once: true });
    socket.on('error', fail);
    socket.on('close', hangUp);
    socket.once('connect', () => {
      progress.isConnected = true;
    });
    socket.once(address.tls === null ? 'connect' : 'secureConnect', () => {
      done();
      resolve(socket);
    });
  });
}

/** What an error of a socket means that spoke or was to speak RESP. */
export function socketFailure(error: Error, { host, port, tls }: RedisAddress, heard: Heard): FetchError {
  const where = whereOf({ host, port });
  if (heard.bytes > 0) return new FetchError('protocol', `cut off after ${byteWords(heard.bytes)}`, heard.text);
  const failure = networkFailure(error, { host, where, isTls: tls !== null, conceal: (text) => text }, heard);
  // These are in the words of addresses that begin with a scheme.
  const words = failure.message
    .replace(/does not speak TLS: the url should.*/, 'does not speak TLS: take tls: out, or name its TLS port')
    .replace(' in the url, or make', ' as its address, or make')
    .replace(/^.* takes the connection and closes it without an answer$/, closedWords({ host, port, tls }));
  return new FetchError(failure.kind, words, failure.received);
}

/** What it means that the other side closes a new connection: a port for TLS does that to whoever begins without it. */
export function closedWords({ host, port, tls }: RedisAddress): string {
  return `${whereOf({ host, port })} takes the connection and closes it without an answer${tls === null ? ': if it wants TLS, set tls.enabled' : ''}`;
}

/** "cache1:6379", "[fd00::1]:6379". */
export function whereOf({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function dial({ host, port, ip = host, tls: trust }: RedisAddress): Socket {
  if (trust === null) return net.connect({ host: ip, port });
  const name = net.isIP(host) === 0 ? { servername: host } : {};
  const ca = trust.ca === null ? {} : { ca: trust.ca };
  return tls.connect({ host: ip, port, ...name, ...ca, rejectUnauthorized: trust.verify });
}
