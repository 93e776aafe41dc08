import { FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';
import { byteWords, networkFailure, type Progress } from './network-errors.ts';
import { type TdsAddress, tdsWhere } from './tds-target.ts';
import { tlsWords } from './tls-words.ts';

/** How far a connection came, the beginning of what was heard before the login, and whether that was taken. `bytes` are those of the answer under way. */
export type TdsHeard = Progress & { text: string; isSigned: boolean };

type Said = { heard: TdsHeard; conceal: Conceal };

/** The first byte of whatever a server sends: a packet with a result, or with strict encryption a TLS record (handshake or alert). */
const TABULAR_RESULT = 0x04;
const TLS_RECORDS: readonly number[] = [0x15, 0x16];

const HEADER_BYTES = 8;
const OPTION_BYTES = 5;
const END_OF_OPTIONS = 0xff;

/** Whether what a server says first may be TDS at all: an answer to PRELOGIN with all of its options (MS-TDS 2.2.3.1.1, 2.2.6.5), which comes in one piece. */
export function looksLikeTds(first: Buffer, { tls }: TdsAddress): boolean {
  if (tls.encrypt === 'strict') return TLS_RECORDS.includes(first[0] ?? -1);
  if (first[0] !== TABULAR_RESULT || first.length < HEADER_BYTES || first.readUInt16BE(2) > first.length) return false;
  const body = first.subarray(HEADER_BYTES, first.readUInt16BE(2));
  let at = 0;
  while (at + OPTION_BYTES <= body.length && body[at] !== END_OF_OPTIONS) {
    if (body.readUInt16BE(at + 1) + body.readUInt16BE(at + 3) > body.length) return false;
    at += OPTION_BYTES;
  }
  return body[at] === END_OF_OPTIONS;
}

/** Somebody else answers on that port. */
export function strangerFailure(address: TdsAddress, { heard, conceal }: Said): FetchError {
  const { text } = heard;
  const what = /^HTTP\/|^<!?[a-z]/i.test(text) ? 'a web server' : text.startsWith('SSH-') ? 'SSH' : 'not SQL Server';
  const hint = address.tls.encrypt === 'strict' && text.charCodeAt(0) === TABULAR_RESULT ? ': it takes no encrypt: strict' : '';
  return new FetchError('protocol', `what answers on ${tdsWhere(address)} is ${what}${hint}`, conceal(text));
}

/** What it means that the other side closes the connection. */
export function hungUp(address: TdsAddress, { heard, conceal }: Said): FetchError {
  const where = tdsWhere(address);
  if (heard.bytes > 0) return new FetchError('protocol', `cut off after ${byteWords(heard.bytes)}`, conceal(heard.text) || null);
  return new FetchError(
    'protocol',
    heard.isSigned ? `${where} closed the connection` : `${where} takes the connection and closes it without an answer`,
  );
}

/** What an error of the driver means that is no answer of SQL Server: of the network, of TLS, of the protocol. */
export function driverFailure(error: unknown, address: TdsAddress, { heard, conceal }: Said): FetchError {
  const where = tdsWhere(address);
  if (codeOf(error) === 'EENCRYPT') return encryptFailure(where, address);
  const cause = innermost(error);
  const code = codeOf(cause);
  if (code === 'ETIMEOUT') return new FetchError('timeout', 'a statement that was cancelled did not end: the connection was given up');
  const isHangUp = code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECLOSE';
  if (isHangUp && heard.isConnected) return hungUp(address, { heard, conceal });
  if (
    /^(E[A-Z_]+|ERR_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_|INVALID_|PATH_LENGTH_)/.test(code) &&
    !OWN_CODES.has(code)
  ) {
    const failure = networkFailure(
      cause,
      {
        host: code.startsWith('ERR_TLS_') ? (address.tls.serverName ?? address.host) : address.host,
        where,
        isTls: address.tls.encrypt !== false,
        conceal,
      },
      { ...heard, bytes: 0 },
    );
    return new FetchError(failure.kind, tlsWords(failure.message, 'set serverName: to the name it was made for'), failure.received);
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return new FetchError('protocol', `what ${where} answers is not understood: ${conceal(message)}`, conceal(heard.text) || null);
}

/** Codes that the driver gives errors which are no errors of the network. */
const OWN_CODES: ReadonlySet<string> = new Set([
  'ESOCKET',
  'ELOGIN',
  'EREQUEST',
  'ETDS',
  'EINTERFACENOTSUPP',
  'ECLOSE',
  'ECANCEL',
  'EINVALIDSTATE',
]);

function encryptFailure(where: string, { tls }: TdsAddress): FetchError {
  const words =
    tls.encrypt === false
      ? 'takes no connection without encryption: set encrypt: true'
      : 'offers no encryption: turn it on there, or set encrypt: false';
  return new FetchError('tls', `${where} ${words}`);
}

function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
