import { describe, expect, test } from 'vitest';
import { expectedBetween, knownDays, usualPerHour } from '#lib/systems/exceptions/usual.ts';
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

test.each<[string, Parameters<typeof hoursBy>[0], number]>([
  ['the median of all hours', () => 10, 10],
  ['more at a time of the day at which more comes', (hour) => (hour === 14 ? 60 : 10), 60],
  ['not less at one at which less comes', (hour) => (hour === 14 ? 0 : 10), 10],
  ['none where most hours have none', (hour) => (hour === 3 ? 60 : 0), 0],
])('what is usual is %s', (_name, errorsIn, usual) => expect(usualPerHour(shifted(0, errorsIn), STORE_AT)).toBe(usual));

test.each<[string, number[], number]>([
  ['nothing', hoursBy(() => 0), 0],
  ['all of it', hoursBy(() => 1), 14],
  ['from its first error on', hoursBy((_hour, day) => (day >= 12 ? 1 : 0)), 2],
])('known is %s', (_name, hours, days) => expect(knownDays({ fromAt: FROM_AT, hours })).toBeCloseTo(days, 0));
