import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grants } from '#lib/access/rights.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import type { AuditRow } from '#lib/act/audit/row.ts';
import type { PlannedMaintenance } from '#lib/attention/attention.ts';
import type { ClosedIssue } from '#lib/attention/closed.ts';
import { until } from '#test/fakes/until.ts';
import { answers, pretendSystem, refuses } from '#test/poll/pretend-system.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

/** Two systems: what "pretend" tells of is on host one, "other" has nodes on both hosts. */
const CALLERS = {
  admin: { all: ['view', 'act'], systems: {} },
  pretender: { all: [], systems: { pretend: ['view', 'act'] } },
  looker: { all: ['view'], systems: { pretend: ['act'] } },
  reader: { all: ['view'], systems: {} },
  stranger: { all: [], systems: { haproxy: ['view', 'act'] } },
} satisfies Record<string, Grants>;
type CallerName = keyof typeof CALLERS;

const tokenOf = (name: string) => `vigil_${name.padEnd(43, 'x')}`;
const OTHER_KEY = 'node other/far/far1';
const KEY = 'node pretend/web/lb1';
const HOUR = 3_600_000;

const other = pretendSystem({ nodes: { far1: refuses, far2: answers }, intervalMs: 300, timeoutMs: 200, group: 'far' });
let server: NativeServer;

beforeAll(async () => {
  const nodes = other.nodes.map((node) => ({ ...node, host: node.name === 'far1' ? 'One' : 'two' }));
  server = await startNativeServer({
    estates: [{ system: { ...other.system, name: 'other', title: 'Other' }, groups: [{ name: 'far', title: 'Far', nodes }] }],
    access: {
      anonymous: [],
      tokens: Object.entries(CALLERS).map(([name, grants]) => ({ name, hash: tokenHashOf(tokenOf(name)), grants })),
    },
  });
  server.pretended.set('lb1', refuses);
  await until('both are known to be down', () => [KEY, OTHER_KEY].every((key) => server.engine.watching.findIssue(key) !== null));
});
afterAll(() => server.close());
beforeEach(async () => {
  const { desk } = server.engine.watching;
  for (const { id } of desk.attention().maintenances) await send('admin', 'maintenance/end', { id });
  for (const { key } of desk.attention().acknowledgements) await send('admin', 'issues/withdraw', { key });
});

async function ask(caller: CallerName, path: string, how: { method?: string; body?: string } = {}) {
  const headers = { authorization: `Bearer ${tokenOf(caller)}`, 'content-type': 'application/json' };
  const { status, body } = await server.ask(path, { ...how, headers });
  return { status, text: body, body: JSON.parse(body) };
}

const send = (caller: CallerName, what: string, input: object) =>
  ask(caller, `/live/v1/${what}`, { method: 'POST', body: JSON.stringify(input) });
const now = () => server.engine.clock.now();
const acknowledge = (caller: CallerName, over: object = {}) =>
  send(caller, 'issues/acknowledge', { key: KEY, text: 'seen', until: now() + HOUR, ...over });
const plan = (caller: CallerName, target: object, over: object = {}) =>
  send(caller, 'maintenance/plan', { target, startAt: now() - 1, endAt: now() + HOUR, reason: 'disks', ...over });

const GROUP = { is: 'group', system: 'pretend', group: 'web' };
const NODE = { is: 'node', system: 'pretend', group: 'web', node: 'lb 2' };

describe('acknowledging', () => {
  test('is told to everybody who may view the issue, and stands in the audit', async () => {
    let sent = '';
    const send = (bytes: Buffer) => {
      sent += bytes.toString();
    };
    const leave = server.engine.feed.join({ viewer: 'ann', views: new Set(['pretend']), send, unsentBytes: () => 0, end: () => undefined });
    const { status, body } = await acknowledge('pretender', { text: ' the disk is on its way ' });
    expect([status, body]).toMatchObject([
      200,
      {
        acknowledgement: {
          key: KEY,
          systems: ['pretend'],
          subject: 'lb1',
          status: 'critical',
          by: 'pretender',
          text: 'the disk is on its way',
        },
      },
    ]);
    expect(server.engine.watching.desk.attention().acknowledgements).toEqual([body.acknowledgement]);
    leave();
    expect(sent).toContain('event: attention\n');
    expect(sent).toContain('the disk is on its way');
    const { rows }: { rows: AuditRow[] } = (await ask('pretender', '/live/v1/audit?limit=1')).body;
    expect(rows).toMatchObject([{ title: 'Issue acknowledged: lb1', reason: 'the disk is on its way', by: { name: 'pretender' } }]);
  });

  test.each<[CallerName, string, number]>([
    ['admin', OTHER_KEY, 200],
    ['pretender', OTHER_KEY, 404],
    ['looker', OTHER_KEY, 403],
    ['looker', KEY, 200],
    ['reader', KEY, 403],
    ['stranger', KEY, 404],
    ['admin', 'node pretend/web/lb9', 404],
  ])('%s acknowledges %s: %i', async (caller, key, status) => {
    const answer = await acknowledge(caller, { key });
    expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
    if (status === 404) expect(answer.body.error.message).toBe('no such issue is open: it is over, or there never was one');
  });

  test.each([
    ['without a word', { text: '  ' }, 'Say why: the text is empty.'],
    ['until yesterday', { until: 1 }, '"until" has passed already. Give a time ahead.'],
    ['for more than is read at all', { text: 'x'.repeat(2_001) }, 'send {"key", "text", "until"}'],
    ['with more than there is', { status: 'ok' }, 'send {"key", "text", "until"}'],
  ])('%s is refused in words', async (_name, over, message) => {
    const { status, body } = await acknowledge('admin', over);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test('that is refused for want of a right stands in the audit', async () => {
    await acknowledge('reader');
    await until('it is written down', async () => {
      const { body } = await ask('admin', '/live/v1/audit?result=refused&who=reader');
      return body.rows.some(
        ({ action, words }: AuditRow) => action === 'POST /live/v1/issues/acknowledge' && words.includes('reader may not'),
      );
    });
  });

  test('is withdrawn by who may act on all that it concerns', async () => {
    await acknowledge('admin');
    const answers = [];
    for (const caller of ['stranger', 'reader', 'pretender', 'pretender'] as const)
      answers.push(await send(caller, 'issues/withdraw', { key: KEY }));
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 200, 404]);
    expect(answers[2]?.body).toEqual({ withdrawn: KEY });
    expect(server.engine.watching.desk.attention().acknowledgements).toEqual([]);
  });
});

describe('planning maintenance', () => {
  test.each<[CallerName, object, number, string[]?]>([
    ['pretender', GROUP, 200, ['pretend']],
    ['pretender', NODE, 200, ['pretend']],
    ['pretender', { is: 'group', system: 'other', group: 'far' }, 403],
    ['looker', { is: 'group', system: 'other', group: 'far' }, 403],
    ['pretender', { is: 'group', system: 'nothing', group: 'far' }, 403],
    ['admin', { is: 'group', system: 'nothing', group: 'far' }, 404],
    ['admin', { is: 'group', system: 'other', group: 'web' }, 404],
    ['admin', { ...NODE, node: 'lb9' }, 404],
    ['admin', { is: 'host', host: 'ONE' }, 200, ['other']],
    ['looker', { is: 'host', host: 'one' }, 403],
    ['pretender', { is: 'host', host: 'one' }, 404],
    ['stranger', { is: 'host', host: 'two' }, 404],
    ['admin', { is: 'host', host: 'three' }, 404],
    ['admin', { is: 'everything' }, 400],
    ['admin', { ...GROUP, node: 'lb1' }, 400],
  ])('%s on %j: %i', async (caller, target, status, systems = []) => {
    const answer = await plan(caller, target);
    expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
    if (status !== 200) return;
    expect(answer.body.maintenance).toMatchObject({ systems, by: caller, reason: 'disks' });
    expect(server.engine.watching.desk.attention().maintenances).toEqual([answer.body.maintenance]);
  });

  test('names a host as it is known, whatever the case', async () => {
    expect((await plan('admin', { is: 'host', host: 'ONE' })).body.maintenance.target).toEqual({ is: 'host', host: 'one' });
  });

  test('that cannot be is refused in words', async () => {
    const { status, body } = await plan('admin', GROUP, { endAt: 1 });
    expect([status, body.error.message]).toEqual([400, 'It ends before it begins. Give an end after the start.']);
  });

  test('is ended by who may act on all that it concerns', async () => {
    const { id }: PlannedMaintenance = (await plan('admin', GROUP)).body.maintenance;
    const answers = [];
    for (const caller of ['stranger', 'reader', 'pretender', 'pretender'] as const)
      answers.push(await send(caller, 'maintenance/end', { id }));
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 200, 404]);
    expect(answers[2]?.body).toEqual({ ended: id });
  });

  test('that cannot be kept is refused, and nothing is changed', async () => {
    const draft = join(server.folder, 'attention.json.new');
    mkdirSync(draft);
    const { status, body } = await plan('admin', GROUP);
    rmSync(draft, { recursive: true });
    expect([status, body.error]).toMatchObject([503, { code: 'unwritten', message: expect.stringContaining('Nothing was changed') }]);
    expect(server.engine.watching.desk.attention().maintenances).toEqual([]);
  });
});

describe('what was wrong and is over', () => {
  test('is told to those who may view every system of it, with what was said of it', { timeout: 45_000 }, async () => {
    const node = 'lb 2';
    const key = `node pretend/web/${node}`;
    // While one of its group answers it is down by itself, and not the whole machine.
    server.pretended.set('lb1', answers);
    await until('the other is up', () => server.engine.watching.findIssue(KEY) === null);
    server.pretended.set(node, refuses);
    await until('it is down', () => server.engine.watching.findIssue(key) !== null);
    await acknowledge('pretender', { key, text: 'a short one' });
    await until('the watch has seen what was said', () => server.engine.watching.findIssue(key)?.acknowledged?.text === 'a short one');
    server.pretended.set(node, answers);
    // On a slow machine an answer may be missed before: that is another issue of the node.
    const closed = async (caller: CallerName): Promise<ClosedIssue | undefined> => {
      const { body }: { body: { closed: ClosedIssue[] } } = await ask(caller, '/live/v1/issues/closed');
      return body.closed.find((one) => one.key === key && one.acknowledged !== null);
    };
    await until('it is told closed', async () => (await closed('pretender')) !== undefined, 30_000);
    expect(await closed('pretender')).toMatchObject({
      ...{ key, is: 'node', systems: ['pretend'], subject: node, place: 'Pretend, Web' },
      ...{ worst: 'critical', reason: 'connection refused', symptoms: 1, acknowledged: { text: 'a short one' } },
    });
    expect(await closed('reader')).toEqual(await closed('pretender'));
    const told = await ask('stranger', '/live/v1/issues/closed');
    expect(told.body).toEqual({ closed: [], watchedSince: server.engine.watching.watched().since, gaps: [], now: expect.any(Number) });
    const { body } = await ask('admin', '/live/v1/issues/closed');
    // What is still down is no part of it.
    expect(body.closed.map((one: ClosedIssue) => one.key)).not.toContain(OTHER_KEY);
  });
});

test('nothing of all this was a bug of ours', () => expect(server.errors).toEqual([]));
