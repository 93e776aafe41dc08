import { afterEach, describe, expect, test } from 'vitest';
import { act, alice, bob, closeDoors, drain, openActing, putBack } from './acting-door.ts';
import type { Servers } from './pretend-acting.ts';

afterEach(closeDoors);

const three = (): Servers => ({ web01: 'up', web02: 'up', web03: 'up' });
const pair = () => ({ 'web/lb1': three(), 'web/lb2': three() });
const AHEAD = Date.now() + 3_600_000;

describe('a mark', () => {
  test('says who took a target out, why and until when, on each instance where that is confirmed', async () => {
    const { door, takes } = await openActing(pair());
    takes('web/lb2', () => ({ is: 'not sent', answer: 'connection refused' }));
    const { id, askedAt } = await act(door, drain('web01'), alice, { reason: 'kernel', until: AHEAD });
    expect(door.marks()).toEqual([
      {
        ...{ system: 'pretend', group: 'web', node: 'lb1', row: 'be/server/web01', action: 'drain', wanted: 'drain' },
        ...{ by: 'alice', at: askedAt, reason: 'kernel', until: AHEAD, id },
      },
    ]);
  });

  test('goes when the target is put back, by whomever', async () => {
    const { door } = await openActing(pair());
    await act(door, drain('web01'), alice, { reason: 'kernel' });
    await act(door, drain('web02'), alice, { reason: 'disk' });
    await act(door, putBack('web01'), bob);
    expect(door.marks().map(({ reason }) => reason)).toEqual(['disk', 'disk']);
  });

  test('is told of once for all of an order, and not to those who have left', async () => {
    const { door } = await openActing(pair());
    const told: string[] = [];
    const leave = door.onMarks((system) => void told.push(system));
    await act(door, drain('web01'), alice);
    expect(told).toEqual(['pretend']);
    leave();
    await act(door, putBack('web01'), alice);
    expect(told).toHaveLength(1);
  });

  test('outlives a restart by the rows of the audit, in whatever order they come', async () => {
    const { door } = await openActing(pair());
    const step = (server: string, wanted: string, isConfirmed = true) => ({
      group: 'web',
      node: 'lb1',
      row: `be/server/${server}`,
      wanted,
      isConfirmed,
    });
    const row = { id: 'action-1', by: { name: 'alice' }, system: 'pretend', reason: 'kernel', until: null };
    door.restoreMarks(
      [],
      [
        { ...row, at: 30, action: 'return', steps: [step('web02', 'up')] },
        {
          ...row,
          at: 20,
          action: 'drain',
          reason: 'disk',
          steps: [step('web01', 'drain'), step('web02', 'drain'), step('web03', 'drain', false)],
        },
        { ...row, at: 10, action: 'drain', steps: [step('web01', 'drain')] },
        { ...row, at: 40, action: 'gone', steps: [step('web01', 'up')] },
        { ...row, at: 50, action: 'sign in', system: null, id: null, steps: [] },
      ],
    );
    expect(door.marks()).toMatchObject([{ row: 'be/server/web01', at: 20, reason: 'disk', by: 'alice', wanted: 'drain' }]);
  });
});
