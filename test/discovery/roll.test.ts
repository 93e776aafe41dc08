import { describe, expect, test } from 'vitest';
import { type FoundMember, type NamedMember, type Round, rollMembers } from '#lib/discovery/roll.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const DAY_MS = 86_400_000;

function named(name: string, by: string): NamedMember {
  return { name, kind: 'data', host: name, port: 6379, by };
}

function round(what: Partial<Round>): Round {
  const all = new Set(['m1', 'm2', 'm3']);
  return { named: [], heard: all, present: all, answering: new Set(), forgetAfterMs: DAY_MS, most: 3, now: T, ...what };
}

/** What is found after some rounds, one after another. */
function foundAfter(...rounds: Partial<Round>[]): readonly FoundMember[] {
  return rounds.reduce<readonly FoundMember[]>((found, one) => rollMembers(found, round(one)).found, []);
}

const named1 = { named: [named('r1', 'm1')] };

describe('a member that nobody configured', () => {
  test('comes with the first node that names it, and knows all that do', () => {
    const found = foundAfter({ named: [named('r1', 'm1'), named('r1', 'm2')] });
    expect(found).toMatchObject([{ name: 'r1', namers: [{ node: 'm1' }, { node: 'm2' }], unnamedSince: null }]);
  });

  test('is not named any more since every one that named it was heard without it', () => {
    const both = { named: [named('r1', 'm1'), named('r1', 'm2')] };
    expect(foundAfter(both, { named: [named('r1', 'm2')], now: T + 1 })[0]?.unnamedSince).toBeNull();
    expect(foundAfter(both, { named: [named('r1', 'm2')], now: T + 1 }, { now: T + 2 }, { now: T + 3 })[0]?.unnamedSince).toBe(T + 2);
  });

  test('is named for as long as the one that named it cannot be heard', () => {
    expect(foundAfter(named1, { heard: new Set(['m2']), now: T + 5 * DAY_MS })[0]?.unnamedSince).toBeNull();
  });

  test('is not named by one that is not asked itself any more', () => {
    expect(foundAfter(named1, { present: new Set(['m2']), heard: new Set(['m2']), now: T + 1 })[0]?.unnamedSince).toBe(T + 1);
  });

  test('is as before when it is named again, by whomever', () => {
    expect(foundAfter(named1, { now: T + 1 }, { named: [named('r1', 'm2')], now: T + 2 })[0]?.unnamedSince).toBeNull();
  });

  test.each<[string, Partial<Round>, boolean]>([
    ['stays until its time is up', { now: T + DAY_MS }, true],
    ['is let go when its time is up', { now: T + 1 + DAY_MS }, false],
    ['stays while it answers', { now: T + 9 * DAY_MS, answering: new Set(['r1']) }, true],
    ['stays while the one that named it is not heard', { now: T + 9 * DAY_MS, heard: new Set(['m2']) }, true],
    ['is let go where the one that named it is gone too', { now: T + 9 * DAY_MS, present: new Set(['m2']) }, false],
  ])('that nobody names %s', (_name, last, stays) => {
    const before = foundAfter(named1, { now: T + 1 });
    const { found, left } = rollMembers(before, round(last));
    expect([found.length, left.map(({ name }) => name)]).toEqual(stays ? [1, []] : [0, ['r1']]);
  });

  test('beyond the most that are taken in is told, and those that are there stay', () => {
    const many = { named: ['r1', 'r2', 'r3', 'r4', 'r5'].map((name) => named(name, 'm1')) };
    const first = rollMembers([], round(many));
    expect([first.found.map(({ name }) => name), first.over]).toEqual([
      ['r1', 'r2', 'r3'],
      ['r4', 'r5'],
    ]);
    expect(rollMembers(first.found, round({ ...many, most: 1 })).found).toHaveLength(3);
  });
});
