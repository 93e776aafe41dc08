import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grants } from '#lib/access/rights.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import type { AuditRow } from '#lib/act/audit/row.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

/** Nothing answers on the address of the one balancer: a timer for it may be set all the same. */
const CALLERS = {
  admin: { all: ['view', 'act'], systems: {} },
  balancer: { all: [], systems: { haproxy: ['view', 'act'] } },
  looker: { all: ['view'], systems: { pretend: ['act'] } },
  reader: { all: ['view'], systems: {} },
  stranger: { all: [], systems: { pretend: ['view', 'act'] } },
} satisfies Record<string, Grants>;
type CallerName = keyof typeof CALLERS;

const tokenOf = (name: string) => `vigil_${name.padEnd(43, 'x')}`;
const HOUR = 3_600_000;
const RETURN = { system: 'haproxy', action: 'return', input: { server: 'web03' } };

let server: NativeServer;
beforeAll(async () => {
  const read = haproxySection.read({ groups: [{ name: 'edge', nodes: [{ name: 'lb9', url: (await closedPort()).url }] }] });
  if (!read.ok) throw new Error('the section is wrong');
  server = await startNativeServer({
    estates: [{ system: haproxy, groups: read.groups }],
    access: {
      anonymous: [],
      tokens: Object.entries(CALLERS).map(([name, grants]) => ({ name, hash: tokenHashOf(tokenOf(name)), grants })),
    },
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const { id } of timers()) await send('admin', '/end', { id });
});

const timers = () => server.engine.timing.keeper.timers();

async function send(caller: CallerName, path: string, input: object) {
  const headers = { authorization: `Bearer ${tokenOf(caller)}`, 'content-type': 'application/json' };
  const answer = await server.ask(`/live/v1/timers${path}`, { method: 'POST', headers, body: JSON.stringify(input) });
  return { status: answer.status, body: JSON.parse(answer.body) };
}

const set = (caller: CallerName, over: object = {}) =>
  send(caller, '', { order: RETURN, dueAt: server.engine.clock.now() + HOUR, reason: null, ...over });

describe('setting a timer', () => {
  test('is told to those who may view its system and to nobody else, and stands in the audit', async () => {
    const sent = { haproxy: '', pretend: '' };
    const leaves = (['haproxy', 'pretend'] as const).map((system) => {
      const take = (bytes: Buffer) => {
        sent[system] += bytes.toString();
      };
      return server.engine.feed.join({ viewer: system, views: new Set([system]), send: take, unsentBytes: () => 0, end: () => undefined });
    });
    const { status, body } = await set('balancer', { reason: ' new disks ' });
    expect([status, body.timer]).toMatchObject([
      200,
      { by: 'balancer', reason: 'new disks', title: 'Put web03 back safely everywhere', groups: ['edge'] },
    ]);
    expect(timers()).toEqual([body.timer]);
    for (const leave of leaves) leave();
    expect(sent.haproxy).toContain(`event: timers\ndata: `);
    expect(sent.haproxy).toContain('new disks');
    expect(sent.pretend).not.toMatch(/web03|new disks/);
    const { rows }: { rows: AuditRow[] } = await server.audit.read({}, () => true, { before: null, limit: 1 });
    expect(rows).toMatchObject([
      {
        action: 'timer set',
        title: 'Timer set: Put web03 back safely everywhere',
        system: 'haproxy',
        until: body.timer.dueAt,
        reason: 'new disks',
      },
    ]);
  });

  test.each<[CallerName, number]>([
    ['admin', 200],
    ['balancer', 200],
    ['looker', 403],
    ['reader', 403],
    ['stranger', 403],
  ])('by %s: %i', async (caller, status) => {
    expect((await set(caller)).status).toBe(status);
    expect(timers().length).toBe(status === 200 ? 1 : 0);
  });

  test.each<[string, object, number, string]>([
    ['too soon', { dueAt: 0 }, 400, 'A timer must be due at least 1m ahead'],
    ['at no time', { dueAt: 'soon' }, 400, 'send {"order":'],
    ['without a reason or none', { reason: undefined }, 400, 'send {"order":'],
    ['with more than there is', { title: 'x' }, 400, 'send {"order":'],
    ['with a reason of many lines', { reason: 'a\nb' }, 400, 'The reason must be one line'],
    [
      'of what takes out',
      { order: { ...RETURN, action: 'drain' } },
      400,
      'haproxy cannot do "drain" by a timer. It can do "return" and "ready"',
    ],
    ['of an action that there is not', { order: { ...RETURN, action: 'burn' } }, 404, 'haproxy has no action "burn"'],
    ['with an input that the door refuses', { order: { ...RETURN, input: {} } }, 400, 'server: is missing'],
  ])('%s is refused in words', async (_name, over, status, message) => {
    const answer = await set('admin', over);
    expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringContaining(message)]);
    expect(timers()).toEqual([]);
  });
});

test('a timer is taken back by who may act on its system, and others do not learn that there is one', async () => {
  const { id } = (await set('admin')).body.timer;
  const answers = [];
  for (const caller of ['stranger', 'looker', 'reader', 'balancer', 'balancer'] as const) answers.push(await send(caller, '/end', { id }));
  expect(answers.map(({ status }) => status)).toEqual([404, 403, 403, 200, 404]);
  expect(answers[3]?.body).toEqual({ ended: id });
  expect(timers()).toEqual([]);
});

test('nothing of all this was a bug of ours', () => expect(server.errors).toEqual([]));
