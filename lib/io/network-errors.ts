import { type FailureKind, FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import type { Conceal } from './conceal.ts';

/** Whom we ask: `where` is host:port for people. */
export type Peer = { host: string; where: string; isTls: boolean; conceal: Conceal };

/** How far a request got: connected (through the TLS handshake too), and bytes of the answer, headers counted. */
export type Progress = { isConnected: boolean; isSecured: boolean; bytes: number };

type Words = { kind: FailureKind; message: string };

/** What a socket, DNS, TLS or HTTP parser error of Node means, in words and with what to do about it. */
export function networkFailure(error: unknown, peer: Peer, progress: Progress): FetchError {
  const code = codeOf(error);
  const words = connectWords(code, peer) ?? tlsWords(code, error, peer) ?? answerWords(code, peer, progress);
  const received = receivedBytes(error);
  return new FetchError(words.kind, words.message, received === null ? null : peer.conceal(received));
}

/** True where an error only says that the other side has closed or reset the connection. */
export function isHangUp(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(codeOf(error));
}

/** How far a request got when its time was up. */
export function progressWords({ isConnected, isSecured, bytes }: Progress): string {
  if (!isConnected) return 'no connection';
  if (!isSecured) return 'connected, no TLS handshake';
  return bytes === 0 ? 'connected, no answer' : `only ${byteWords(bytes)} of the answer`;
}

/** "1 byte", "12,345 bytes". */
export function byteWords(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${formatCount(bytes)} bytes`;
}

function connectWords(code: string, { host, where }: Peer): Words | null {
  switch (code) {
    case 'ECONNREFUSED':
      return { kind: 'refused', message: `connection refused: nothing listens on ${where}` };
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
      return { kind: 'unreachable', message: `host unreachable: no way to ${where}; the machine is off or cut off` };
    case 'ENETUNREACH':
    case 'ENETDOWN':
      return { kind: 'unreachable', message: `network unreachable: this machine has no route to ${where}` };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'unreachable', message: `connecting to ${where} is forbidden here: a firewall rule on this machine` };
    case 'ENOTFOUND':
      return { kind: 'dns', message: `unknown name: DNS has no address for ${host}` };
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return { kind: 'dns', message: `DNS gives no answer for ${host}: check the resolver of this machine` };
    case 'EMFILE':
    case 'ENFILE':
    case 'EADDRNOTAVAIL':
    case 'ENOBUFS':
      return { kind: 'internal', message: `this machine has no socket left to ask with (${code})` };
    default:
      return null;
  }
}

const TLS_CODE =
  /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|EPROTO$|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_)/;

function tlsWords(code: string, error: unknown, { host, where }: Peer): Words | null {
  if (!TLS_CODE.test(code)) return null;
  return { kind: 'tls', message: tlsMessage(code, error, { host, where }) };
}

function tlsMessage(code: string, error: unknown, { host, where }: Pick<Peer, 'host' | 'where'>): string {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'its certificate is self-signed: name it as tls.ca, or turn tls.verify off';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'its certificate is signed by an authority not known here: name that authority as tls.ca';
    case 'CERT_HAS_EXPIRED':
      return 'its certificate has expired: renew it';
    case 'CERT_NOT_YET_VALID':
      return 'its certificate is not valid yet: check the clocks of both machines';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `its certificate is not for ${host}: use the name it was made for in the url, or make it for this one`;
    default:
      return handshakeMessage(tlsReason(error) || code, where);
  }
}

function handshakeMessage(reason: string, where: string): string {
  if (/wrong.version.number|packet.length.too.long|http.request/i.test(reason))
    return `${where} does not speak TLS: the url should begin with http://`;
  if (/alert.certificate.required/i.test(reason))
    return `${where} wants a certificate of whoever asks it, and Vigil has none to show: let it ask without one`;
  return `no TLS with ${where}: ${reason}`;
}

function answerWords(code: string, { where, isTls }: Peer, { isConnected, isSecured, bytes }: Progress): Words {
  if (code === 'ETIMEDOUT') return { kind: 'timeout', message: progressWords({ isConnected, isSecured, bytes }) };
  if (code === 'HPE_HEADER_OVERFLOW') return { kind: 'protocol', message: 'its headers do not end: more than 16 kB of them' };
  if (code.startsWith('HPE_INVALID_CHUNK')) return { kind: 'protocol', message: 'its body is not in valid chunks' };
  if (code.startsWith('HPE_')) return { kind: 'protocol', message: `what answers on ${where} is not HTTP` };
  // A reset may come before our side has noticed that it was connected.
  const wasConnected = isConnected || code === 'ECONNRESET' || code === 'EPIPE';
  if (isTls && wasConnected && !isSecured) {
    return {
      kind: 'tls',
      message: `${where} closed the connection during the TLS handshake: it may not speak TLS, or wants a client certificate`,
    };
  }
  if (bytes > 0) return { kind: 'protocol', message: `cut off after ${byteWords(bytes)}, within the headers` };
  if (wasConnected) return { kind: 'protocol', message: `${where} takes the connection and closes it without an answer` };
  return { kind: 'refused', message: `no connection to ${where} (${code})` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name;
}

// OpenSSL's own words: sometimes a property, sometimes the fourth part of "…:error:0A00010B:SSL routines:where:what:…".
function tlsReason(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('reason' in error && typeof error.reason === 'string') return error.reason;
  return /:SSL routines:[^:]*:([^:]+):/.exec(error.message)?.[1] ?? '';
}

function receivedBytes(error: unknown): string | null {
  if (!(error instanceof Error) || !('rawPacket' in error) || !(error.rawPacket instanceof Uint8Array)) return null;
  return Buffer.from(error.rawPacket).toString('latin1');
}
