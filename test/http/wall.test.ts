import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#lib/access/password.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import { RATES } from '#lib/http/rate-limits.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

const FACTOR = 0.05;
const token = (letter: string) => `vigil_${letter.repeat(43)}`;
const [WALL, OTHER, DEPLOY] = [token('w'), token('o'), token('d')];
const DAYS_400 = 34_560_000;

let server: NativeServer;

beforeAll(async () => {
  server = await startNativeServer({
    rateFactor: FACTOR,
    trustedProxies: ['127.0.0.1'],
    access: {
      anonymous: [],
      users: [{ name: 'ann', passwordHash: await hashPassword('a good password'), grants: { all: ['view', 'act'], systems: {} } }],
      tokens: [
        { name: 'wall', hash: tokenHashOf(WALL), grants: { all: ['view'], systems: {} } },
        { name: 'other', hash: tokenHashOf(OTHER), grants: { all: ['view'], systems: {} } },
        { name: 'deploy', hash: tokenHashOf(DEPLOY), grants: { all: [], systems: { pretend: ['view', 'act'] } } },
      ],
    },
  });
});
afterAll(() => server.close());

const cookieOf = (sent: string) => ({ cookie: `vigil-wall-${server.port}=${sent}` });
const open = (path: string, headers: Record<string, string> = {}) => server.ask(path, { headers: { accept: 'text/html', ...headers } });

describe('an address with a token', () => {
  test('lets the wall in and leads to the same address without it', async () => {
    const answer = await open(`/tv?pages=overview,pretend&token=${WALL}&zone=Europe%2FVienna`);
    expect([answer.status, answer.headers.location, answer.body]).toEqual([303, '/tv?pages=overview%2Cpretend&zone=Europe%2FVienna', '']);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(answer.headers['set-cookie']).toEqual([
      `vigil-wall-${server.port}=${WALL}; Max-Age=${DAYS_400}; Path=/; HttpOnly; SameSite=Strict`,
    ]);
  });

  test('sets a cookie that is bound to the host where it came over TLS', async () => {
    const { headers } = await open(`/tv?token=${WALL}`, { 'x-forwarded-host': 'vigil.example' });
    expect(headers['set-cookie']).toEqual([`__Host-vigil-wall=${WALL}; Max-Age=${DAYS_400}; Path=/; HttpOnly; SameSite=Strict; Secure`]);
  });

  test.each([
    ['that may act', DEPLOY, 403, 'The token deploy is not one that may view and do nothing else'],
    ['that is not known', token('u'), 401, 'This token is not known'],
    ['that is empty', '', 401, 'This token is not known'],
    ['that is markup', '%3Cscript%3Ealert(1)%3C/script%3E', 401, 'This token is not known'],
  ])('%s sets nothing and says why on a page that fills the wall', async (_name, sent, status, words) => {
    const before = server.drawn.length;
    const answer = await open(`/tv?token=${sent}`);
    expect([answer.status, answer.headers['set-cookie'], server.drawn.length]).toEqual([status, undefined, before]);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain(words);
    expect(answer.body).not.toContain('alert(1)');
    expect(answer.body).toContain('npm run make-token');
    const nonce = /'nonce-([^']+)'/.exec(answer.headers['content-security-policy'] as string)?.[1];
    expect(answer.body).toContain(`<script nonce="${nonce}">`);
  });

  test.each(['/', '/haproxy', '/tv/', '/live/v1/stream'])('is one of the wall alone: %s', async (path) => {
    expect((await open(`${path}?token=${WALL}`)).headers['set-cookie']).toBeUndefined();
  });

  test('lets nobody in who only posts it', async () => {
    const answer = await server.ask(`/tv?token=${WALL}`, { method: 'POST', headers: { origin: server.origin } });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([405, undefined]);
  });
});

test('a wall keeps its token for another 400 days at each visit, and nobody else gets a cookie', async () => {
  expect((await open('/tv', cookieOf(WALL))).headers['set-cookie']).toEqual([expect.stringContaining(`=${WALL}; Max-Age=${DAYS_400};`)]);
  const answer = await server.access.signIn({ name: 'ann', password: 'a good password', address: '127.0.0.1', agent: 'test' });
  const session = answer.ok ? `vigil-session-${server.port}=${answer.cookie}` : '';
  const signedIn = await open('/tv', { cookie: `${session}; ${cookieOf(WALL).cookie}` });
  expect([signedIn.body, signedIn.headers['set-cookie']]).toEqual(['a page', undefined]);
});

test('a wall in another browser tab of nobody is told what to do, and leads nowhere', async () => {
  const answer = await open('/tv');
  expect([answer.status, answer.headers.location]).toEqual([401, undefined]);
  expect(answer.body).toContain('Nobody is signed in here');
});

test('who the wall is stands in /live/v1/me, and why it is nobody', async () => {
  const me = async (sent: string) => JSON.parse((await server.ask('/live/v1/me', { headers: cookieOf(sent) })).body);
  expect(await me(OTHER)).toMatchObject({ is: 'wall', name: 'other', key: 'wall:other', systems: { view: ['pretend'], act: [] } });
  expect(await me(token('u'))).toMatchObject({ is: 'anonymous', systems: { view: [] }, wallRefusal: /is not known/ });
});

test('the stream of a wall ends at once when its token is revoked, and that of another wall goes on', async () => {
  const streams = [WALL, OTHER].map((sent) => {
    const stream = { isClosed: false, opened: Promise.withResolvers<void>() };
    get({ host: '127.0.0.1', port: server.port, path: '/live/v1/stream', headers: cookieOf(sent), agent: false }, (response) => {
      response.on('data', () => stream.opened.resolve());
      response.on('error', () => undefined);
      response.on('close', () => {
        stream.isClosed = true;
      });
    });
    return stream;
  });
  await Promise.all(streams.map(({ opened }) => opened.promise));
  await server.access.revokeToken('wall');
  await until('the stream is closed', () => streams[0]?.isClosed === true);
  expect(streams[1]?.isClosed).toBe(false);
  const refused = await server.ask('/live/v1/stream', { headers: cookieOf(WALL) });
  expect([refused.status, JSON.parse(refused.body).error.message]).toEqual([401, expect.stringContaining('the token wall was revoked')]);
  expect((await open('/tv', cookieOf(WALL))).body).toContain('The token wall was revoked: make another one.');
});

describe('tokens that let nobody in', () => {
  const most = RATES.token * FACTOR;

  test.each<[string, (address: string) => ReturnType<typeof open>]>([
    ['in the address of a wall', (address) => open(`/tv?token=${token('u')}`, { 'x-forwarded-for': address })],
    ['as bearers', (address) => open('/live/v1/board', { 'x-forwarded-for': address, authorization: `Bearer ${token('u')}` })],
  ])('are held up %s, and nobody else at that address is', async (name, ask) => {
    const [address, neighbour] = name === 'as bearers' ? ['192.0.2.1', '192.0.2.2'] : ['192.0.2.3', '192.0.2.4'];
    const statuses: number[] = [];
    for (let i = 0; i < most + 2; i += 1) statuses.push((await ask(address)).status);
    expect([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length]).toEqual([most, 2]);
    expect((await ask(neighbour)).status).toBe(401);
    expect((await open(`/tv?token=${OTHER}`, { 'x-forwarded-for': address })).status).toBe(303);
  });
});

test('nothing of all this was a bug of ours', () => {
  expect(server.errors).toEqual([]);
});
