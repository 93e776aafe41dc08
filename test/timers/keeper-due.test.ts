import { afterEach, describe, expect, test } from 'vitest';
import { bob, closeDoors, act as give } from '../act/acting-door.ts';
import { ADMIN, MINUTE, openDrained, RETURN } from './running-keeper.ts';

afterEach(closeDoors);

const BOTH = ['web/lb1', 'web/lb2'];

describe('a timer that is due', () => {
  test('gives its order through the door as whoever set it, and the audit says by which timer', async () => {
    const { set, pass, servers, written, audit, keeper, clock } = await openDrained();
    const { id, setAt, dueAt } = await set(RETURN, { reason: 'new disks' });
    await pass(10 * MINUTE - 1);
    expect(servers.get('web/lb1')?.web01).toBe('drain');
    await pass(1);
    expect([servers.get('web/lb1')?.web01, servers.get('web/lb2')?.web01]).toEqual(['up', 'up']);
    const by = { is: 'user', name: 'alice', session: null, timer: { id, setAt, dueAt } };
    const asked = written.filter(({ entry }) => entry.kind === 'asked').at(-1);
    expect(asked).toMatchObject({ by, entry: { action: 'return', reason: 'new disks', until: null } });
    expect(keeper.timers()).toMatchObject([
      { id, state: { is: 'done', at: clock.at, words: expect.stringMatching(/^Confirmed by reading back on lb1, lb2/) } },
    ]);
    await keeper.stop();
    expect(audit.written.at(-1)).toMatchObject({ by, entry: { what: 'timer ended', result: 'confirmed' } });
  });

  test('is told as done for 15 minutes', async () => {
    const { set, pass, states } = await openDrained();
    await set();
    await pass(10 * MINUTE);
    await pass(15 * MINUTE - 1);
    expect(states()).toEqual(['done']);
    await pass(1);
    expect(states()).toEqual([]);
  });

  test('has nothing to do where it is done already, on readings asked for then', async () => {
    const { set, pass, servers, keeper, sent } = await openDrained();
    await set();
    for (const key of ['web/lb1', 'web/lb2']) servers.set(key, { web01: 'up', web02: 'up' });
    const before = sent.length;
    await pass(10 * MINUTE);
    expect(keeper.timers()).toMatchObject([{ state: { is: 'done', words: 'Nothing was to be sent: web01 is up already.' } }]);
    expect(sent.length).toBe(before);
  });

  test.each<[string, (at: Awaited<ReturnType<typeof openDrained>>) => unknown, RegExp]>([
    [
      'whoever set it is no user any more',
      ({ people }) => people.delete('alice'),
      /^Nothing was sent: the user alice is not in the configuration any more/,
    ],
    [
      'whoever set it may not any more',
      ({ people }) => people.set('alice', { all: ['view'], systems: {} }),
      /^Nothing was sent: alice may not act on pretend/,
    ],
    [
      'the audit cannot be written',
      ({ audit }) => Object.assign(audit, { trouble: 'the disk is full' }),
      /^The audit cannot be written, so nothing was sent/,
    ],
    [
      'it is refused',
      ({ takes }) => BOTH.map((key) => takes(key, () => ({ is: 'refused', answer: 'not permitted' }))),
      /^Nothing was changed\. .* not permitted/,
    ],
    [
      'one takes it and the other does not',
      ({ takes }) => takes('web/lb2', () => ({ is: 'refused', answer: 'not permitted' })),
      /^Confirmed by reading back on lb1 alone/,
    ],
    ['it takes no effect', ({ takes }) => BOTH.map((key) => takes(key, () => ({ is: 'taken', answer: '' }))), /^Sent, and not confirmed/],
  ])('fails in words where %s, and is not tried again by itself', async (_name, spoil, words) => {
    const opened = await openDrained({ limits: { proofMs: 100 } });
    await opened.set();
    await spoil({ ...opened, audit: opened.doorAudit as never });
    await opened.pass(10 * MINUTE);
    expect(opened.keeper.timers()).toMatchObject([{ state: { is: 'failed', words: expect.stringMatching(words) } }]);
    const before = opened.sent.length;
    await opened.pass(24 * 60 * MINUTE);
    expect([opened.states(), opened.sent.length]).toEqual([['failed'], before]);
    await opened.keeper.stop();
    expect(opened.lines()).toEqual(['timer set', 'timer ended']);
  });

  test('is given with what whoever set it may do now, which may be more', async () => {
    const { set, pass, people, states } = await openDrained();
    await set(RETURN, { by: bob });
    people.set('bob', ADMIN);
    await pass(10 * MINUTE);
    expect(states()).toEqual(['done']);
  });

  test('that failed is ended by whoever does it, dismisses it, or sets another', async () => {
    for (const [how, left, line] of [
      ['do', ['done'], 'timer ended'],
      ['dismiss', [], 'timer dismissed'],
      ['set', ['waiting'], 'timer set'],
    ] as const) {
      const { set, pass, people, keeper, door, states, lines } = await openDrained();
      const timer = await set();
      people.delete('alice');
      await pass(10 * MINUTE);
      expect(states()).toEqual(['failed']);
      if (how === 'do') await give(door, RETURN, bob);
      if (how === 'do') keeper.looked('pretend');
      if (how === 'dismiss') await keeper.end(timer, bob);
      if (how === 'set') await set();
      await keeper.stop();
      expect([states(), lines().at(-1)]).toEqual([left, line]);
    }
  });

  test('by more than two minutes, as when the machine slept, is not run but told as overdue', async () => {
    const { set, pass, keeper, sent, lines } = await openDrained();
    await set();
    const before = sent.length;
    await pass(12 * MINUTE + 1);
    expect(keeper.timers()).toMatchObject([
      {
        state: {
          is: 'overdue',
          words: expect.stringMatching(/^Vigil could not look at the clock until 2026-03-04 14:23:12 UTC/),
        },
      },
    ]);
    await keeper.stop();
    expect([sent.length, lines()]).toEqual([before, ['timer set', 'timer overdue']]);
  });

  test('by two minutes is still run', async () => {
    const { set, pass, states } = await openDrained();
    await set();
    await pass(12 * MINUTE);
    expect(states()).toEqual(['done']);
  });
});
