import { describe, expect, test } from 'vitest';
import { expectedBetween, knownDays, ratesUntil, usualBetween } from '#lib/systems/exceptions/usual.ts';
import { DAY_MS, FROM_AT, HOUR_MS, hoursBy, STORE_AT } from './store-scene.ts';

const NO_QUIET = { quietHours: [] };
const WORKDAYS = (_hour: number, _day: number, weekday: number): number => (weekday % 6 === 0 ? 0 : 10);
/** Fourteen days whose last hour began so much after those of the scene. */
const shifted = (ms: number, errorsIn: Parameters<typeof hoursBy>[0]) => ({
  fromAt: FROM_AT + ms,
  hours: hoursBy(errorsIn, FROM_AT + ms),
});
const expectedOf = (ms: number, errorsIn: Parameters<typeof hoursBy>[0], hours = 10): number => {
  const to = STORE_AT + ms;
  return expectedBetween(shifted(ms, errorsIn), { from: to - hours * HOUR_MS, to }, NO_QUIET);
};

describe('what is to be expected at the least', () => {
  test.each<[string, number, Parameters<typeof hoursBy>[0], number]>([
    ['of what comes always is that', 0, () => 10, 100],
    ['on a Wednesday of what comes on workdays is that of workdays', 0, WORKDAYS, 100],
    ['on a Saturday of what comes on workdays is nothing', 3 * DAY_MS, WORKDAYS, 0],
    ['on a Sunday neither', 4 * DAY_MS, WORKDAYS, 0],
    ['on a Monday it is that of workdays again', 5 * DAY_MS, WORKDAYS, 100],
    ['on a Sunday of what comes on Sundays alone is nothing: two are no rule', 4 * DAY_MS, (_h, _d, weekday) => (weekday ? 0 : 10), 0],
    ['on a Saturday of what comes always is that', 3 * DAY_MS, () => 10, 100],
    ['on the first Saturday that is known it is nothing', 3 * DAY_MS, (_hour, day) => (day >= 9 ? 10 : 0), 0],
    ['of what failed on one day in four is nothing of that', 0, (_hour, day) => (day % 4 === 0 ? 500 : 10), 100],
    ['of workdays of which most had none is nothing', 0, (_hour, day) => (day % 3 === 0 ? 500 : 0), 0],
    ['of two workdays is what all days had: they are too few', 0, (_hour, day) => (day >= 12 ? 10 : 0), 100],
  ])('%s', (_name, ms, errorsIn, expected) => expect(expectedOf(ms, errorsIn)).toBeCloseTo(expected));

  test('of a part of an hour is that part', () => {
    const rates = shifted(0, () => 60);
    expect(expectedBetween(rates, { from: STORE_AT - 600_000, to: STORE_AT }, NO_QUIET)).toBeCloseTo(10);
    expect(expectedBetween(rates, { from: STORE_AT, to: STORE_AT }, NO_QUIET)).toBe(0);
  });

  test('is the sum of its parts, wherever a time is cut', () => {
    const rates = shifted(0, (hour, day) => hour * 3 + day);
    for (let cut = 1; cut < 40; cut += 1) {
      const [from, to] = [STORE_AT - 40 * HOUR_MS, STORE_AT];
      const at = from + cut * 37 * 60_000;
      const parts = expectedBetween(rates, { from, to: at }, NO_QUIET) + expectedBetween(rates, { from: at, to }, NO_QUIET);
      expect(parts).toBeCloseTo(expectedBetween(rates, { from, to }, NO_QUIET));
    }
  });

  test('quiet hours never expect more than none', () => {
    const rates = shifted(0, () => 10);
    for (let from = 0; from < 24; from += 1)
      for (let to = 0; to <= 24; to += 1) {
        if (from === to) continue;
        const day = { from: STORE_AT - 24 * HOUR_MS, to: STORE_AT };
        const hours = from < to ? to - from : 24 - from + to;
        expect(expectedBetween(rates, day, { quietHours: [{ from, to }] })).toBeCloseTo(10 * (24 - hours));
      }
  });
});

describe('what is usual in an hour', () => {
  /** Of the hour of the scene, which is that of 14:00, where nothing else is said. */
  test.each<[string, Parameters<typeof hoursBy>[0], number, number]>([
    ['is the median of all hours', () => 10, 14, 10],
    ['is more at a time of the day at which more comes', (hour) => (hour === 14 ? 60 : 10), 14, 60],
    ['is not less at one at which less comes', (hour) => (hour === 14 ? 0 : 10), 14, 10],
    ['is none where most hours have none', (hour) => (hour === 3 ? 60 : 0), 14, 0],
    ['is that of a time of the day which was busy on most days', (hour, day) => (hour === 9 && day % 3 > 0 ? 60 : 0), 9, 60],
    ['is none at a time of the day which was busy on some days', (hour, day) => (hour === 9 && day % 3 === 0 ? 60 : 0), 9, 0],
    ['is not that of the hour which still runs', (_hour, day) => (day === 13 ? 6_000 : 10), 14, 10],
    ['is none of what nobody has seen before', () => 0, 14, 0],
  ])('%s', (_name, errorsIn, hour, usual) => {
    const from = Date.UTC(2026, 2, 4, hour);
    expect(usualBetween(shifted(0, errorsIn), { from, to: from + HOUR_MS })).toBe(usual);
  });

  test('that is of two hours is the part of each', () => {
    const rates = shifted(0, (hour) => (hour >= 8 && hour < 14 ? 60 : 0));
    const at = Date.UTC(2026, 2, 4, 14);
    expect(usualBetween(rates, { from: at - 600_000, to: at })).toBeCloseTo(10);
    expect(usualBetween(rates, { from: at - 300_000, to: at + 300_000 })).toBeCloseTo(5);
    expect(usualBetween(rates, { from: at, to: at + 600_000 })).toBe(0);
  });

  test('of an application without hours is none', () => {
    expect(usualBetween({ fromAt: FROM_AT, hours: [] }, { from: STORE_AT - 600_000, to: STORE_AT })).toBe(0);
  });
});

describe('what was known at a moment', () => {
  const rates = { fromAt: FROM_AT, hours: [1, 2, 3, 4] };
  test.each([
    ['has the hour that was running as its last', FROM_AT + 1.5 * HOUR_MS, [1, 2]],
    ['has that hour from its very beginning', FROM_AT + 2 * HOUR_MS, [1, 2, 3]],
    ['is all of it at its end and after', FROM_AT + 9 * HOUR_MS, [1, 2, 3, 4]],
    ['is nothing before all of it', FROM_AT - 1, []],
  ])('%s', (_name, at, hours) => expect(ratesUntil(rates, at)).toEqual({ fromAt: FROM_AT, hours }));

  test('goes on being expected, however long nothing comes', () => {
    const lastAt = STORE_AT - 9 * DAY_MS;
    const dead = ratesUntil(
      shifted(0, () => 10),
      lastAt,
    );
    for (let days = 1; days <= 9; days += 1) {
      const silence = { from: lastAt, to: lastAt + days * DAY_MS };
      // Of what is known from Monday to Friday alone, weekends are left out.
      expect(expectedBetween(dead, silence, NO_QUIET)).toBeGreaterThanOrEqual(10 * 24 * Math.max(1, days - 2));
    }
  });
});

test.each<[string, number[], number]>([
  ['nothing', hoursBy(() => 0), 0],
  ['all of it', hoursBy(() => 1), 14],
  ['from its first error on', hoursBy((_hour, day) => (day >= 12 ? 1 : 0)), 2],
])('known is %s', (_name, hours, days) => expect(knownDays({ fromAt: FROM_AT, hours })).toBeCloseTo(days, 0));
