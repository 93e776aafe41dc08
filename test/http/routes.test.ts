import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProbeRow } from '#lib/feed/events.ts';
import { isNative } from '#lib/http/native.ts';
import { routes } from '#lib/http/routes.ts';
import type { Verdict } from '#lib/status.ts';
import { until } from '#test/fakes/until.ts';
import { type Answer, type NativeServer, startNativeServer } from './native-server.ts';

let server: NativeServer;
const messageOf = ({ body }: Answer): string => JSON.parse(body).error.message;
const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  server.ask('/live/v1/poll', {
    method: 'POST',
    headers: { ...JSON_TYPE, origin: server.origin, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

beforeAll(async () => {
  server = await startNativeServer();
  await until('the live nodes were read', () =>
    ['lb1', 'lb 2'].every((node) => server.engine.figures(`pretend/web/${node}/stats`, 'row') !== null),
  );
});
afterAll(() => server.close());

describe('what is not in the table', () => {
  test.each([
    '/live/',
    '/live/v1',
    '/live/v1/board/',
    '/live/v1/BOARD',
    '/live/v2/board',
    '/live/%',
    '/live/v1/%62oard',
    '/live/../live/v1/board',
    '/live//v1/board',
    '//',
    '//evil.example/live/v1/board',
    '/live/v1/board%00',
    `/live/${'x'.repeat(8_000)}`,
    '/live/v1/board;x=1',
    '/__proto__',
  ])('is 404 in words: %s', async (path) => {
    const answer = await server.ask(path);
    expect(answer.status).toBe(404);
    expect(messageOf(answer)).toBe('no such address');
  });

  test('is what the pages answer for', () => {
    expect(['/live/', '/live/%', '/live/v1/board?x'].map(isNative)).toEqual([true, true, true]);
    expect(['/', '/live', '//live/', '/Live/', 'http://x/live/'].map(isNative)).toEqual([false, false, false, false, false]);
  });

  test.each([
    ['an absolute address', 'GET http://evil.example/live/v1/board HTTP/1.1'],
    ['a star', 'OPTIONS * HTTP/1.1'],
    ['bytes beyond ASCII', 'GET /live/\xff\xfe HTTP/1.1'],
  ])('is refused, and nothing breaks: %s', async (_name, line) => {
    const answer = await server.send(`${line}\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await server.ask('/live/v1/board')).status).toBe(200);
  });

  test.each([
    ['an address longer than any', `GET /live/${'x'.repeat(40_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00'],
    ['nothing', ''],
  ])('does not stop the server: %s', async (_name, text) => {
    await server.send(text).catch(() => 'closed');
    expect((await server.ask('/live/v1/board')).status).toBe(200);
  });
});

describe('every route', () => {
  test.each([...Map.groupBy(routes, ({ path }) => path)].map(([path, own]) => [path, own.map(({ method }) => method)] as const))(
    '%s refuses other methods than its own and says which it takes',
    async (path, own) => {
      for (const other of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].filter((each) => !own.some((method) => method === each))) {
        const answer = await server.ask(path, { method: other, headers: { origin: server.origin } });
        expect([answer.status, answer.headers.allow]).toEqual([405, own.join(', ')]);
      }
      expect((await server.ask(path, { method: 'HEAD' })).status).toBe(405);
    },
  );

  test.each(routes.map(({ method, path }) => [method, path] as const))('%s %s answers under no foreign name', async (method, path) => {
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', `localhost:${server.port}.evil.example`]) {
      const answer = await server.ask(path, { method, headers: { host } });
      expect(answer.status).toBe(421);
    }
  });

  test.each([
    ['an empty name', 'Host:\r\n', 421],
    ['no name', '', 400],
  ])('answers to %s with a refusal', async (_name, host, status) => {
    expect(await server.send(`GET /live/v1/board HTTP/1.1\r\n${host}\r\n`)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('answers as %s', async (name) => {
    expect((await server.ask('/live/v1/board', { headers: { host: `${name}:${server.port}` } })).status).toBe(200);
  });

  test('answers under its public name', async () => {
    expect((await server.ask('/live/v1/board', { headers: { host: 'vigil.example' } })).status).toBe(200);
  });

  test('carries the safe headers, also on a refusal', async () => {
    for (const path of ['/live/v1/board', '/live/nothing']) {
      const { headers } = await server.ask(path);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });
});

describe('the board', () => {
  test('holds every probe with its verdict as of now', async () => {
    await until('the dead node timed out', async () => (await server.ask('/live/v1/board')).body.includes('no answer'));
    const board: { boot: string; now: number; doubtBefore: number; probes: (ProbeRow & { asOfNow: Verdict })[] } = JSON.parse(
      (await server.ask('/live/v1/board')).body,
    );
    expect(board).toMatchObject({ boot: server.engine.boot, doubtBefore: 0 });
    expect(Math.abs(board.now - Date.now())).toBeLessThan(2_000);
    const status = (node: string) => board.probes.find(({ source }) => source.node === node)?.asOfNow.status;
    expect([status('lb1'), status('lb 2')]).toEqual(['ok', 'ok']);
    expect(['unknown', 'stale']).toContain(status('dead'));
    expect(board.probes.filter(({ scope }) => scope === 'board')).toHaveLength(4);
  });
});

describe('figures', () => {
  const of = (source: string, row: string) =>
    server.ask(`/live/v1/figures?source=${encodeURIComponent(source)}&row=${encodeURIComponent(row)}`);

  test.each(['pretend/web/lb1/stats', 'pretend/web/lb 2/stats'])('of %s come with the time of the reading', async (source) => {
    const answer = await of(source, 'row');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ observedAt: expect.any(Number), figures: { said: 'fine' } });
  });

  test('of a row that is not in the reading are none', async () => {
    expect(JSON.parse((await of('pretend/web/lb1/stats', 'nothing')).body)).toMatchObject({
      observedAt: expect.any(Number),
      figures: null,
    });
  });

  test.each([
    ['an unknown source', 'pretend/web/lb9/stats'],
    ['what was never read', 'pretend/web/dead/stats'],
    ['Vigil itself', 'vigil/self/this process/clock'],
  ])('of %s are 404', async (_name, source) => {
    expect((await of(source, 'row')).status).toBe(404);
  });

  test.each([
    ['another system', 'redis/web/lb1/stats'],
    ['a word of the language', '__proto__'],
    ['nothing', ''],
    ['an escape that is none', '%'],
  ])('of %s are for those who may view that', async (_name, source) => {
    expect((await of(source, 'row')).status).toBe(401);
  });

  test.each(['', '?', '?source=pretend/web/lb1/stats', '?row=row', '?%', '?source=%'])(
    'without saying of what are 400: "%s"',
    async (query) => {
      const answer = await server.ask(`/live/v1/figures${query}`);
      expect(answer.status).toBe(400);
      expect(messageOf(answer)).toContain('?source=system/group/node/probe&row=id');
    },
  );

  test('with escapes that are none are still answered', async () => {
    expect((await server.ask('/live/v1/figures?source=pretend/web/lb1/x%&row=%E0%A4%A')).status).toBe(404);
  });
});

describe('poll now', () => {
  test('from one of our own pages asks at once', async () => {
    const before = server.pretended.times('lb1');
    const answer = await post({ system: 'pretend', group: 'web', node: 'lb1' });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([202, { asked: 1 }]);
    await until('it was asked', () => server.pretended.times('lb1') > before);
  });

  test.each<[string, Record<string, string>]>([
    ['the origin of this server', {}],
    ['its public origin, called by its public name', { origin: 'https://vigil.example', host: 'vigil.example' }],
    ['a browser that says it is the same origin', { 'sec-fetch-site': 'same-origin' }],
  ])('is taken from %s', async (_name, headers) => {
    expect((await post({ system: 'pretend' }, headers)).status).toBe(202);
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['another of its own names', { origin: 'https://vigil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['an origin that is none', { origin: '%' }],
    ['another site that sends our origin', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['nowhere', { 'sec-fetch-site': 'none' }],
  ])('is refused from %s', async (_name, headers) => {
    const answer = await post({ system: 'pretend' }, headers);
    expect(answer.status).toBe(403);
    expect(messageOf(answer)).toMatch(/^refused: /);
  });

  test('is refused without a word on where it comes from', async () => {
    const answer = await server.ask('/live/v1/poll', { method: 'POST', headers: JSON_TYPE, body: '{"system":"pretend"}' });
    expect(answer.status).toBe(403);
  });

  test.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', '{"system":'],
    ['a list', []],
    ['a number', 1],
    ['null', null],
    ['no system', {}],
    ['a system that is no text', { system: 1 }],
    ['more than there is', { system: 'pretend', probe: 'stats' }],
    ['a null for a group', { system: 'pretend', group: null }],
    ['deep nesting', '['.repeat(8_000)],
  ])('of %s is 400 in words', async (_name, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).not.toBe('');
  });

  test('of what is not configured is 404 and names it', async () => {
    const answer = await post({ system: 'pretend', group: 'db' });
    expect([answer.status, messageOf(answer)]).toEqual([404, 'nothing to ask: pretend/db is not configured']);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json', ''])(
    'as "%s" is 415',
    async (type) => {
      expect((await post({ system: 'pretend' }, { 'content-type': type })).status).toBe(415);
    },
  );

  test.each([
    ['just over the limit', 16 * 1024],
    ['a megabyte', 1024 * 1024],
  ])('with too large a body (%s) is 413, which arrives', async (_name, bytes) => {
    const answer = await post({ system: 'x'.repeat(bytes) });
    expect([answer.status, messageOf(answer)]).toEqual([413, 'the body is larger than 16384 bytes']);
  });

  test('that breaks off midway disturbs nobody and is no bug of ours', async () => {
    const head = `POST /live/v1/poll HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.origin}\r\nContent-Type: application/json\r\n`;
    const answer = await server.send(`${head}Content-Length: 500\r\n\r\n{"system"`);
    expect(answer).not.toContain('500 Internal');
    expect((await server.ask('/live/v1/board')).status).toBe(200);
  });
});

test('nothing of all this was a bug of ours', () => {
  expect(server.errors).toEqual([]);
});
