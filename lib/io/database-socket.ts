import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import type { Conceal } from './conceal.ts';
import type { DatabaseTarget } from './database.ts';
import { databaseWhere } from './database-refusals.ts';
import { byteWords, isHangUp, networkFailure, type Progress } from './network-errors.ts';
import { tlsWords } from './tls-words.ts';

/** A socket to a database before TLS, and how far it came: bytes heard before TLS, and whether the login was taken. */
export type DatabaseSocket = { socket: Socket; heard: Progress & { isSigned: boolean } };

/** What is watched for: whether what a server says first may be of this product, its title, and who is told of what is not to go on. */
export type Watch = { looksRight(first: Buffer): boolean; title: string; lost(why: FetchError): void; conceal: Conceal };

const KEEP_ALIVE_MS = 30_000;

/** A socket that is not connected yet. What is of another product, or too much, never reaches the driver, which would wait for the rest of it. */
export function databaseSocket(target: DatabaseTarget, { looksRight, title, lost, conceal }: Watch): DatabaseSocket {
  const socket = new Socket();
  const heard = { isConnected: false, isSecured: target.tls === null, bytes: 0, isSigned: false };
  socket.setNoDelay(true);
  // A way on which nothing goes for long is forgotten by firewalls.
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.once('connect', () => {
    heard.isConnected = true;
  });
  socket.on('error', () => undefined);
  const push = socket.push.bind(socket);
  socket.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
    if (chunk === null) return push(null);
    const isFirst = heard.bytes === 0;
    heard.bytes += chunk.length;
    const isStranger = isFirst && !looksRight(chunk);
    if (!isStranger && (heard.isSigned || heard.bytes <= target.maxBytes)) return push(chunk, encoding);
    lost(isStranger ? strangerFailure(target, title, conceal(chunk.toString('latin1', 0, 400))) : tooLarge(heard.bytes, target.maxBytes));
    return false;
  };
  return { socket, heard };
}

/** Counts what comes in answer to one statement, over the socket that the driver reads from, and refuses what is too much before all of it is held. Gives what ends the counting. */
export function limitAnswer(stream: Socket, maxBytes: number, lost: (why: FetchError) => void): () => void {
  const before = stream.bytesRead;
  const count = (): void => {
    const bytes = stream.bytesRead - before;
    if (bytes > maxBytes) lost(tooLarge(bytes, maxBytes));
  };
  stream.prependListener('data', count);
  return () => stream.removeListener('data', count);
}

/** What an error means that is no answer of a database: of the network, of TLS, of the protocol. */
export function socketFailure(
  error: unknown,
  target: DatabaseTarget,
  { heard, conceal }: { heard: DatabaseSocket['heard']; conceal: Conceal },
): FetchError {
  const where = databaseWhere(target);
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (isHangUp(error) && heard.isSecured && (heard.isSigned || heard.bytes > 0))
    return new FetchError('protocol', `${where} closed the connection`);
  if (NETWORK_CODE.test(code)) {
    const peer = { host: target.host, where, isTls: target.tls !== null, conceal };
    const failure = networkFailure(error, peer, { ...heard, bytes: 0 });
    return new FetchError(failure.kind, tlsWords(failure.message, 'use the name it was made for as host'), failure.received);
  }
  return new FetchError('protocol', `what ${where} answers is not understood: ${conceal(message)}`);
}

/** That the other side closed the connection, in words that tell how far it came. */
export function closedFailure(target: DatabaseTarget, heard: DatabaseSocket['heard']): FetchError {
  return socketFailure(Object.assign(new Error('closed'), { code: 'ECONNRESET' }), target, { heard, conceal: (text) => text });
}

/** True once whatever goes over it is inside TLS. */
export function isSecure(stream: Socket): boolean {
  return stream instanceof TLSSocket && stream.getCipher() !== undefined;
}

const NETWORK_CODE = /^(E[A-Z]+$|ERR_(SSL|TLS|OSSL)_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|PATH_LENGTH_|HOSTNAME_)/;

function tooLarge(bytes: number, maxBytes: number): FetchError {
  return new FetchError('protocol', `its answer is too large: ${byteWords(bytes)} and the limit is ${formatCount(maxBytes)} (maxBytes)`);
}

function strangerFailure(target: DatabaseTarget, title: string, text: string): FetchError {
  return new FetchError('protocol', `what answers on ${databaseWhere(target)} is ${strangerIn(text)}, not ${title}`, text);
}

function strangerIn(text: string): string {
  if (/^HTTP\/|^<!?[a-z]/i.test(text)) return 'a web server';
  if (text.startsWith('SSH-')) return 'SSH';
  if (/^(-ERR|-DENIED|-NOAUTH|\+PONG)/.test(text)) return 'Redis';
  if (/^.{3}\0(\n|\xff)/s.test(text)) return 'MySQL or MariaDB';
  return 'something else';
}
