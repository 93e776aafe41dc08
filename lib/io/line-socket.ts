import net, { type Socket } from 'node:net';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import type { Meter } from './meter.ts';
import { byteWords, networkFailure, progressWords } from './network-errors.ts';

/** Where lines are sent to: a unix socket on this machine, or a TCP port. */
export type LineAddress = { is: 'unix'; path: string } | { is: 'tcp'; host: string; port: number };

/** What became of a command. `not sent`: no connection came about. `no answer`: it may have been taken, and nobody can tell. */
export type LineSent = { is: 'answered'; text: string } | { is: 'not sent'; words: string } | { is: 'no answer'; words: string };

/**
 * Sends single lines, each over a socket of its own, and takes as the answer whatever comes until the peer closes. `ask` throws FetchError for everything but a
 * whole answer; `send` never throws. Both end at once, the socket destroyed, when the signal aborts.
 */
export type LineSocket = {
  ask(line: string, signal: AbortSignal): Promise<Buffer>;
  send(line: string, signal: AbortSignal): Promise<LineSent>;
  close(): void;
};

type Target = { address: LineAddress; maxBytes: number };
type Asking = Target & { line: string; signal: AbortSignal; meter: Meter; flying: Set<Socket> };
type Exchanged = { is: 'answered'; body: Buffer } | { is: 'failed'; error: FetchError; isConnected: boolean };

const CLOSED = 'Vigil closed the connection';

/** Opens no socket before the first line. After `close` nothing can be asked and no socket is left. The meter is told of each line. */
export function openLineSocket(target: Target, meter: Meter): LineSocket {
  const flying = new Set<Socket>();
  let isClosed = false;
  const exchangeLine = (line: string, signal: AbortSignal): Promise<Exchanged> => {
    if (isClosed) throw new Error('asked over a closed connection');
    if (line === '' || /\p{Cc}/u.test(line)) throw new Error('a line to send is empty or holds a control character');
    return exchange({ ...target, line, signal, meter, flying });
  };
  return {
    async ask(line, signal) {
      const answer = await exchangeLine(line, signal);
      if (answer.is === 'failed') throw answer.error;
      return answer.body;
    },
    async send(line, signal) {
      if (isClosed) return { is: 'not sent', words: CLOSED };
      const answer = await exchangeLine(line, signal);
      if (answer.is === 'answered') return { is: 'answered', text: answer.body.toString('latin1') };
      return { is: answer.isConnected ? 'no answer' : 'not sent', words: answer.error.message };
    },
    close() {
      isClosed = true;
      for (const socket of flying) socket.destroy(new FetchError('internal', CLOSED));
    },
  };
}

/** "/run/haproxy/vigil.sock", "tcp://127.0.0.1:9999": as it is written in the configuration. */
export function formatLineAddress(address: LineAddress): string {
  if (address.is === 'unix') return address.path;
  return `tcp://${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
}

function exchange({ address, maxBytes, line, signal, meter, flying }: Asking): Promise<Exchanged> {
  return new Promise((resolve) => {
    let isConnected = false;
    let bytes = 0;
    const chunks: Buffer[] = [];
    if (signal.aborted) return resolve({ is: 'failed', error: new FetchError('timeout', 'no connection'), isConnected });
    const socket = net.connect(address.is === 'unix' ? { path: address.path } : { host: address.host, port: address.port });
    flying.add(socket);
    const fail = (error: FetchError): void => {
      resolve({ is: 'failed', error, isConnected });
      socket.destroy();
    };
    const abort = (): void => fail(new FetchError('timeout', progressWords({ isConnected, isSecured: isConnected, bytes })));
    signal.addEventListener('abort', abort, { once: true });
    socket.on('connect', () => {
      isConnected = true;
      socket.write(`${line}\n`);
    });
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) fail(tooLarge(bytes, maxBytes));
      else chunks.push(chunk);
    });
    socket.on('end', () => (bytes === 0 ? fail(silentClose(address)) : resolve({ is: 'answered', body: Buffer.concat(chunks) })));
    socket.on('error', (error) => fail(error instanceof FetchError ? error : translate(error, address, { isConnected, bytes })));
    socket.on('close', () => {
      signal.removeEventListener('abort', abort);
      flying.delete(socket);
      meter.request(socket.bytesWritten, socket.bytesRead);
    });
  });
}

function silentClose(address: LineAddress): FetchError {
  return new FetchError('protocol', `${formatLineAddress(address)} takes the connection and closes it without an answer`);
}

function tooLarge(bytes: number, maxBytes: number): FetchError {
  return new FetchError('protocol', `its answer is too large: ${byteWords(bytes)} and the limit is ${formatCount(maxBytes)} (maxBytes)`);
}

function translate(error: Error, address: LineAddress, { isConnected, bytes }: { isConnected: boolean; bytes: number }): FetchError {
  if (isConnected && bytes > 0) return new FetchError('protocol', `cut off after ${byteWords(bytes)}`);
  if (address.is === 'unix' && !isConnected) return unixFailure('code' in error ? String(error.code) : error.name, address.path);
  const where = address.is === 'unix' ? address.path : `${address.host}:${address.port}`;
  const host = address.is === 'unix' ? address.path : address.host;
  return networkFailure(error, { host, where, isTls: false, conceal: (text) => text }, { isConnected, isSecured: isConnected, bytes });
}

// unix(7), connect(2). The same code means another thing here than on a network.
function unixFailure(code: string, path: string): FetchError {
  switch (code) {
    case 'ENOENT':
      return new FetchError(
        'refused',
        `there is no socket at ${path}: nothing that runs has made it; compare the path with that of the process`,
      );
    case 'ECONNREFUSED':
      return new FetchError('refused', `nothing listens on ${path}: the file is there, and what made it has ended, or it is no socket`);
    case 'EACCES':
    case 'EPERM':
      return new FetchError(
        'permission',
        `the user that Vigil runs as may not open ${path}: give it the socket's group, or the socket a wider mode`,
      );
    case 'EAGAIN':
      return new FetchError('refused', `${path} takes no more connections now: its queue is full`);
    default:
      return new FetchError('refused', `no connection to ${path} (${code})`);
  }
}
