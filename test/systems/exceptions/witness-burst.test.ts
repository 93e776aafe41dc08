import { describe, expect, test } from 'vitest';
import type { ShapeCard } from '#lib/systems/exceptions/model.ts';
import { foundIn, hoursBy, MINUTE_MS, minutesOf, recentApp, type Scene, STORE_AT, sentenceOf, timeOf } from './store-scene.ts';

/** 60 errors in every hour, so 10 in the ten minutes that are recent. */
const STEADY = { Core: hoursBy(() => 60) };
const NONE = { Core: hoursBy(() => 0) };
const core = (recent: number, minutes = minutesOf(recent)) => [recentApp('Core', { recent, minutes })];
const ids = (scene: Scene): string[] => foundIn(scene).map(({ id }) => id);

describe('a burst', () => {
  test.each<[string, Scene, boolean]>([
    ['is five times what is usual', { recent: core(50), rates: STEADY }, true],
    ['is not a little less than that', { recent: core(49), rates: STEADY }, false],
    ['of an application without errors is 20', { recent: core(20), rates: NONE }, true],
    ['of an application without errors is not 19', { recent: core(19), rates: NONE }, false],
    ['of an application that nobody has seen before is 20', { recent: core(20), rates: {} }, true],
    ['that was told stays one until it is half of that', { recent: core(25), rates: STEADY, standing: ['burst:Core'] }, true],
    ['that was told is over below the half', { recent: core(24), rates: STEADY, standing: ['burst:Core'] }, false],
    ['of another application that was told changes nothing', { recent: core(49), rates: STEADY, standing: ['burst:Chat'] }, false],
    ['as configured: ten times', { recent: core(99), rates: STEADY, settings: { burst: { least: 20, factor: 10 } } }, false],
    ['as configured: at least 100', { recent: core(99), rates: NONE, settings: { burst: { least: 100, factor: 5 } } }, false],
    ['is none where it is off', { recent: core(5_000), rates: STEADY, settings: { burst: null } }, false],
    ['is not looked for before the hours were read', { recent: core(5_000), rates: null }, false],
    ['that was told stays one while the hours are not read', { recent: core(10), rates: null, standing: ['burst:Core'] }, true],
    ['that was told is over all the same when next to nothing comes', { recent: core(9), rates: null, standing: ['burst:Core'] }, false],
    ['that was told is over once it is turned off', { recent: core(90), standing: ['burst:Core'], settings: { burst: null } }, false],
    ['is not looked for while what came lately is not read', { recent: null, rates: STEADY }, false],
  ])('%s', (_name, scene, isFound) => {
    expect(
      ids({ ...scene, settings: { ...scene.settings, appDefaults: { quietHours: [], limits: LIMITS, watchSilence: false } } }),
    ).toEqual(isFound ? ['burst:Core'] : []);
  });

  test('at a time of the day that is busy every day is held against that time', () => {
    const rates = { Core: hoursBy((hour) => (hour === 14 ? 600 : 0)) };
    expect(ids({ recent: core(400), rates })).toEqual([]);
    expect(ids({ recent: core(500), rates })).toEqual(['burst:Core']);
  });

  test('is not what comes every day until the hour and is recent still after it', () => {
    const rates = { Core: hoursBy((hour) => (hour === 13 ? 600 : 0)) };
    const minutesAgo = (ms: number) => ({ recent: core(70), rates, storeAt: Date.UTC(2026, 2, 4, 14) + ms });
    expect(ids(minutesAgo(3 * MINUTE_MS))).toEqual([]);
    expect(ids(minutesAgo(10 * MINUTE_MS))).toEqual(['burst:Core']);
  });

  test('leaves other applications alone', () => {
    const recent = [...core(500), recentApp('Chat', { recent: 3 })];
    expect(ids({ recent, rates: { ...STEADY, Chat: hoursBy(() => 6) } })).toEqual(['burst:Core']);
  });
});

describe('since when', () => {
  test.each<[string, number[], string]>([
    ['the first minute of the run that goes on till now', [0, 0, 30, 30, 30], '14:28'],
    ['a lull of two minutes is a part of it', [30, 0, 0, 30, 30], '14:26'],
    ['after three quiet minutes it is another', [30, 0, 0, 0, 30, 30], '14:29'],
    ['of a burst that is ending it is its own beginning', [30, 30, 30, 0, 0], '14:26'],
    ['of one that is nearly over too, however many quiet minutes are recent', [30, 30, 30, 0, 0, 0, 0, 0], '14:23'],
    ['a run that was over before another began is no part of it', [30, 30, 0, 0, 0, 30, 0, 0, 0, 0], '14:26'],
    ['of one that may be older than the minutes it is not told', new Array<number>(60).fill(30), 'never'],
    ['nor of one that began with a lull', [0, 0, ...new Array<number>(58).fill(30)], 'never'],
    ['of one that began within them it is', [0, 0, 0, ...new Array<number>(57).fill(30)], '13:34'],
    ['of one that no minute tells it is not told', new Array<number>(10).fill(1), 'never'],
  ])('%s', (_name, last, since) => {
    const [found] = foundIn({ recent: core(90, minutesOf(...last)), rates: STEADY });
    expect(timeOf(found?.judged.since ?? null)).toBe(since);
  });

  test.each([2 * MINUTE_MS, -2 * MINUTE_MS])('is told by the clock of Vigil, whatever that of the store says: %d ms ahead', (aheadMs) => {
    const [found] = foundIn({ recent: core(90, minutesOf(30, 30, 30)), rates: STEADY, aheadMs });
    expect(found?.judged.since).toBe(STORE_AT - 2 * MINUTE_MS - aheadMs);
  });
});

test('it says how many came, what is usual, and which kinds they are most', () => {
  const kind = (app: string, type: string, place: string | null, recent: number): ShapeCard => ({
    ...{ shape: `${type}${recent}`, app, type, message: '', place, firstAt: 0, lastAt: STORE_AT, flag: null, cleared: null, recent },
  });
  const top = [
    kind('Core', 'System.Data.SqlException', 'PostQueries.TaggedPage', 70),
    kind('Chat', 'System.Other', null, 500),
    kind('Core', 'Plain', null, 12),
    kind('Core', 'System.IOException', 'Files.Read', 0),
  ];
  const [found] = foundIn({ recent: core(90, minutesOf(30, 30, 30)), rates: STEADY, top });
  expect(found && sentenceOf(found)).toBe(
    '90 errors in 10m 00s, usually 10; it began at 14:28; most: 70 of SqlException in PostQueries.TaggedPage, 12 of Plain',
  );
  expect(found).toMatchObject({
    subject: 'Core',
    place: 'New York',
    judged: { status: 'warning' },
    rows: [{ node: 'ny', row: 'app:Core' }],
  });
});

test('it says no beginning that it does not know', () => {
  const [long] = foundIn({ recent: core(300, new Array<number>(60).fill(30)), rates: STEADY });
  expect(long && sentenceOf(long)).toBe('300 errors in 10m 00s, usually 10');
  const [unread] = foundIn({ recent: core(90), rates: null, standing: ['burst:Core'] });
  expect(unread && sentenceOf(unread)).toBe('90 errors in 10m 00s, and what is usual is not read');
  expect([long?.judged.since, unread?.judged.since]).toEqual([null, null]);
});

test.each([
  [{ Core: hoursBy(() => 0) }, 'usually none'],
  [{ Core: hoursBy(() => 2) }, 'usually less than 1'],
  [{ Core: hoursBy(() => 12) }, 'usually 2'],
])('what is usual is said as what it is: %#', (rates, words) => {
  const [found] = foundIn({ recent: core(90), rates });
  expect(found && sentenceOf(found)).toContain(words);
});

const LIMITS = { totalWarning: null, totalCritical: null, recentWarning: null, recentCritical: null };
