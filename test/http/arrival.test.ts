import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createArrivalReader } from '#lib/http/arrival.ts';

function requestOf(remoteAddress: string, headers: Record<string, string>): IncomingMessage {
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

describe('where a request came from', () => {
  test.each<[string, { trusted: string[]; peer: string; forwarded?: string; is: string }]>([
    ['is its peer', { trusted: [], peer: '192.0.2.1', is: '192.0.2.1' }],
    ['is its peer, bare, on a socket of both families', { trusted: [], peer: '::ffff:192.0.2.1', is: '192.0.2.1' }],
    ['is its peer whatever a stranger writes', { trusted: [], peer: '192.0.2.1', forwarded: '10.9.9.9', is: '192.0.2.1' }],
    ['is what a trusted proxy saw', { trusted: ['10.0.0.0/8'], peer: '10.0.0.5', forwarded: '192.0.2.7', is: '192.0.2.7' }],
    [
      'is what the nearest untrusted hop is, through two proxies',
      { trusted: ['10.0.0.0/8'], peer: '10.0.0.5', forwarded: '192.0.2.7, 10.0.0.6', is: '192.0.2.7' },
    ],
    [
      'is not what a client wrote before the proxy added to it',
      { trusted: ['10.0.0.5'], peer: '10.0.0.5', forwarded: '127.0.0.1, 192.0.2.7', is: '192.0.2.7' },
    ],
    ['is the proxy itself where it says nothing', { trusted: ['10.0.0.5'], peer: '10.0.0.5', is: '10.0.0.5' }],
    ['is the proxy itself where it says nonsense', { trusted: ['10.0.0.5'], peer: '10.0.0.5', forwarded: 'unknown', is: '10.0.0.5' }],
    ['is what stands behind nonsense', { trusted: ['10.0.0.5'], peer: '10.0.0.5', forwarded: 'x, 192.0.2.7', is: '192.0.2.7' }],
    [
      'is the furthest where all are trusted',
      { trusted: ['10.0.0.0/8'], peer: '10.0.0.5', forwarded: '10.0.0.7, 10.0.0.6', is: '10.0.0.7' },
    ],
    ['is told in IPv6 too', { trusted: ['2001:db8::/32'], peer: '2001:db8::1', forwarded: '2001:db9::7', is: '2001:db9::7' }],
  ])('%s', (_name, { trusted, peer, forwarded, is }) => {
    const headers = { host: 'vigil.example', ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) };
    expect(createArrivalReader(trusted, null)(requestOf(peer, headers)).address).toBe(is);
  });
});

describe('by which name it came', () => {
  const read = createArrivalReader(['10.0.0.5'], 'https://vigil.example');

  test.each<[string, { peer: string; headers: Record<string, string>; host: string; isSecure: boolean }]>([
    ['its Host', { peer: '192.0.2.1', headers: { host: 'LOCALHOST:8400' }, host: 'localhost:8400', isSecure: false }],
    [
      'the public name, which is over TLS',
      { peer: '192.0.2.1', headers: { host: 'vigil.example' }, host: 'vigil.example', isSecure: true },
    ],
    [
      'what a trusted proxy forwards',
      { peer: '10.0.0.5', headers: { host: '127.0.0.1:8400', 'x-forwarded-host': 'vigil.example' }, host: 'vigil.example', isSecure: true },
    ],
    [
      'its Host, whatever a stranger forwards',
      {
        peer: '192.0.2.1',
        headers: { host: '127.0.0.1:8400', 'x-forwarded-host': 'vigil.example' },
        host: '127.0.0.1:8400',
        isSecure: false,
      },
    ],
    ['nothing where there is no Host', { peer: '192.0.2.1', headers: {}, host: '', isSecure: false }],
  ])('%s', (_name, { peer, headers, host, isSecure }) => {
    expect(read(requestOf(peer, headers))).toMatchObject({ host, isSecure });
  });
});
