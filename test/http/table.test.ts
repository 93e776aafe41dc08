import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#lib/access/password.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import { pages, signInRoutes } from '#lib/http/pages.ts';
import { routes } from '#lib/http/routes.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { until } from '#test/fakes/until.ts';
import { ACT, CALLERS, type CallerName, type Cookies, callerHeaders, expectedOf, statusFor, TOKENS, VIEW, VIEW_ALL } from './callers.ts';
import { PERFORM, TABLE } from './expected-answers.ts';
import { type Ask, type NativeServer, startNativeServer } from './native-server.ts';

/** Every route and every page, asked by every kind of caller. A route without a line here fails. */

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
  '/elastic': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/elastic/clusters/[group]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/elastic/clusters/[group]/members/[member]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/exceptions': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/exceptions/[store]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
  '/exceptions/[store]/[guid]': { anonymous: 'sign in', viewer: 'drawn', other: 'drawn', admin: 'drawn' },
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
