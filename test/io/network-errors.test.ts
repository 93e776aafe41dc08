import { describe, expect, test } from 'vitest';
import type { FailureKind } from '#lib/failure.ts';
import { byteWords, networkFailure, type Peer, type Progress, progressWords } from '#lib/io/network-errors.ts';

const PEER: Peer = { host: 'db-1', where: 'db-1:7001', isTls: false, conceal: (text) => text };
const NOWHERE: Progress = { isConnected: false, isSecured: false, bytes: 0 };

const error = (code: string, message = code) => Object.assign(new Error(message), { code });

describe('an error that no loopback socket gives', () => {
  test.each<[code: string, kind: FailureKind, words: RegExp]>([
    ['EHOSTUNREACH', 'unreachable', /^host unreachable: no way to db-1:7001/],
    ['ENETUNREACH', 'unreachable', /^network unreachable: this machine has no route to db-1:7001$/],
    ['EACCES', 'unreachable', /firewall rule on this machine$/],
    ['ENOTFOUND', 'dns', /^unknown name: DNS has no address for db-1$/],
    ['EAI_AGAIN', 'dns', /^DNS gives no answer for db-1/],
    ['ETIMEDOUT', 'timeout', /^no connection$/],
    ['EMFILE', 'internal', /^this machine has no socket left to ask with \(EMFILE\)$/],
    ['CERT_NOT_YET_VALID', 'tls', /^its certificate is not valid yet/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', /^its certificate is signed by an authority not known here/],
    ['CERT_REVOKED', 'tls', /^no TLS with db-1:7001: CERT_REVOKED$/],
    ['EWHATEVER', 'refused', /^no connection to db-1:7001 \(EWHATEVER\)$/],
  ])('%s is told in words', (code, kind, words) => {
    const failure = networkFailure(error(code), PEER, NOWHERE);
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringMatching(words)]);
  });

  test('an alert of the TLS handshake is told in the words of OpenSSL', () => {
    const alert = error(
      'EPROTO',
      'write EPROTO 40:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:../deps:917:',
    );
    expect(networkFailure(alert, PEER, NOWHERE).message).toBe('no TLS with db-1:7001: ssl/tls alert handshake failure');
  });
});

test.each<[Progress, string]>([
  [NOWHERE, 'no connection'],
  [{ isConnected: true, isSecured: false, bytes: 0 }, 'connected, no TLS handshake'],
  [{ isConnected: true, isSecured: true, bytes: 0 }, 'connected, no answer'],
  [{ isConnected: true, isSecured: true, bytes: 37 }, 'only 37 bytes of the answer'],
  [{ isConnected: true, isSecured: true, bytes: 1 }, 'only 1 byte of the answer'],
])('how far %o got reads "%s"', (progress, words) => {
  expect(progressWords(progress)).toBe(words);
});

test('bytes are counted in words with thousands apart', () => {
  expect([byteWords(1), byteWords(0), byteWords(12_345)]).toEqual(['1 byte', '0 bytes', '12,345 bytes']);
});
