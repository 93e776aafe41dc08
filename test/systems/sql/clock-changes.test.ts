import { describe, expect, test } from 'vitest';
import { localTime } from '#demo/sqlserver/model/zone.ts';
import { clockChanges } from '#lib/systems/sql/clock-changes.ts';
import { mayBeBetween, mayBeOff, notAfter } from '#lib/text/changed-clock.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(`${text}Z`);
const offsetOf = (zone: string, moment: number): number => (localTime(zone, moment).getTime() - moment) / 60_000;

describe('when a clock may have been changed', () => {
  test.each([
    ['America/New_York', '2026-11-22T12:00', '2026-11-01T06:00'],
    ['America/New_York', '2026-07-01T12:00', '2026-03-08T07:00'],
    ['Europe/London', '2026-11-22T12:00', '2026-10-25T01:00'],
    ['Australia/Lord_Howe', '2026-11-22T12:00', '2026-10-03T15:30'],
    ['Africa/Casablanca', '2026-07-01T12:00', '2026-03-22T02:00'],
    ['America/New_York', '2027-01-02T12:00', '2026-11-01T06:00'],
  ])('in %s at %s its last change was at %s', (zone, moment, change) => {
    const changes = clockChanges(offsetOf(zone, at(moment)), at(moment));
    expect(changes).toContain(at(change));
    expect(changes.every((one) => one <= at(moment))).toBe(true);
  });

  test.each([330, 345, 480, 540])('where nobody changes clocks, never: %i minutes', (offset) => {
    expect(clockChanges(offset, at('2026-11-22T12:00'))).toEqual([]);
  });

  test.each(['America/New_York', 'Europe/Berlin', 'Pacific/Auckland'])(
    'a time of %s that is said to be sure is the one that it was, in every hour of two weeks around a change',
    (zone) => {
      const end = at('2026-12-01T00:00');
      const own = clockChanges(offsetOf(zone, end), end).filter((one) => offsetOf(zone, one) !== offsetOf(zone, one - 60_000));
      expect(own).toHaveLength(4);
      for (const change of own) {
        const said = change + 7 * 24 * HOUR;
        const offset = offsetOf(zone, said);
        const changes = clockChanges(offset, said);
        const told = Array.from({ length: 14 * 48 }, (_, step) => change + (step / 2 - 168) * HOUR);
        const read = told.map((moment) => ({ moment, read: localTime(zone, moment).getTime() - offset * 60_000 }));
        const sure = read.filter((one) => !mayBeOff(one.read, changes));
        expect(sure.length).toBeGreaterThan(14 * 20);
        expect(sure.filter((one) => one.read !== one.moment)).toEqual([]);
        expect(read.some((one) => one.read !== one.moment)).toBe(true);
      }
    },
  );
});

test('between two times a change counts where it may lie between them by either offset', () => {
  const change = at('2026-11-01T06:00');
  expect(mayBeBetween(change - 3 * HOUR, change - 2 * HOUR, [change])).toBe(false);
  expect(mayBeBetween(change - 3 * HOUR, change + 1, [change])).toBe(true);
  expect(mayBeBetween(change + 30 * 60_000, change + 5 * 60_000, [change])).toBe(true);
  expect(mayBeBetween(change + 2 * HOUR, change + 3 * HOUR, [change])).toBe(false);
});

test('a time that is yet to come is of before the clock was set back, and only then', () => {
  const said = at('2026-11-01T06:05');
  const change = at('2026-11-01T06:00');
  expect(notAfter(said + 50 * 60_000, said, [change])).toBe(said - 10 * 60_000);
  expect(notAfter(said + 50 * 60_000, said, [])).toBe(said + 50 * 60_000);
  expect(notAfter(said + 50 * 60_000, said, [change - 24 * HOUR])).toBe(said + 50 * 60_000);
  expect(notAfter(said - 1_000, said, [change])).toBe(said - 1_000);
});
