import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Actor, Entry } from '#lib/act/audit/record.ts';
import { RefusedTries } from '#lib/act/refused-tries.ts';
import { alice, bob } from './acting-door.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const tried = { id: null, system: 'pretend', action: 'drain', title: 'Drain web01', words: 'no' };

function openTries(append: (by: Actor, entry: Entry) => Promise<void> = async () => undefined) {
  const lines: [string, number, string][] = [];
  const errors: unknown[] = [];
  const sink = {
    trouble: () => null,
    async append(by: Actor, entry: Entry) {
      if (entry.kind === 'refused') lines.push([by.name, entry.times, entry.words]);
      await append(by, entry);
    },
  };
  return { tries: new RefusedTries(sink, (error) => void errors.push(error)), lines, errors };
}

describe('refused tries', () => {
  test('are written down at once, and then once a minute with how many they were', async () => {
    const { tries, lines } = openTries();
    for (let time = 1; time <= 5; time += 1) tries.add(alice, 'typed', { ...tried, words: `no ${time}` });
    expect(lines).toEqual([['alice', 1, 'no 1']]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines.slice(1)).toEqual([['alice', 4, 'no 5']]);
    tries.add(alice, 'typed', tried);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines.slice(2)).toEqual([['alice', 1, 'no']]);
    await vi.advanceTimersByTimeAsync(120_000);
    tries.add(alice, 'typed', tried);
    expect(lines).toHaveLength(4);
  });

  test('of others, of another kind and of another action are counted apart', () => {
    const { tries, lines } = openTries();
    tries.add(alice, 'typed', tried);
    tries.add(bob, 'typed', tried);
    tries.add(alice, 'changed', tried);
    tries.add(alice, 'typed', { ...tried, action: 'return' });
    tries.add(alice, 'typed', { ...tried, title: 'Drain web02', id: 'another-id' });
    expect(lines).toHaveLength(4);
  });

  test('that were counted are written when Vigil stops', async () => {
    const { tries, lines } = openTries();
    for (let time = 1; time <= 3; time += 1) tries.add(alice, 'typed', tried);
    await tries.flush();
    expect(lines).toEqual([
      ['alice', 1, 'no'],
      ['alice', 2, 'no'],
    ]);
    await tries.flush();
    expect(lines).toHaveLength(2);
  });

  test('that cannot be written are told of and stop nobody', async () => {
    const { tries, errors } = openTries(() => Promise.reject(new Error('the disk is full')));
    tries.add(alice, 'typed', tried);
    await tries.flush();
    expect(errors).toEqual([new Error('the disk is full')]);
  });
});
