import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { connectHAProxy, csvAddress, fetchStats } from '#lib/systems/haproxy/fetch.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { LIMITS, readCapture } from './hand-made.ts';

test.each([
  ['a page', 'http://lb1:8404/haproxy', 'http://lb1:8404/haproxy;csv'],
  ['a page that ends in a slash', 'http://lb1:8404/haproxy/', 'http://lb1:8404/haproxy/;csv'],
  ['the root', 'http://lb1:8404/', 'http://lb1:8404/;csv'],
  ['no path', 'http://lb1:8404', 'http://lb1:8404/;csv'],
  ['the address that HAProxy has by default', 'http://lb1/haproxy?stats', 'http://lb1/haproxy?stats;csv'],
  ['a query of several parts', 'https://lb1/admin?stats&scope=be_web', 'https://lb1/admin?stats&scope=be_web;csv'],
  ['a question mark with nothing behind it', 'http://lb1/haproxy?', 'http://lb1/haproxy;csv'],
  ['a fragment', 'http://lb1/haproxy#be_web', 'http://lb1/haproxy;csv'],
  ['the CSV itself', 'http://lb1/haproxy;csv', 'http://lb1/haproxy;csv'],
  ['the CSV with more behind it', 'http://lb1/haproxy;csv;norefresh', 'http://lb1/haproxy;csv;norefresh'],
  ['the CSV of a query', 'http://lb1/haproxy?stats;csv', 'http://lb1/haproxy?stats;csv'],
  ['another word that begins like it', 'http://lb1/haproxy;csvs', 'http://lb1/haproxy;csvs;csv'],
  ['another format', 'http://lb1/haproxy;norefresh', 'http://lb1/haproxy;norefresh;csv'],
  ['an IPv6 address', 'http://[::1]:8404/haproxy', 'http://[::1]:8404/haproxy;csv'],
])('%s', (_, url, expected) => {
  expect(csvAddress(url)).toBe(expected);
});

describe('asking', () => {
  const closings: (() => void)[] = [];
  afterEach(() => {
    for (const close of closings.splice(0)) close();
  });

  async function open(listener: RequestListener, read: { user: string; password: Secret } | null = null) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const common = {
      intervalMs: 5_000,
      timeoutMs: 3_000,
      maxBytes: 1_000_000,
      tls: { ca: null, verify: true },
      limits: LIMITS,
      aliases: {},
    };
    const connection = connectHAProxy(
      { url: `http://127.0.0.1:${port}/haproxy`, read, act: null, socket: null, actSocket: null, ...common },
      NO_METER,
    );
    closings.push(
      () => connection.http.close(),
      () => server.closeAllConnections(),
      () => server.close(),
    );
    return connection;
  }

  test('the CSV is asked for as the user, and comes byte for byte', async () => {
    const text = readCapture('odd-text');
    const asked: (string | undefined)[] = [];
    const connection = await open(
      (request, response) => {
        asked.push(request.url, request.headers.authorization);
        response.end(Buffer.from(text, 'latin1'));
      },
      { user: 'vigil', password: new Secret('pw') },
    );
    const answer = await fetchStats(connection, AbortSignal.timeout(5_000));
    expect(asked).toEqual(['/haproxy;csv', `Basic ${Buffer.from('vigil:pw').toString('base64')}`]);
    expect(answer).toBe(text);
    expect(parseStats(answer).rows).toHaveLength(64);
  });

  test('nobody is named where no user is configured', async () => {
    const connection = await open((request, response) => response.end(request.headers.authorization ?? 'nobody'));
    expect(await fetchStats(connection, AbortSignal.timeout(5_000))).toBe('nobody');
  });

  test.each([
    [401, 'auth'],
    [403, 'permission'],
    [503, 'http'],
  ])('an answer of %i is a failure of the kind %s', async (status, kind) => {
    const connection = await open((_, response) => response.writeHead(status).end('no'));
    await expect(fetchStats(connection, AbortSignal.timeout(5_000))).rejects.toMatchObject({ kind });
  });

  test('a node that does not answer is a timeout when the time is up', async () => {
    const connection = await open(() => {});
    await expect(fetchStats(connection, AbortSignal.timeout(50))).rejects.toMatchObject({ kind: 'timeout' });
  });
});
