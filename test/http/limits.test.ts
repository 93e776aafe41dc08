import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#lib/access/password.ts';
import { RATES } from '#lib/http/rate-limits.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

/** A twentieth of the real limits, so that a test reaches them. */
const FACTOR = 0.05;
const ASKS = RATES.ask * FACTOR;
const STREAMS = RATES.stream * FACTOR;

let server: NativeServer;

beforeAll(async () => {
  const passwordHash = await hashPassword('a good password');
  const users = ['ann', 'bob'].map((name) => ({ name, passwordHash, grants: { all: ['view', 'act'] as const, systems: {} } }));
  server = await startNativeServer({ rateFactor: FACTOR, access: { users }, trustedProxies: ['127.0.0.1'] });
});
afterAll(() => server.close());

async function cookieOf(name: string): Promise<{ value: string; session: string }> {
  const answer = await server.access.signIn({ name, password: 'a good password', address: '127.0.0.1', agent: 'test' });
  if (!answer.ok) throw new Error(answer.message);
  return { value: `vigil-session-${server.port}=${answer.cookie}`, session: answer.session };
}

describe('who asks too often', () => {
  test('is told when to come back, and nobody else is held up', async () => {
    const ann = (await cookieOf('ann')).value;
    const bob = (await cookieOf('bob')).value;
    const poll = (cookie: string) => {
      const headers = { cookie, origin: server.origin, 'content-type': 'application/json' };
      return server.ask('/live/v1/poll', { method: 'POST', headers, body: '{"system":"pretend"}' });
    };
    const statuses: number[] = [];
    for (let i = 0; i < ASKS + 5; i += 1) statuses.push((await poll(ann)).status);
    expect([statuses.filter((status) => status === 202).length, statuses.filter((status) => status === 429).length]).toEqual([ASKS, 5]);
    const refused = await poll(ann);
    expect(JSON.parse(refused.body).error).toMatchObject({ code: 'rate', message: /try again in \d+s$/ });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await poll(bob)).status).toBe(202);
    const other = await server.ask('/live/v1/board', { headers: { cookie: ann } });
    expect(other.status).toBe(200);
  });

  test('is counted by his address where he is not known, as the trusted proxy tells it', async () => {
    const stream = (address: string) => server.ask('/live/v1/stream', { headers: { 'x-forwarded-for': address } });
    const statuses: number[] = [];
    for (let i = 0; i < STREAMS + 2; i += 1) statuses.push((await stream('192.0.2.1')).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect((await stream('192.0.2.2')).status).toBe(200);
  });
});

test('a stream ends at once when the session ends for which it was opened', async () => {
  const { value, session } = await cookieOf('ann');
  let isClosed = false;
  const opened = Promise.withResolvers<void>();
  get({ host: '127.0.0.1', port: server.port, path: '/live/v1/stream', headers: { cookie: value }, agent: false }, (response) => {
    response.resume();
    response.on('error', () => undefined);
    response.on('close', () => {
      isClosed = true;
    });
    opened.resolve();
  });
  await opened.promise;
  expect(isClosed).toBe(false);
  await server.access.endSession(session);
  await until('the stream is closed', () => isClosed);
});
