import { describe, expect, test } from 'vitest';
import type { Failure } from '#lib/failure.ts';
import { NOTHING_OBSERVED, type Observed, type Reading } from '#lib/reading.ts';
import { begin, finish, type Outcome } from '#lib/store/observe.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const KEEP = 3;
const source = { system: 'haproxy', group: 'web', node: 'lb1', probe: 'stats' };
const silence: Failure = { kind: 'timeout', message: 'no answer', node: 'web/lb1', question: 'stats', received: null };

const reading = (at: number): Reading<number> => ({ value: at - T, observedAt: at, producedAt: null, source });
const read = (at: number): Outcome<number> => ({ at, tookMs: 5, reading: reading(at), failure: null });
const failed = (at: number): Outcome<number> => ({ at, tookMs: 5, reading: null, failure: silence });

function run(...outcomes: Outcome<number>[]): Observed<number> {
  return outcomes.reduce<Observed<number>>((before, outcome) => finish(begin(before, outcome.at, false), outcome, KEEP), NOTHING_OBSERVED);
}

const values = (of: Observed<number>) => of.window.map(({ value }) => value);

describe('a window', () => {
  test('holds the newest first', () => {
    expect(values(run(read(T), read(T + 1)))).toEqual([1, 0]);
  });

  test('holds no more than it should', () => {
    expect(values(run(read(T), read(T + 1), read(T + 2), read(T + 3)))).toEqual([3, 2, 1]);
  });

  test('is never emptied by failed attempts, however many', () => {
    const failures = Array.from({ length: 50 }, (_, index) => failed(T + 1 + index));
    const of = run(read(T), ...failures);
    expect(values(of)).toEqual([0]);
    expect(of.failing).toEqual({ times: 50, since: T + 1 });
    expect(of.attempt).toEqual({ at: T + 50, tookMs: 5, failure: silence });
  });

  test('is not changed in place', () => {
    const before = run(read(T));
    finish(before, read(T + 1), KEEP);
    finish(before, failed(T + 1), KEEP);
    begin(before, T + 1, true);
    expect(before).toEqual(run(read(T)));
  });
});

describe('the asking', () => {
  test('counts from the first question', () => {
    expect(run(failed(T), failed(T + 1), read(T + 2)).asked).toEqual({ times: 3, since: T });
  });

  test('counts what was read, beyond what is kept', () => {
    expect(run(read(T), failed(T + 1), read(T + 2), read(T + 3), read(T + 4)).successes).toBe(4);
  });

  test('fails in an unbroken run, which an answer ends', () => {
    expect(run(failed(T), failed(T + 1)).failing).toEqual({ times: 2, since: T });
    expect(run(failed(T), read(T + 1)).failing).toBeNull();
    expect(run(failed(T), read(T + 1), failed(T + 2)).failing).toEqual({ times: 1, since: T + 2 });
  });

  test('is under way where it is shown, until it ends in either way', () => {
    const asking = begin(run(read(T)), T + 5, true);
    expect(asking.asking).toBe(T + 5);
    expect(begin(run(read(T)), T + 5, false).asking).toBeNull();
    expect(finish(asking, read(T + 5), KEEP).asking).toBeNull();
    expect(finish(asking, failed(T + 5), KEEP).asking).toBeNull();
  });
});
