import { describe, expect, test } from 'vitest';
import { HOURS, type TotalApp } from '#lib/systems/exceptions/model.ts';
import { seeded } from '#test/act/audit/entries.ts';
import {
  DAY_MS,
  FROM_AT,
  foundIn,
  HOUR_MS,
  hoursBy,
  MINUTE_MS,
  recentApp,
  type Scene,
  STORE_AT,
  sentenceOf,
  settingsOf,
} from './store-scene.ts';

/** An application that logs 12 errors an hour, until it logged its last so long ago (ms). */
function silentFor(ms: number, errorsIn = (_hour: number, _day: number, _weekday: number): number => 12): Scene {
  const lastAt = STORE_AT - ms;
  const hours = hoursBy(errorsIn).map((errors, index) => (FROM_AT + index * HOUR_MS > lastAt ? 0 : errors));
  return { rates: { Core: hours }, totals: [totalOf('Core', lastAt)], settings: { burst: null } };
}

const told = (scene: Scene): Scene => ({ ...scene, standing: ['silence:Core'] });

function totalOf(app: string, newestAt: number): TotalApp {
  return { app, errors: 100, rows: 100, protectedRows: 0, newestAt, oldestAt: 0 };
}

const app = (over: Partial<ReturnType<typeof settingsOf>['appDefaults']>) => ({ ...settingsOf().appDefaults, ...over });
/** From Monday to Friday, by day. */
const WORKDAYS = (hour: number, _day: number, weekday: number): number => (weekday % 6 !== 0 && hour >= 8 && hour < 18 ? 12 : 0);
const ids = (scene: Scene): string[] => foundIn(scene).map(({ id }) => id);

describe('an application that logs all day long', () => {
  test.each<[string, Scene, boolean]>([
    ['is silent when ten errors did not come', silentFor(51 * MINUTE_MS), true],
    ['is not before that', silentFor(49 * MINUTE_MS), false],
    ['is not within a quarter of an hour, however much it logs', silentFor(14 * MINUTE_MS, () => 6_000), false],
    ['is after a quarter of an hour where it logs much', silentFor(15 * MINUTE_MS, () => 6_000), true],
    ['of workdays is on a workday', silentFor(5 * HOUR_MS, WORKDAYS), true],
    ['and still after days', silentFor(50 * HOUR_MS), true],
    ['and after five, in which it made no new rule', silentFor(5 * DAY_MS), true],
    ['and after ten', silentFor(10 * DAY_MS), true],
    ['and after twelve, where it was told, though two days are left to hold it against', told(silentFor(12 * DAY_MS)), true],
    ['but is not told newly by two days', silentFor(12 * DAY_MS), false],
    ['of workdays is after a week of them too', silentFor(8 * DAY_MS, WORKDAYS), true],
    ['is not held against less than three days', silentFor(5 * HOUR_MS, (_hour, day) => (day >= 12 ? 12 : 0)), false],
    ['is after three', silentFor(5 * HOUR_MS, (_hour, day) => (day >= 10 ? 12 : 0)), true],
    ['is not looked for before the hours were read', { ...silentFor(5 * HOUR_MS), rates: null }, false],
    ['that was told stays silent while what came lately is not read', { ...told(silentFor(5 * HOUR_MS)), recent: null }, true],
    ['is told by its hours too, while what came lately is not read', { ...silentFor(5 * HOUR_MS), recent: null }, true],
    ['is not by an hour that may have been any moment', { ...silentFor(45 * MINUTE_MS), recent: null, totals: null }, false],
    ['is told by its hours alone, exact to the hour', { ...silentFor(5 * HOUR_MS), recent: null, totals: null }, true],
  ])('%s', (_name, scene, isFound) => {
    expect(ids(scene)).toEqual(isFound ? ['silence:Core'] : []);
  });

  test('that came back is silent no longer, whatever older totals say', () => {
    const scene = silentFor(5 * HOUR_MS);
    expect(ids({ ...scene, recent: [recentApp('Core', { recent: 1, newestAt: STORE_AT - 1_000 })] })).toEqual([]);
  });

  test('of which all was purged is silent since the end of the last hour in which it logged', () => {
    const [found] = foundIn({ ...silentFor(5 * HOUR_MS), totals: [] });
    expect(found?.judged.since).toBe(Math.floor((STORE_AT - 5 * HOUR_MS) / HOUR_MS) * HOUR_MS + HOUR_MS);
  });

  test('whose newest errors were deleted logged until those, and not until what is left', () => {
    const scene = silentFor(30 * MINUTE_MS);
    expect(ids({ ...scene, totals: [totalOf('Core', STORE_AT - 40 * HOUR_MS)] })).toEqual([]);
  });
});

describe('an application that logged is not silent', () => {
  const dead = silentFor(5 * HOUR_MS);
  test.each<[string, Scene]>([
    ['by what came lately', { ...dead, recent: [recentApp('Core', { newestAt: STORE_AT - MINUTE_MS })] }],
    [
      'by the case of another name, as most databases group it',
      { ...dead, recent: [recentApp('CORE', { newestAt: STORE_AT - MINUTE_MS })] },
    ],
    ['by hours of another case', { ...dead, rates: { ...dead.rates, core: hoursBy((_hour, day) => (day === 13 ? 1 : 0)) } }],
    ['by what was deleted since, as the reading before told it', { ...dead, totalsBefore: [totalOf('Core', STORE_AT - 4 * MINUTE_MS)] }],
    ['by a clock that is some hours ahead', { ...dead, totals: [totalOf('Core', STORE_AT + 3 * HOUR_MS)] }],
  ])('%s', (_name, scene) => expect(ids(scene)).toEqual([]));
});

test('one row of a clock that is days ahead does not speak for its application for ever', () => {
  const dead = silentFor(5 * HOUR_MS);
  const ahead = recentApp('Core', { newestAt: STORE_AT + 900 * DAY_MS });
  expect(ids({ ...dead, recent: [ahead], totals: [totalOf('Core', ahead.newestAt)] })).toEqual(['silence:Core']);
});

describe('nothing is expected', () => {
  test.each<[string, Scene]>([
    ['at night, of what logs by day', silentFor(9 * HOUR_MS, (hour) => (hour >= 16 && hour < 20 ? 100 : 0))],
    ['of what logs now and then', silentFor(30 * HOUR_MS, (hour, day) => (hour === 9 && day % 3 === 0 ? 50 : 0))],
    ['of what logged on few days alone', silentFor(20 * HOUR_MS, (_hour, day) => (day < 3 ? 100 : 0))],
    ['of what never logged', { rates: { Core: hoursBy(() => 0) }, settings: { burst: null } }],
  ])('%s', (_name, scene) => expect(ids(scene)).toEqual([]));
});

test('what is told to be silent stays so until it logs, hour by hour for eleven days, in a hundred random applications', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = seeded(seed);
    const [begin, length, most, isDaily] = [Math.floor(random() * 24), 1 + Math.floor(random() * 24), 1 + random() * 40, random() < 0.5];
    // Hours of four weeks, of which each reading tells the last two.
    const hours = hoursBy(
      (hour, day, weekday) => {
        const isOpen = (hour - begin + 24) % 24 < length && (isDaily || weekday % 6 !== 0);
        return isOpen && day < 14 ? Math.floor(random() * most) : 0;
      },
      FROM_AT,
      2 * HOURS,
    );
    const lastAt = FROM_AT + (hours.findLastIndex((errors) => errors > 0) + 0.5) * HOUR_MS;
    let standing: string[] = [];
    for (let hour = HOURS + 1; hour < HOURS + 11 * 24; hour += 1) {
      const rates = { Core: hours.slice(hour - HOURS, hour) };
      const storeAt = FROM_AT + (hour - 0.5) * HOUR_MS;
      const found = ids({ rates, storeAt, standing, totals: [totalOf('Core', lastAt)], settings: { burst: null } });
      expect([seed, hour, found.length < standing.length]).toEqual([seed, hour, false]);
      standing = found;
    }
  }
});

describe('quiet hours', () => {
  const silent = silentFor(4 * HOUR_MS + 30 * MINUTE_MS);
  test.each([
    ['that cover all of it expect nothing', [{ from: 9, to: 16 }], false],
    ['that cover a part of it leave the rest', [{ from: 9, to: 12 }], true],
    ['of the night change nothing by day', [{ from: 22, to: 6 }], true],
    ['over midnight reach into the morning', [{ from: 20, to: 15 }], false],
    [
      'in two parts are both',
      [
        { from: 9, to: 12 },
        { from: 12, to: 15 },
      ],
      false,
    ],
  ])('%s', (_name, quietHours, isFound) => {
    expect(ids({ ...silent, settings: { burst: null, appDefaults: app({ quietHours }) } })).toEqual(isFound ? ['silence:Core'] : []);
  });

  test('of one application, whatever its case, are of it alone', () => {
    const scene = { ...silent, rates: { ...silent.rates, Chat: silent.rates?.Core ?? [] } };
    const apps = { core: app({ quietHours: [{ from: 0, to: 24 }] }) };
    expect(ids({ ...scene, settings: { burst: null, apps } })).toEqual(['silence:Chat']);
  });
});

test('an application that may be silent is not told of', () => {
  expect(ids({ ...silentFor(5 * HOUR_MS), settings: { burst: null, appDefaults: app({ watchSilence: false }) } })).toEqual([]);
});

test('errors that come in clumps are no more rows than there are: forty in one row an hour are one that is missing', () => {
  const scene = silentFor(5 * HOUR_MS, () => 40);
  const rows = { Core: (scene.rates?.Core ?? []).map((errors) => Math.min(errors, 1)) };
  expect([ids(scene), ids({ ...scene, rows })]).toEqual([['silence:Core'], []]);
});

test('it says since when, how many were to be expected, and what to do; by the clock of Vigil', () => {
  const [found] = foundIn({ ...silentFor(5 * HOUR_MS), aheadMs: 60_000 });
  expect(found).toMatchObject({
    subject: 'Core',
    place: 'New York',
    judged: { status: 'warning', since: STORE_AT - 5 * HOUR_MS - 60_000 },
  });
  expect(found && sentenceOf(found)).toBe(
    'no error since 09:29, where 60 rows of errors were to be expected by its own days: it may be down, or its errors do not reach the store. Quiet hours can be configured',
  );
});

test('where too few of its days are left to say how many were to be expected, it does not say a number', () => {
  const [found] = foundIn(told(silentFor(12 * DAY_MS)));
  expect(found && sentenceOf(found)).toMatch(/^no error since 14:\d\d, where many were to be expected by days before that: it may be down/);
});
