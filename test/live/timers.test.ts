import { afterEach, describe, expect, test } from 'vitest';
import { hashPassword } from '#lib/access/password.ts';
import type { Grants } from '#lib/access/rights.ts';
import { openTimerFile } from '#lib/timers/state-file.ts';
import type { Timer } from '#lib/timers.ts';
import { act, alice } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { HAPROXY } from './haproxy-process.ts';
import type { Pair } from './pair.ts';
import { drain, endPairs, order, startPair } from './pairs.ts';

afterEach(endPairs);

const ADMIN: Grants = { all: ['view', 'act'], systems: {} };
const SOON_MS = 1_500;

/** A pair whose engineer alice may sign in, and timers that may be due soon. */
async function start(vigil: Parameters<typeof startPair>[0] = {}): Promise<Pair> {
  const users = [{ name: 'alice', passwordHash: await hashPassword('a good password'), grants: ADMIN }];
  return startPair({ access: { users }, soonestMs: SOON_MS / 2, ...vigil });
}

const timersOf = ({ vigil }: Pair): readonly Timer[] => vigil.engine.timing.keeper.timers();
const findingsOf = ({ vigil }: Pair) => vigil.engine.timing.findings().map(({ title }) => title);

async function setTimer(pair: Pair, by = alice): Promise<Timer> {
  const { keeper } = pair.vigil.engine.timing;
  return keeper.set({ order: order('return', 'web03'), dueAt: pair.vigil.engine.clock.now() + SOON_MS, reason: 'new disks' }, by);
}

async function untilIs(pair: Pair, is: Timer['state']['is']): Promise<Timer | undefined> {
  await until(`its timer is ${is}`, () => timersOf(pair)[0]?.state.is === is, 20_000);
  return timersOf(pair)[0];
}

describe.skipIf(HAPROXY === null)('a timer on two real HAProxies', () => {
  test('puts a server back when it is due, and the audit names who set it and by which timer', async () => {
    const pair = await start();
    await act(pair.vigil.engine.actions, drain('web03'), alice);
    const { id, dueAt, setAt } = await setTimer(pair);
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'drain']);
    const timer = await untilIs(pair, 'done');
    expect(timer?.state).toMatchObject({ words: expect.stringMatching(/^Confirmed by reading back on lb1, lb2/) });
    expect(await pair.states('be_web/web03')).toEqual(['ready', 'ready']);
    expect(pair.vigil.engine.actions.marks()).toEqual([]);
    const by = { is: 'user', name: 'alice', timer: { id, setAt, dueAt } };
    await until('its end is written down', async () => (await pair.rows())[0]?.action === 'timer ended');
    expect((await pair.rows()).slice(0, 3)).toMatchObject([
      { action: 'timer ended', title: 'Timer ended: Put web03 back safely everywhere', result: 'confirmed', by },
      { action: 'return', result: 'confirmed', reason: 'new disks', by },
      { action: 'timer set', result: 'noted', by: { name: 'alice', session: 's-alice' } },
    ]);
  });

  test('that cannot put it back for want of a right is told on the board until it is done by hand', async () => {
    const pair = await start({ access: { users: [] } });
    await act(pair.vigil.engine.actions, drain('web03'), alice);
    await setTimer(pair);
    const timer = await untilIs(pair, 'failed');
    expect(timer?.state).toMatchObject({ words: expect.stringContaining('the user alice is not in the configuration any more') });
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'drain']);
    expect(findingsOf(pair)).toEqual(['Timer failed']);
    const key = `finding haproxy/live timer ${timer?.id}`;
    await until('it is an issue', () => pair.vigil.engine.watching.findIssue(key) !== null);
    await act(pair.vigil.engine.actions, order('return', 'web03'), alice);
    await untilIs(pair, 'done');
    await until('it is over', () => pair.vigil.engine.watching.findIssue(key) === null);
    expect(findingsOf(pair)).toEqual([]);
  });

  test('that fails because an instance is dead is told beside that, and what was sent stands in the audit', async () => {
    const pair = await start();
    await act(pair.vigil.engine.actions, drain('web03'), alice);
    await setTimer(pair);
    await pair.kill('lb2');
    const timer = await untilIs(pair, 'failed');
    const key = `finding haproxy/live timer ${timer?.id}`;
    await until('it is an issue', () => pair.vigil.engine.watching.findIssue(key) !== null);
    expect(timer?.state).toMatchObject({ words: expect.stringContaining('lb2') });
    await pair.restart('lb2');
    await pair.untilRead();
  });

  test('that was due long before Vigil started is told as overdue, and nothing is sent', async () => {
    const prepare = async (folder: string): Promise<void> => {
      const [setAt, dueAt] = [Date.now() - 3_600_000, Date.now() - 600_000];
      const { draft } = await openTimerFile(folder, { now: Date.now });
      const said = {
        order: order('return', 'web03'),
        title: 'Put web03 back safely everywhere',
        groups: ['live'],
        by: 'alice',
        reason: null,
      };
      const setter = { is: 'user', name: 'alice', address: '192.0.2.7' } as const;
      const timer = { id: 'left-behind', ...said, dueAt, setAt, state: { is: 'waiting' }, setter, places: [] } as const;
      await (await draft({ timers: [timer] })).commit();
    };
    // The servers are in maintenance before Vigil is there.
    const pair = await start({ prepare, check: 'check disabled' });
    const timer = await untilIs(pair, 'overdue');
    expect(timer?.state).toMatchObject({
      words: expect.stringMatching(/^Vigil was not running until .* Do it now, or dismiss this\.$/),
    });
    expect([findingsOf(pair), pair.sent()]).toEqual([['Timer overdue'], [0, 0]]);
    await until('it is an issue', () => pair.vigil.engine.watching.findIssue('finding haproxy/live timer left-behind') !== null);
    await until('it is written down', async () => (await pair.rows()).length === 2);
    expect(await pair.rows()).toMatchObject([{ action: 'timer overdue', by: { name: 'alice', timer: { id: 'left-behind' } } }, {}]);
    await pair.vigil.engine.timing.keeper.end(timersOf(pair)[0] as Timer, alice);
    expect(findingsOf(pair)).toEqual([]);
  });
});
