import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grants } from '#lib/access/rights.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import type { AuditRow } from '#lib/act/audit/row.ts';
import { routes } from '#lib/http/routes.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

const CALLERS = {
  ci: { all: ['mark'], systems: {} },
  'ci-pretend': { all: [], systems: { pretend: ['mark'] } },
  viewer: { all: ['view'], systems: {} },
  actor: { all: [], systems: { pretend: ['view', 'act'] } },
} satisfies Record<string, Grants>;
type CallerName = keyof typeof CALLERS;

const tokenOf = (name: string) => `vigil_${name.padEnd(43, 'x')}`;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const SHOP = { service: 'shop', version: '1.2.3' };

let server: NativeServer;

beforeAll(async () => {
  server = await startNativeServer({
    access: {
      anonymous: [],
      tokens: Object.entries(CALLERS).map(([name, grants]) => ({ name, hash: tokenHashOf(tokenOf(name)), grants })),
    },
  });
});
afterAll(() => server.close());
beforeEach(() => {
  server.history.written.length = 0;
  server.history.set({ trouble: null });
});

async function ask(caller: CallerName, path: string, method: string, input: object) {
  const headers = { authorization: `Bearer ${tokenOf(caller)}`, 'content-type': 'application/json' };
  const { status, body } = await server.ask(path, { method, headers, body: method === 'GET' ? '' : JSON.stringify(input) });
  return { status, body: JSON.parse(body) };
}

const mark = (caller: CallerName, input: object) => ask(caller, '/live/v1/deploys', 'POST', input);
const now = () => server.engine.clock.now();

describe('a deploy', () => {
  test('is marked with all that was said of it, and who said it', async () => {
    const at = now() - MINUTE;
    const { status, body } = await mark('ci-pretend', {
      ...{ ...SHOP, title: ' Build 4711 ', by: 'Jeff', systems: ['pretend'], id: 'run 1' },
      ...{ startedAt: new Date(at).toISOString(), endedAt: at + 30_000, link: 'https://ci.example/4711' },
    });
    expect([status, body]).toEqual([201, { id: 'run 1', event: expect.anything() }]);
    expect(body.event).toEqual({
      ...{ at, until: at + 30_000, kind: 'deploy', systems: ['pretend'], system: 'pretend', group: '', node: '' },
      ...{ subject: 'shop 1.2.3', status: null, words: 'Build 4711, by Jeff', by: 'ci-pretend' },
      ...{ key: 'ci-pretend run 1', link: 'https://ci.example/4711' },
    });
    expect(server.history.written).toEqual([{ ...body.event, id: expect.any(Number) }]);
  });

  test.each<[CallerName, string[]]>([
    ['ci', []],
    ['ci-pretend', ['pretend']],
  ])('told by %s without systems concerns %j', async (caller, systems) => {
    expect((await mark(caller, SHOP)).body.event).toMatchObject({ systems, words: '' });
  });

  test('that is told again under its id changes its end, and nothing that is not said again', async () => {
    const at = now() - MINUTE;
    const first = await mark('ci', { ...SHOP, id: 'a', title: 'Build 1', link: 'http://ci/1', systems: ['pretend'], startedAt: at });
    const same = await mark('ci', { ...SHOP, id: 'a', startedAt: at });
    const ended = await mark('ci', { ...SHOP, id: 'a', endedAt: at + 5_000 });
    const again = await mark('ci', { ...SHOP, id: 'a' });
    expect([first, same, ended, again].map(({ status }) => status)).toEqual([201, 200, 200, 200]);
    expect(ended.body.event).toEqual({ ...first.body.event, until: at + 5_000 });
    expect([same.body.event, again.body.event]).toEqual([first.body.event, ended.body.event]);
    expect(server.history.written.map(({ until }) => until)).toEqual([at, at + 5_000]);
  });

  test('is known by its id after a restart too', async () => {
    server.history.addEvent({ ...(await mark('ci', SHOP)).body.event, at: now() - MINUTE, until: now() - MINUTE, key: 'ci before' });
    const { status, body } = await mark('ci', { ...SHOP, id: 'before', endedAt: now() });
    expect([status, body.event]).toMatchObject([200, { at: server.history.written[1]?.at, key: 'ci before' }]);
  });

  test('of another token is never changed, whatever the id', async () => {
    await mark('ci', { ...SHOP, id: 'b' });
    expect((await mark('ci-pretend', { ...SHOP, id: 'b' })).status).toBe(201);
    const { status, body } = await mark('ci', { service: 'shop', version: '2', id: 'b' });
    expect([status, body.error]).toMatchObject([
      409,
      { code: 'other', message: 'This id is that of shop 1.2.3: give shop 2 an id of its own.' },
    ]);
  });

  test('that could not be kept is refused in words', async () => {
    server.history.set({ trouble: { words: 'No space is left.', since: 1, isKeeping: false } });
    const { status, body } = await mark('ci', SHOP);
    expect([status, body.error.message, server.history.written]).toEqual([503, 'The deploy was not marked: No space is left.', []]);
  });

  test('where no history is kept is refused in words', async () => {
    const { state } = server.history;
    server.history.state = () => ({ ...state(), isOff: true });
    const { status, body } = await mark('ci', SHOP);
    server.history.state = state;
    expect([status, body.error.message, server.history.written]).toEqual([503, expect.stringContaining('no history is kept here'), []]);
  });

  test.each<[string, object, string]>([
    ['without a version', { version: undefined }, 'version'],
    ['with an empty service', { service: '  ' }, 'service'],
    ['with lines in its title', { title: 'one\ntwo' }, 'title: is not text of one line'],
    ['with text that turns round', { title: 'a\u202eb' }, 'title: is not text of one line'],
    ['with a title without end', { title: 'x'.repeat(201) }, 'title'],
    ['with more than there is', { status: 'ok' }, 'send {"service", "version"}'],
    ['with a script for a link', { link: 'javascript:alert(1)' }, 'link: is no http or https address'],
    ['with a file for a link', { link: 'file:///etc/passwd' }, 'link: is no http or https address'],
    ['with no time for a time', { startedAt: 'yesterday' }, 'startedAt: is no time'],
    ['with a time without a zone', { startedAt: '2026-03-04T14:00:00' }, 'startedAt: is no time'],
    ['that lies ahead', { startedAt: Date.now() + DAY }, 'It lies ahead'],
    ['that ends ahead', { endedAt: Date.now() + DAY }, 'It lies ahead'],
    ['of long ago', { startedAt: Date.now() - 15 * DAY }, '"startedAt" is more than 14 days ago'],
    ['that ends before it begins', { endedAt: Date.now() - DAY }, 'It ends before it begins'],
    ['of a system that is not watched', { systems: ['redis'] }, '"redis" is not watched here: systems are pretend'],
  ])('%s is refused in words', async (_name, over, words) => {
    const { status, body } = await mark('ci', { ...SHOP, ...over });
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(words)]);
    expect(server.history.written).toEqual([]);
  });
});

describe('a token that may mark', () => {
  test('may do nothing else at all', async () => {
    for (const { method, path, need } of routes) {
      if (path === '/live/v1/deploys' || need.is === 'nothing') continue;
      expect([path, (await ask('ci', path, method, {})).status]).toEqual([path, 403]);
    }
  });

  test('of one system may not speak of another', async () => {
    const { status, body } = await mark('ci-pretend', { ...SHOP, systems: ['haproxy'] });
    expect([status, body.error.message]).toEqual([403, 'ci-pretend may not: this needs the right "mark" on haproxy']);
  });

  test.each(['viewer', 'actor'] as const)('is what it takes: %s may not, and that stands in the audit', async (caller) => {
    expect((await mark(caller, SHOP)).status).toBe(403);
    await until('it is written down', async () => {
      const lines = await server.audit.read({ who: caller }, () => true, { before: null, limit: 10 });
      return lines.rows.some(({ action }: AuditRow) => action === 'POST /live/v1/deploys');
    });
  });
});

test('nothing of all this was a bug of ours', () => expect(server.errors).toEqual([]));
