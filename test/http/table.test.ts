import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#lib/access/password.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import { pages, signInRoutes } from '#lib/http/pages.ts';
import { routes } from '#lib/http/routes.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { until } from '#test/fakes/until.ts';
import {
  ACT,
  CALLERS,
  type CallerName,
  type Cookies,
  callerHeaders,
  type Expected,
  expectedOf,
  statusFor,
  TOKENS,
  VIEW,
  VIEW_ALL,
} from './callers.ts';
import { type Ask, type NativeServer, startNativeServer } from './native-server.ts';

/** Every route and every page, asked by every kind of caller. A route without a line here fails. */

const ORDER = { system: 'haproxy', action: 'drain', input: { server: 'web03' } };
const PERFORM = { id: 'action-0001', order: ORDER, hash: 'x', typed: null, reason: null, until: null };

const SOON = Date.now() + 3_600_000;
const PLAN = { target: { is: 'group', system: 'haproxy', group: 'edge' }, startAt: SOON, endAt: SOON + 1, reason: 'disks' };

const JOB = { system: 'haproxy', group: 'edge', node: 'lb9', job: 'keys', input: null };

/** Nothing answers on the address of the one balancer: 409 and 404 are what those who may do it are told. */
const TABLE: Record<string, { input: unknown; expected: Expected }> = {
  'GET /live/v1/stream': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/board': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/me': { input: '', expected: expectedOf([200, 200, 200, 200, 200, 200]) },
  'GET /live/v1/figures': { input: '?source=haproxy/web/lb9/stats&row=x', expected: expectedOf([401, 404, 403, 404, 404, 404]) },
  'GET /live/v1/row-trends': { input: '?source=haproxy/web/lb9/stats', expected: expectedOf([401, 404, 403, 404, 404, 404]) },
  'GET /live/v1/series': {
    input: '?source=haproxy/edge/lb9/stats&row=&figure=Sessions&from=1&to=2',
    expected: expectedOf([401, 200, 403, 200, 200, 200]),
  },
  'GET /live/v1/series/groups': { input: '?from=1&to=2', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/series/export': {
    input: '?format=csv&from=1&to=2&s=haproxy/edge/lb9/stats||Sessions',
    expected: expectedOf([401, 200, 403, 200, 200, 200]),
  },
  'GET /live/v1/notes': { input: '?system=haproxy&group=edge&node=lb9', expected: expectedOf([401, 200, 403, 200, 200, 200]) },
  'GET /live/v1/ask': {
    input: '?system=haproxy&group=edge&node=lb9&question=sessions&input=%7B%22backend%22%3A%22be_web%22%7D',
    expected: expectedOf([401, 403, 403, 403, 403, 403]),
  },
  'POST /live/v1/poll': { input: { system: 'haproxy' }, expected: expectedOf([401, 202, 403, 202, 202, 202]) },
  'POST /live/v1/actions/preview': { input: { order: ORDER }, expected: expectedOf([401, 403, 403, 200, 403, 200]) },
  'POST /live/v1/actions/perform': { input: PERFORM, expected: expectedOf([401, 403, 403, 409, 403, 409]) },
  // Nothing is kept of then: 404 is what those who may look are told.
  'GET /live/v1/past': { input: '?at=2026-01-01T00:00:00Z', expected: expectedOf([401, 404, 404, 404, 404, 404]) },
  'GET /live/v1/past/marks': { input: '?from=1767225600000&to=1767229200000', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/past/step': { input: '?at=2026-01-01T00:00:00Z&to=next', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/about': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/doctor': { input: '?system=haproxy', expected: expectedOf([401, 200, 403, 200, 200, 200]) },
  'GET /live/v1/events': { input: '?from=0&to=1', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/events/axis': { input: '?from=0&to=1', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/events/export': { input: '?from=0&to=1&format=csv', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  // Nobody may but a token that may do nothing else (deploys.test.ts), not even an admin.
  'POST /live/v1/deploys': { input: { service: 'shop', version: '1' }, expected: expectedOf([401, 403, 403, 403, 403, 403]) },
  'GET /live/v1/audit': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/audit/export': { input: '?format=csv', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'GET /live/v1/preferences': { input: '', expected: expectedOf([401, 200, 200, 200, 403, 403]) },
  'POST /live/v1/preferences': { input: { display: 'dark.UTC' }, expected: expectedOf([401, 200, 200, 200, 403, 403]) },
  'GET /live/v1/sessions': { input: '', expected: expectedOf([401, 200, 200, 200, 403, 403]) },
  'POST /live/v1/sessions/end': { input: { session: 'nobody' }, expected: expectedOf([401, 404, 404, 404, 403, 403]) },
  'POST /live/v1/tokens/revoke': { input: { name: 'nobody' }, expected: expectedOf([401, 403, 403, 404, 403, 403]) },
  'GET /api/v1/rotation': { input: '?server=web03', expected: expectedOf([401, 200, 403, 200, 200, 200]) },
  'GET /api/v1/rotation/wait': { input: '?server=web03&until=empty&timeout=1', expected: expectedOf([401, 504, 403, 504, 504, 504]) },
  'POST /api/v1/rotation/drain': { input: { server: 'web03' }, expected: expectedOf([401, 403, 403, 409, 403, 409]) },
  'POST /api/v1/rotation/maintenance': { input: { server: 'web03' }, expected: expectedOf([401, 403, 403, 409, 403, 409]) },
  'GET /live/v1/issues/closed': { input: '', expected: expectedOf([401, 200, 200, 200, 200, 200]) },
  'POST /live/v1/issues/acknowledge': {
    input: { key: 'nothing', text: 'seen', until: SOON },
    expected: expectedOf([401, 403, 403, 404, 403, 404]),
  },
  'POST /live/v1/issues/withdraw': { input: { key: 'nothing' }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'POST /live/v1/maintenance/plan': { input: PLAN, expected: expectedOf([401, 403, 403, 200, 403, 200]) },
  'POST /live/v1/maintenance/end': { input: { id: 'nothing' }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'POST /live/v1/timers': {
    input: { order: { ...ORDER, action: 'return' }, dueAt: SOON, reason: null },
    expected: expectedOf([401, 403, 403, 200, 403, 200]),
  },
  'POST /live/v1/timers/end': { input: { id: 'nothing' }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  // No balancer has a job, and nothing runs: 404 is what those who may are told.
  'GET /live/v1/jobs': { input: '?system=haproxy&group=edge&node=lb9', expected: expectedOf([401, 200, 403, 200, 200, 200]) },
  'POST /live/v1/jobs/check': { input: { order: JOB }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'POST /live/v1/jobs/start': { input: { order: JOB, typed: null }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'POST /live/v1/jobs/cancel': { input: { id: 'nothing' }, expected: expectedOf([401, 403, 403, 404, 403, 404]) },
  'GET /live/v1/jobs/result': { input: '?id=nothing', expected: expectedOf([401, 404, 404, 404, 404, 404]) },
  'GET /live/v1/jobs/compare': { input: '?older=nothing&newer=nothing', expected: expectedOf([401, 404, 404, 404, 404, 404]) },
  'GET /live/v1/jobs/export': { input: '?id=nothing&table=types', expected: expectedOf([401, 404, 404, 404, 404, 404]) },
  'POST /api/v1/rotation/return': { input: { server: 'web03' }, expected: expectedOf([401, 403, 403, 409, 403, 409]) },
};

const PAGES: Record<string, Record<'anonymous' | 'viewer' | 'other' | 'admin', 'drawn' | 'sign in' | 401>> = {
  '/': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/issues': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/sign-in': { anonymous: 'drawn', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  // Whoever is signed in and may not is told so by the page itself: it answers 403 (test/e2e).
  '/haproxy': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/haproxy/servers': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/haproxy/servers/[server]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/haproxy/frontends': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/haproxy/proxies/[proxy]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/sql': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/sql/instances': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/sql/nodes/[group]/[node]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/redis': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/redis/nodes/[group]/[node]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/hosts': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/hosts/[host]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/charts': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/pollers': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/doctor': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/timeline': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/audit': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  // A wall has no keyboard to sign in by: it is told why it shows nothing.
  '/tv': { anonymous: 401, viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/sessions': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/about': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
};

let server: NativeServer;
const cookies: Cookies = { viewer: '', other: '', admin: '', expired: '', ended: '' };
const headersOf = (caller: CallerName) => callerHeaders(caller, server.port, cookies);

beforeAll(async () => {
  const passwordHash = await hashPassword('a good password');
  const read = haproxySection.read({ groups: [{ name: 'edge', nodes: [{ name: 'lb9', url: (await closedPort()).url }] }] });
  if (!read.ok) throw new Error('the section is wrong');
  server = await startNativeServer({
    estates: [{ system: haproxy, groups: read.groups }],
    access: {
      anonymous: [],
      users: [
        { name: 'viewer', passwordHash, grants: VIEW },
        { name: 'other', passwordHash, grants: { all: [], systems: { pretend: ['view'] } } },
        { name: 'admin', passwordHash, grants: { all: ['view', 'act'], systems: {} } },
      ],
      tokens: [
        { name: 'wall', hash: tokenHashOf(TOKENS.wall), grants: VIEW_ALL },
        { name: 'reader', hash: tokenHashOf(TOKENS.view), grants: VIEW },
        { name: 'deploy', hash: tokenHashOf(TOKENS.act), grants: ACT },
        { name: 'old', hash: tokenHashOf(TOKENS.revoked), grants: VIEW },
      ],
    },
  });
  cookies.expired = await signIn('admin');
  server.passTime(2 * 3_600_000);
  cookies.viewer = await signIn('viewer');
  cookies.other = await signIn('other');
  cookies.admin = await signIn('admin');
  cookies.ended = await signIn('admin');
  await server.access.signOut(cookies.ended);
  await server.access.revokeToken('old');
});
afterAll(() => server.close());

async function signIn(name: string): Promise<string> {
  const answer = await server.access.signIn({ name, password: 'a good password', address: '127.0.0.1', agent: 'test' });
  if (!answer.ok) throw new Error(answer.message);
  return answer.cookie;
}

function askFor(method: string, input: unknown, headers: Record<string, string>): Ask {
  if (method === 'GET') return { headers };
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(input) };
}

const all = routes.map(({ method, path }) => ({ key: `${method} ${path}`, method, path }));

test('every route and every page has its line here', () => {
  expect(Object.keys(TABLE).sort()).toEqual(all.map(({ key }) => key).sort());
  expect(Object.keys(PAGES).sort()).toEqual(pages.map(({ path }) => path).sort());
});

describe.each(all)('$key', ({ key, method, path }) => {
  const { input, expected } = TABLE[key] ?? { input: '', expected: expectedOf([0, 0, 0, 0, 0, 0]) };
  const url = method === 'GET' ? `${path}${input}` : path;
  // Tokens are no cookies: a script names no origin.
  const originFor = (caller: CallerName) => ('authorization' in headersOf(caller) ? {} : { origin: server.origin });

  test.each(CALLERS)('asked by: %s', async (caller) => {
    const answer = await server.ask(url, askFor(method, input, { ...headersOf(caller), ...originFor(caller) }));
    expect([answer.status, answer.body.slice(0, 300)]).toEqual([statusFor(expected, caller), expect.anything()]);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    if (answer.status >= 400)
      expect(JSON.parse(answer.body).error).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{8}$/), message: /./ });
  });

  test('tells a viewer of haproxy alone nothing of another system', async () => {
    const { body } = await server.ask(url, askFor(method, input, { ...headersOf('viewer'), ...originFor('viewer') }));
    expect(body).not.toMatch(/pretend|lb1|lb 2|dead/i);
  });

  if (method === 'POST') {
    test.each([
      ['another site', { origin: 'https://evil.example' }],
      ['another port of this host', { origin: 'http://127.0.0.1:1' }],
      ['our public name, while it was called by another', { origin: 'https://vigil.example' }],
      ['a frame', { 'sec-fetch-site': 'cross-site' }],
      ['a neighbour of this host', { 'sec-fetch-site': 'same-site' }],
      ['nowhere', {}],
    ])('refuses the cookies of an admin and of a wall from %s', async (_name, headers) => {
      for (const caller of ['admin', 'wall'] as const) {
        const answer = await server.ask(path, askFor(method, input, { ...headersOf(caller), ...headers } as Record<string, string>));
        expect([caller, answer.status, JSON.parse(answer.body).error.code]).toEqual([caller, 403, 'origin']);
      }
    });
  }
});

describe.each(Object.entries(PAGES))('the page %s', (pattern, expected) => {
  const path = pattern.replace(/\[\w+\]/g, 'web03%20%3A1');

  test.each([
    ['anonymous', 'anonymous'],
    ['expired', 'anonymous'],
    ['ended', 'anonymous'],
    ['viewer', 'viewer'],
    ['other viewer', 'other'],
    ['admin', 'admin'],
    ['wall', 'viewer'],
    ['session beside wall', 'other'],
    ['ended session beside wall', 'viewer'],
    ['wall of a revoked token', 'anonymous'],
    ['wall of an unknown token', 'anonymous'],
    ['wall of an act token', 'anonymous'],
  ] as const)('asked by: %s', async (caller, as) => {
    const answer = await server.ask(path, { headers: { ...headersOf(caller), accept: 'text/html' } });
    const isSent = answer.status === 303 && answer.headers.location?.startsWith(`/sign-in?from=${encodeURIComponent(path)}`);
    expect(isSent ? 'sign in' : answer.body === 'a page' ? 'drawn' : answer.status).toBe(expected[as]);
    expect(answer.headers['content-security-policy']).toMatch(/script-src 'nonce-[\w+/=]{20,}' 'strict-dynamic'; .*frame-ancestors 'none'/);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is only read: %s', async (method) => {
    expect((await server.ask(path, { method, headers: headersOf('admin') })).status).toBe(405);
  });
});

describe('what is no page', () => {
  test.each([
    '/haproxy/',
    '/haproxy/proxies',
    ...['', 'cache', 'cache/', 'cache/r1/', 'cache/r1/more', 'a%2Fb/r1'].map((node) => `/redis/nodes/${node}`),
    ...['', 'shop', 'shop/', 'shop/sql1/', 'shop/sql1/more', 'a%2Fb/sql1'].map((node) => `/sql/nodes/${node}`),
    '/sql/instances/',
    ...['', 'web03/', 'web03/more', 'a%2Fb', '100%25'].map((server) => `/haproxy/servers/${server}`),
    ...['', 'web03/', 'web03/more', '[host]', '..', '%2e%2e', 'a%2Fb', 'a%00b', '%zz', '100%25'].map((host) => `/hosts/${host}`),
    '/%68aproxy',
    '/haproxy%00',
    '/HAPROXY',
    '/api/auth/session',
    '/api/auth/signin',
    '/api/other',
    '/_next/image',
    '/_next/data/x',
    '/forbidden',
  ])('never reaches what draws pages under its own name: %s', async (path) => {
    const before = server.drawn.length;
    const answer = await server.ask(path, { headers: { ...headersOf('admin'), accept: 'text/html' } });
    const drawn = server.drawn.slice(before);
    expect(drawn.length === 0 ? answer.status : drawn).toEqual(path.startsWith('/api/') ? 404 : ['/no-such-page']);
  });

  test.each(signInRoutes.filter(({ method }) => method === 'POST'))(
    'signing in and out is refused from elsewhere: $path',
    async ({ path }) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' };
      expect((await server.ask(path, { method: 'POST', headers, body: 'a=b' })).status).toBe(403);
    },
  );

  test.each(signInRoutes.filter(({ method }) => method === 'POST'))('no form is longer than 16 kB: $path', async ({ path }) => {
    const headers = { origin: server.origin, 'content-length': String(20_000) };
    expect((await server.ask(path, { method: 'POST', headers, body: 'x'.repeat(20_000) })).status).toBe(413);
    const chunked = { origin: server.origin, 'transfer-encoding': 'chunked' };
    expect((await server.ask(path, { method: 'POST', headers: chunked, body: 'x' })).status).toBe(411);
  });
});

test('what another site tried with the cookie of an admin stands in the audit', async () => {
  const headers = { ...headersOf('admin'), origin: 'https://evil.example' };
  await server.ask('/live/v1/actions/perform', askFor('POST', PERFORM, headers));
  await until('it is written down', async () => {
    const { rows } = await server.audit.read({ result: 'refused' }, () => true, { before: null, limit: 200 });
    return rows.some(({ by, words }) => by.name === 'admin' && words.includes('another site'));
  });
});

test('nothing of all this was a bug of ours', () => {
  expect(server.errors).toEqual([]);
});
