import { describe, expect, test } from 'vitest';
import {
  ageMs,
  defaultStaleAfterMs,
  type Freshness,
  freshness,
  known,
  type Moment,
  NOTHING_OBSERVED,
  type Stamps,
  sourceId,
} from '#lib/reading.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const STALE_AFTER = 9_000;

const stamps = (observedAt: number, producedAt: number | null = null): Stamps => ({ observedAt, producedAt });
const at = (now: number, doubtBefore = 0): Moment => ({ now, doubtBefore });

describe('freshness', () => {
  test.each<[string, Stamps, Moment, Freshness]>([
    ['just read', stamps(T), at(T), { is: 'fresh', ageMs: 0 }],
    ['at the very limit', stamps(T), at(T + STALE_AFTER), { is: 'fresh', ageMs: STALE_AFTER }],
    ['one millisecond beyond it', stamps(T), at(T + STALE_AFTER + 1), { is: 'stale', ageMs: STALE_AFTER + 1, why: 'old' }],
    ['days old', stamps(T), at(T + 864e5), { is: 'stale', ageMs: 864e5, why: 'old' }],
    ['read now but made long ago', stamps(T, T - 60_000), at(T), { is: 'stale', ageMs: 60_000, why: 'old' }],
    ['made a little before it was read', stamps(T, T - 500), at(T), { is: 'fresh', ageMs: 500 }],
    ['made at the limit', stamps(T, T - STALE_AFTER), at(T), { is: 'fresh', ageMs: STALE_AFTER }],
    ['made "after" it was read: the older stamp counts', stamps(T, T + 1_000), at(T + 3_000), { is: 'fresh', ageMs: 3_000 }],
    ['our clock set back by the tolerance', stamps(T), at(T - 2_000), { is: 'fresh', ageMs: -2_000 }],
    ['our clock set back by more', stamps(T), at(T - 2_001), { is: 'stale', ageMs: -2_001, why: 'clocks disagree' }],
    ['our clock set back by a day', stamps(T), at(T - 864e5), { is: 'stale', ageMs: -864e5, why: 'clocks disagree' }],
    ['our clock jumped forward', stamps(T), at(T + 36e5), { is: 'stale', ageMs: 36e5, why: 'old' }],
    ['the source lives in the future', stamps(T, T + 60_000), at(T), { is: 'stale', ageMs: -60_000, why: 'clocks disagree' }],
    [
      'read long ago by a source in the future',
      stamps(T - 60_000, T + 2_001),
      at(T),
      { is: 'stale', ageMs: -2_001, why: 'clocks disagree' },
    ],
    ['read at the moment of doubt', stamps(T), at(T + 1, T), { is: 'stale', ageMs: 1, why: 'doubted' }],
    ['read after the moment of doubt', stamps(T + 1), at(T + 1, T), { is: 'fresh', ageMs: 0 }],
    ['everything in doubt', stamps(T), at(T, Number.POSITIVE_INFINITY), { is: 'stale', ageMs: 0, why: 'doubted' }],
    ['old and in doubt', stamps(T), at(T + 36e5, T), { is: 'stale', ageMs: 36e5, why: 'old' }],
  ])('%s', (_name, newest, moment, expected) => {
    expect(freshness(newest, STALE_AFTER, moment)).toEqual(expected);
  });

  test.each<[string, Stamps, Moment]>([
    ['a stamp', stamps(Number.NaN), at(T)],
    ['the time of making', stamps(T, Number.NaN), at(T)],
    ['the clock', stamps(T), at(Number.NaN)],
  ])('is stale when %s is not a number', (_name, newest, moment) => {
    expect(freshness(newest, STALE_AFTER, moment).is).toBe('stale');
  });

  test('what was never read is never fresh', () => {
    expect(freshness(null, STALE_AFTER, at(T))).toEqual({ is: 'never' });
  });

  test('a limit of zero is fresh in the same millisecond only', () => {
    expect(freshness(stamps(T), 0, at(T)).is).toBe('fresh');
    expect(freshness(stamps(T), 0, at(T + 1)).is).toBe('stale');
  });
});

test('the default limit is interval, timeout and two seconds', () => {
  expect(defaultStaleAfterMs(5_000, 2_000)).toBe(9_000);
});

test('age is by the older stamp', () => {
  expect(ageMs(stamps(T, T - 5), T + 1)).toBe(6);
  expect(ageMs(stamps(T, T + 5), T + 1)).toBe(1);
});

test('a source has one spelling', () => {
  expect(sourceId({ system: 'haproxy', group: 'web', node: 'lb1', probe: 'stats' })).toBe('haproxy/web/lb1/stats');
});

describe('known', () => {
  test('holds the newest stamps and no value', () => {
    const source = { system: 's', group: 'g', node: 'n', probe: 'p' };
    const reading = { value: 'secret', observedAt: T, producedAt: T - 1, source };
    const of = known({ ...NOTHING_OBSERVED, window: [reading, { ...reading, observedAt: T - 9, producedAt: null }] });
    expect(of.newest).toEqual({ observedAt: T, producedAt: T - 1 });
    expect(JSON.stringify(of)).not.toContain('secret');
  });

  test('of nothing is nothing', () => {
    expect(known(NOTHING_OBSERVED)).toEqual({ newest: null, attempt: null, asked: null, failing: null, asking: null });
  });
});
