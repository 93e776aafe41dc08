import { describe, expect, test } from 'vitest';
import { backoffMs, lanes, missedTicks, nextTick } from '#lib/poll/schedule.ts';

describe('the next tick', () => {
  test.each([
    ['before the first', 1_000, 900, 1_000],
    ['at the first', 1_000, 1_000, 6_000],
    ['within the first interval', 1_000, 1_001, 6_000],
    ['right before a tick', 1_000, 5_999, 6_000],
    ['at a tick', 1_000, 6_000, 11_000],
    ['long after', 1_000, 1_000_000, 1_001_000],
    ['with a fraction', 1_000.25, 6_000.5, 11_000.25],
  ])('%s stays on the grid and lies ahead', (_name, phaseAt, after, expected) => {
    expect(nextTick(phaseAt, 5_000, after)).toBe(expected);
  });

  test('always lies ahead, for epoch times with fractions too', () => {
    const phase = 1_767_621_720_000.123;
    for (let after = phase; after < phase + 100_000; after += 333.3) {
      const next = nextTick(phase, 1_000, after);
      expect(next).toBeGreaterThan(after);
      expect(next - after).toBeLessThanOrEqual(1_000.01);
    }
  });
});

test.each([
  ['served in time', 1_000, 6_000, 0],
  ['served a little late', 1_000, 6_000, 0],
  ['served one interval late', 1_000, 11_000, 1],
  ['served ten late', 1_000, 56_000, 10],
  ['asked by hand right before the next', 5_999, 6_000, 0],
])('%s: ticks missed', (_name, servedAt, nextAt, expected) => {
  expect(missedTicks(servedAt, nextAt, 5_000)).toBe(expected);
});

test.each([
  ['the first silence doubles', 5_000, 1, 10_000],
  ['the second doubles again', 5_000, 2, 20_000],
  ['up to 30 s', 5_000, 3, 30_000],
  ['and stays there', 5_000, 1_000, 30_000],
  ['a slow question is never asked more often than its interval', 60_000, 1, 60_000],
  ['without a silence it is the interval', 5_000, 0, 5_000],
])('back-off: %s', (_name, intervalMs, silences, expected) => {
  expect(backoffMs(intervalMs, silences)).toBe(expected);
});

test.each([
  [64, { answering: 48, failing: 16 }],
  [8, { answering: 6, failing: 2 }],
  [2, { answering: 1, failing: 1 }],
  [1, { answering: 1, failing: 1 }],
])('%d slots are shared, and both lanes have one', (slots, expected) => {
  expect(lanes(slots)).toEqual(expected);
});
