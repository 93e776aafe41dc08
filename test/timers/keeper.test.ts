import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { nobodyAt } from '#lib/access/caller.ts';
import { FARTHEST_MS, SOONEST_MS } from '#lib/timers.ts';
import { act, alice, bob, closeDoors, drain, putBack, viewer } from '../act/acting-door.ts';
import { MINUTE, openDrained, RETURN } from './running-keeper.ts';

afterEach(closeDoors);

describe('setting a timer', () => {
  test('is told, written down and kept', async () => {
    const { keeper, set, clock, audit, told, folder } = await openDrained();
    const timer = await set(RETURN, { reason: ' new disks ' });
    expect(timer).toMatchObject({
      ...{ order: RETURN, title: 'Return web01', groups: ['web'], dueAt: clock.at + 10 * MINUTE },
      ...{ by: 'alice', setAt: clock.at, reason: 'new disks', state: { is: 'waiting' } },
    });
    expect([keeper.timers(), told()]).toEqual([[timer], 1]);
    expect(audit.written).toMatchObject([
      {
        by: { is: 'user', name: 'alice', session: 's-alice' },
        entry: { kind: 'timer', what: 'timer set', system: 'pretend', title: 'Return web01', dueAt: timer.dueAt, reason: 'new disks' },
      },
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'timers.json'), 'utf8')).timers).toMatchObject([
      { id: timer.id, setter: { name: 'alice' } },
    ]);
  });

  test('for an alike order changes the one that there is, whoever set it', async () => {
    const { keeper, set, lines, audit } = await openDrained();
    await set();
    const changed = await set({ ...RETURN, input: { only: undefined, server: 'web01' } }, { inMs: 20 * MINUTE, by: bob });
    expect(keeper.timers()).toEqual([changed]);
    expect(lines()).toEqual(['timer set', 'timer changed']);
    expect(audit.written[1]?.entry.words).toMatch(/; alice had set it for .* UTC\.$/);
  });

  test.each<[string, number, string]>([
    ['too soon', SOONEST_MS - 1, 'A timer must be due at least 1m ahead. To do it sooner, do it now.'],
    ['in the past', -1, 'A timer must be due at least 1m ahead. To do it sooner, do it now.'],
    ['too far', FARTHEST_MS + 1, 'A timer may be due at most 7 days ahead. Plan maintenance for longer.'],
    ['at no moment', 0.5, '"dueAt" must be a time in whole milliseconds since 1970.'],
  ])('%s is refused in words', async (_name, inMs, message) => {
    const { set, keeper, lines } = await openDrained();
    await expect(set(RETURN, { inMs })).rejects.toMatchObject({ kind: 'invalid', message });
    expect([keeper.timers(), lines()]).toEqual([[], []]);
  });

  test('is had just as soon and as far ahead as it may be', async () => {
    const { set } = await openDrained();
    await set(RETURN, { inMs: SOONEST_MS });
    await set(RETURN, { inMs: FARTHEST_MS });
  });

  test.each([
    [
      'an action that takes out',
      drain('web02'),
      { kind: 'invalid', message: expect.stringContaining('cannot do "drain" by a timer. It can do "return"') },
    ],
    ['an input that the door cannot read', { ...RETURN, input: {} }, { kind: 'invalid', message: 'send {"server": …}' }],
    ['an action that there is not', { ...RETURN, action: 'burn' }, { kind: 'not found' }],
    [
      'what is as it is wanted already',
      putBack('web02'),
      { kind: 'refused', message: expect.stringMatching(/^There would be nothing to do: web02 is up already\. Take it out first/) },
    ],
    ['what is not there at all', putBack('web09'), { kind: 'refused' }],
  ])('%s is refused', async (_name, order, problem) => {
    const { set, keeper } = await openDrained();
    await expect(set(order)).rejects.toMatchObject(problem);
    expect(keeper.timers()).toEqual([]);
  });

  test('is refused to who may not act, or has no name', async () => {
    const { set } = await openDrained();
    await expect(set(RETURN, { by: viewer })).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(set(RETURN, { by: { ...nobodyAt('192.0.2.1'), grants: alice.grants } })).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('of what cannot be read now is had: it may be read when it is due', async () => {
    const { set, reads, readAgain, door } = await openDrained();
    for (const key of ['web/lb1', 'web/lb2']) reads(key, () => () => Promise.reject(new Error('no answer')));
    for (const key of ['web/lb1', 'web/lb2']) await readAgain(key);
    expect(door.preview(RETURN, alice).refusal).toBe('poll first');
    expect((await set()).state).toEqual({ is: 'waiting' });
  });

  test('is refused beyond the most that are kept, and what there is may still be changed', async () => {
    const { set } = await openDrained();
    const named = (name: string) => ({ ...RETURN, input: { server: 'web01', groups: ['web'], name } });
    for (let count = 0; count < 200; count += 1) await set(named(`n${count}`));
    await expect(set(named('n200'))).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('200 timers are set already'),
    });
    await set(named('n7'), { inMs: 5 * MINUTE });
  }, 30_000);
});

describe('what cannot be written down or kept', () => {
  test('is not set', async () => {
    const { set, keeper, audit, told } = await openDrained();
    audit.fails = new Error('the disk is full');
    await expect(set()).rejects.toMatchObject({ kind: 'unwritten', message: expect.stringContaining('the disk is full') });
    expect([keeper.timers(), told()]).toEqual([[], 0]);
  });

  test('is not set where the file cannot be drafted, and nothing is written down', async () => {
    const { set, keeper, lines, folder } = await openDrained();
    mkdirSync(join(folder, 'timers.json.new'));
    await expect(set()).rejects.toMatchObject({ kind: 'unwritten', message: expect.stringContaining('timers.json cannot be written') });
    expect([keeper.timers(), lines()]).toEqual([[], []]);
    rmSync(join(folder, 'timers.json.new'), { recursive: true });
    await set();
  });

  test('is not set where the file cannot take its place, and the audit says so', async () => {
    const { set, keeper, lines, folder } = await openDrained();
    mkdirSync(join(folder, 'timers.json'));
    await expect(set()).rejects.toMatchObject({ kind: 'unwritten' });
    expect([keeper.timers(), lines()]).toEqual([[], ['timer set', 'not so: timer set']]);
  });
});

describe('taking one back', () => {
  test('ends it: it never runs', async () => {
    const { set, keeper, pass, lines, sent } = await openDrained();
    const before = sent.length;
    await keeper.end(await set(), bob);
    await pass(11 * MINUTE);
    expect([keeper.timers(), lines(), sent.length]).toEqual([[], ['timer set', 'timer taken back'], before]);
  });

  test('of one that is over, or has another in its place, is refused', async () => {
    const { set, keeper } = await openDrained();
    const first = await set();
    await set(RETURN, { inMs: 20 * MINUTE });
    await expect(keeper.end(first, alice)).rejects.toMatchObject({ kind: 'not found' });
  });
});

describe('what is done by hand before it is due', () => {
  test('ends its timer, so that a later drain is not undone by it', async () => {
    const { set, keeper, door, pass, lines, servers } = await openDrained();
    await set();
    await act(door, RETURN, bob);
    keeper.looked('pretend');
    expect(keeper.timers()).toMatchObject([{ state: { is: 'done', words: 'Before it was due: web01 is up already.' } }]);
    await act(door, drain('web01'), bob);
    await pass(10 * MINUTE);
    await keeper.stop();
    expect([servers.get('web/lb1')?.web01, lines()]).toEqual(['drain', ['timer set', 'timer ended']]);
  });

  test('is found within a look each, also where it was not done through Vigil', async () => {
    const { set, keeper, servers, readAgain, states } = await openDrained();
    await set();
    for (const key of ['web/lb1', 'web/lb2']) {
      servers.set(key, { web01: 'up' });
      await readAgain(key);
    }
    keeper.look();
    expect(states()).toEqual(['done']);
  });

  test('on one instance alone ends nothing', async () => {
    const { set, keeper, door, states } = await openDrained();
    await set();
    await act(door, putBack('web01', { only: [{ group: 'web', node: 'lb1' }] }), bob);
    keeper.looked('pretend');
    expect(states()).toEqual(['waiting']);
  });
});
