import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SeriesKey } from '#lib/history.ts';
import type { ReadingValues } from '#lib/state/history/history.ts';
import { SERIES_MIGRATIONS } from '#lib/state/history/series-schema.ts';
import { SeriesTables } from '#lib/state/history/series-tables.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2026, 2, 30);
const RATE = { name: 'rate', unit: '/s', meaning: 'what comes' };
const KEY: SeriesKey = { source: 'redis/cache/a', row: '', figure: 'rate' };

let database: DatabaseSync;
let damage: string[];
let tables: SeriesTables;

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  for (const { run } of SERIES_MIGRATIONS) typeof run === 'string' ? database.exec(run) : run(database);
  damage = [];
  tables = opened();
});

afterEach(() => database.close());

function opened(partValues = 40_000): SeriesTables {
  const made = new SeriesTables(database, (words) => damage.push(words), partValues);
  made.load();
  return made;
}

function reading(at: number, value: number | null, more: Partial<ReadingValues> = {}): ReadingValues {
  return { source: KEY.source, at, intervalMs: 10 * SECOND, figures: [RATE], rows: [['', [value]]], ...more };
}

/** Readings of a value that rises, every so often. */
function readings(from: number, to: number, intervalMs: number): ReadingValues[] {
  return Array.from({ length: Math.ceil((to - from) / intervalMs) }, (_, index) =>
    reading(from + index * intervalMs, index, { intervalMs }),
  );
}

function settle(now: number, of = tables): void {
  while (!of.compact(now, 1_000));
}

function values(from: number, to: number, key = KEY): (readonly [number, number | null])[] {
  return tables.read(key, { from, to }, 1_000).points.map(([at, value]) => [at, value]);
}

describe.each(['in memory', 'read again', 'sealed', 'sealed twice after a crash'])('readings that are %s', (how) => {
  function keep(list: readonly ReadingValues[]): void {
    tables.append(list);
    if (how === 'in memory') return;
    const flushes = database.prepare('SELECT at, bytes, data FROM series_flush').all();
    if (how !== 'read again') settle(MONDAY + DAY - 1);
    if (how === 'sealed twice after a crash')
      for (const { at = null, bytes = null, data = null } of flushes)
        database.prepare('INSERT INTO series_flush (at, bytes, data) VALUES (?, ?, ?)').run(at, bytes, data);
    tables = opened();
    if (how === 'sealed twice after a crash') settle(MONDAY + DAY - 1);
  }

  test('are told as they were, null where they were not told, and not where there were none', () => {
    keep([reading(MONDAY, 0), reading(MONDAY + 10 * SECOND, null), reading(MONDAY + 3 * HOUR, 0.1 + 0.2)]);
    expect(values(MONDAY, MONDAY + DAY)).toEqual([
      [MONDAY, 0],
      [MONDAY + 10 * SECOND, null],
      [MONDAY + 3 * HOUR, 0.1 + 0.2],
    ]);
  });

  test('are told up to both ends of a period', () => {
    keep(readings(MONDAY, MONDAY + HOUR, MINUTE));
    expect(values(MONDAY + 10 * MINUTE, MONDAY + 12 * MINUTE).map(([, value]) => value)).toEqual([10, 11, 12]);
    expect(values(MONDAY + 10 * MINUTE + 1, MONDAY + 12 * MINUTE - 1).map(([, value]) => value)).toEqual([11]);
  });

  test('of the same moment are told as they came last', () => {
    keep([reading(MONDAY, 1), reading(MONDAY + HOUR, 2), reading(MONDAY, 3)]);
    expect(values(MONDAY, MONDAY + DAY)).toEqual([
      [MONDAY, 3],
      [MONDAY + HOUR, 2],
    ]);
  });

  test('make the same steps', () => {
    keep(readings(MONDAY, MONDAY + 20 * MINUTE, MINUTE));
    const { points, stepMs, gapMs } = tables.read(KEY, { from: MONDAY - 7 * DAY, to: MONDAY + 7 * DAY }, 1_000);
    expect({ stepMs, gapMs, points }).toEqual({
      stepMs: 5 * MINUTE,
      gapMs: 7.5 * MINUTE,
      points: [0, 1, 2, 3].map((step) => [MONDAY + step * 5 * MINUTE, step * 5 + 2, step * 5, step * 5 + 4]),
    });
  });

  test('know since when anything of them is kept', () => {
    keep(readings(MONDAY + 7 * MINUTE, MONDAY + HOUR, MINUTE));
    expect(tables.read(KEY, { from: MONDAY + DAY, to: MONDAY + 2 * DAY }, 10)).toMatchObject({ keptFrom: MONDAY + 5 * MINUTE, points: [] });
  });
});

test('a figure is told by the newest unit and meaning of its name, and an older one stays', () => {
  tables.append([reading(MONDAY, 1), reading(MONDAY + MINUTE, 1, { figures: [{ name: 'lag', unit: ' ms', meaning: 'how late' }] })]);
  settle(MONDAY + 3 * HOUR);
  tables.append([reading(MONDAY + 4 * HOUR, 2, { figures: [{ name: 'rate', unit: '/min', meaning: 'what comes in a minute' }] })]);
  expect(tables.read(KEY, { from: MONDAY, to: MONDAY + HOUR }, 10).figure).toEqual({
    name: 'rate',
    unit: '/min',
    meaning: 'what comes in a minute',
  });
  expect(tables.groups({ from: MONDAY, to: MONDAY })).toEqual([
    {
      source: KEY.source,
      intervalMs: 10 * SECOND,
      rows: [''],
      figures: [
        { name: 'rate', unit: '/min', meaning: 'what comes in a minute' },
        { name: 'lag', unit: ' ms', meaning: 'how late' },
      ],
    },
  ]);
});

test('of a day the UTC day is meant: an hour before it and an hour after it are of others', () => {
  tables.append([
    reading(MONDAY - 1, 1, { rows: [['sunday', [1]]] }),
    reading(MONDAY + DAY, 1, { rows: [['tuesday', [1]]] }),
    reading(MONDAY, 1),
  ]);
  expect(tables.groups({ from: MONDAY, to: MONDAY + DAY - 1 })[0]?.rows).toEqual(['']);
  settle(MONDAY + 9 * DAY);
  expect(tables.groups({ from: MONDAY, to: MONDAY + DAY - 1 })[0]?.rows).toEqual(['']);
  expect(tables.groups({ from: MONDAY - DAY, to: MONDAY + DAY })[0]?.rows).toEqual(['', 'sunday', 'tuesday']);
});

test('the readings of a week are told by steps, also those of today, and all of them the same before and after their day was packed', () => {
  tables.append(readings(MONDAY, MONDAY + 3 * DAY, 7 * MINUTE));
  const before = tables.read(KEY, { from: MONDAY, to: MONDAY + 7 * DAY }, 5_000);
  settle(MONDAY + 3 * DAY);
  expect(tables.kept().steps.oldestAt).toBe(MONDAY);
  expect(tables.read(KEY, { from: MONDAY, to: MONDAY + 7 * DAY }, 5_000)).toEqual(before);
});

test('what is dropped as readings is told by its steps, until these are dropped too', () => {
  tables.append(readings(MONDAY, MONDAY + 3 * DAY, 5 * MINUTE));
  settle(MONDAY + 3 * DAY + HOUR);
  tables.dropBefore({ readingsBefore: MONDAY + DAY + HOUR, stepsBefore: MONDAY });
  expect(tables.kept().readings.oldestAt).toBe(MONDAY + DAY + HOUR);
  expect(tables.read(KEY, { from: MONDAY, to: MONDAY + HOUR }, 100)).toMatchObject({ stepMs: 5 * MINUTE, keptFrom: MONDAY });
  expect(tables.read(KEY, { from: MONDAY + DAY, to: MONDAY + DAY + 2 * HOUR }, 100)).toMatchObject({ stepMs: 5 * MINUTE });
  expect(tables.read(KEY, { from: MONDAY + 2 * DAY, to: MONDAY + 2 * DAY + HOUR }, 100)).toMatchObject({ stepMs: null });
  tables.dropBefore({ readingsBefore: MONDAY + 2 * DAY, stepsBefore: MONDAY + DAY });
  expect(tables.read(KEY, { from: MONDAY, to: MONDAY + HOUR }, 100)).toMatchObject({ points: [], keptFrom: MONDAY + DAY });
});

test('what no step knows yet is not dropped, nor steps of a day of which readings stay', () => {
  tables.append(readings(MONDAY, MONDAY + DAY, 10 * MINUTE));
  settle(MONDAY + 12 * HOUR);
  tables.dropBefore({ readingsBefore: MONDAY + 9 * DAY, stepsBefore: MONDAY + 9 * DAY });
  expect(values(MONDAY, MONDAY + DAY).length).toBe(144);
  settle(MONDAY + 2 * DAY);
  tables.dropBefore({ readingsBefore: MONDAY, stepsBefore: MONDAY + 9 * DAY });
  expect(tables.read(KEY, { from: MONDAY, to: MONDAY + 2 * DAY }, 1_000).points.length).toBe(144);
});

test('readings of a day that was packed already are added to it', () => {
  tables.append([reading(MONDAY, 1), reading(MONDAY + 20 * HOUR, 5)]);
  settle(MONDAY + 3 * DAY);
  tables.append([reading(MONDAY + SECOND, 3), reading(MONDAY + HOUR, 7)]);
  const told = () => tables.read(KEY, { from: MONDAY, to: MONDAY + 2 * DAY }, 100).points.map(([, ...point]) => point);
  expect(told()).toEqual([
    [2, 1, 3],
    [7, 7, 7],
    [5, 5, 5],
  ]);
  settle(MONDAY + 3 * DAY);
  expect(told()).toEqual([
    [2, 1, 3],
    [7, 7, 7],
    [5, 5, 5],
  ]);
});

test.each([true, false])(
  'an hour of many rows is sealed part by part, also where more comes in between and a process ends (%s)',
  (isEnded) => {
    const rows = Array.from({ length: 40 }, (_, index) => [`row ${index}`, [index]] as const);
    tables = opened(10);
    tables.append([reading(MONDAY, 0, { rows }), reading(MONDAY + MINUTE, 0, { rows })]);
    for (let slice = 0; slice < 3; slice += 1) expect(tables.compact(MONDAY + 2 * HOUR, 0)).toBe(false);
    if (isEnded) tables = opened(1_000);
    tables.compact(MONDAY + 2 * HOUR, 0);
    tables.append([reading(MONDAY + 2 * MINUTE, 0, { rows })]);
    settle(MONDAY + 2 * HOUR);
    expect(database.prepare('SELECT count(*) AS count FROM series_flush').get()).toMatchObject({ count: 0 });
    for (const [row, [value]] of rows)
      expect(values(MONDAY, MONDAY + DAY, { ...KEY, row }).map(([, told]) => told)).toEqual([value, value, value]);
    tables = opened(1_000);
    while (!tables.compact(MONDAY + 2 * DAY, 0));
    for (const [row, [value]] of rows) expect(values(MONDAY, MONDAY + 2 * DAY, { ...KEY, row }).map(([, told]) => told)).toEqual([value]);
    expect(tables.check()).toMatchObject({ wrong: [] });
  },
);

test('what a transaction did not bring to its end is not there once it is read again', () => {
  database.exec('BEGIN');
  tables.append([reading(MONDAY, 1)]);
  database.exec('ROLLBACK');
  tables.load();
  expect(tables.read(KEY, { from: MONDAY, to: MONDAY + HOUR }, 10)).toMatchObject({ points: [], keptFrom: null });
  expect(tables.groups({ from: MONDAY, to: MONDAY })).toEqual([]);
});

test.each([
  ['series_flush', 'What was read in the hour from 2026-03-30T02:00:00.000Z (flush 1) cannot be read: '],
  ['series_hour', 'What was read of redis/cache/a in the hour from 2026-03-30T00:00:00.000Z cannot be read: '],
  ['series_day', 'What was read of redis/cache/a, figure rate, on 2026-03-29 cannot be read: '],
])('where a row of %s is damaged, its time is a gap, is told once, and found by a check', (table, words) => {
  tables.append([reading(MONDAY - DAY, 1)]);
  settle(MONDAY);
  tables.append([reading(MONDAY, 2)]);
  settle(MONDAY + 1.5 * HOUR);
  tables.append([reading(MONDAY + 2 * HOUR, 3)]);
  tables.append([reading(MONDAY + 2 * HOUR + MINUTE, 4)]);
  database.exec(
    `UPDATE ${table} SET data = CAST(substr(data, 1, length(data) - 1) || x'00' AS BLOB) WHERE id = (SELECT ${table === 'series_flush' ? 'max(id) - 1' : 'max(id)'} FROM ${table})`,
  );
  tables = opened();
  const told = () => tables.read(KEY, { from: MONDAY - 2 * DAY, to: MONDAY + DAY }, 100).points.length;
  expect([told(), told()]).toEqual(table === 'series_flush' ? [3, 3] : [2, 2]);
  expect(damage).toEqual([expect.stringContaining(words)]);
  settle(MONDAY + DAY);
  expect(tables.groups({ from: MONDAY - DAY, to: MONDAY + DAY }).length).toBe(1);
  if (table !== 'series_flush') expect(tables.check().wrong).toEqual([expect.stringContaining('cannot be read')]);
});

test('a check counts what it looked at', () => {
  tables.append(readings(MONDAY, MONDAY + 2 * HOUR, MINUTE));
  settle(MONDAY + 1.5 * HOUR);
  expect(tables.check()).toEqual({
    counts: [
      ['flushes of readings', 1],
      ['hours of readings', 1],
      ['days of steps', 0],
    ],
    wrong: [],
  });
});

test.each([
  ['a source that is not known', { ...KEY, source: '__proto__' }, MONDAY, MONDAY + HOUR],
  ['a row that is not known', { ...KEY, row: 'x' }, MONDAY, MONDAY + HOUR],
  ['a figure that is not known', { ...KEY, figure: 'constructor' }, MONDAY, MONDAY + HOUR],
  ['a time long ago', KEY, 0, HOUR],
  ['a time to come', KEY, MONDAY + 900 * DAY, MONDAY + 999 * DAY],
])('of %s there are no points', (_, key, from, to) => {
  tables.append([reading(MONDAY, 1)]);
  expect(tables.read(key, { from, to }, 10)).toMatchObject({ key, points: [] });
});

test('all of time may be asked for', () => {
  tables.append([reading(MONDAY, 1)]);
  expect(tables.read(KEY, { from: -8.64e15, to: 8.64e15 }, 10).points).toEqual([[MONDAY, 1, 1, 1]]);
  expect(tables.groups({ from: -8.64e15, to: 8.64e15 }).length).toBe(1);
});

test.each([
  ['ends before it begins', MONDAY + 1, MONDAY],
  ['has no end', MONDAY, Number.POSITIVE_INFINITY],
  ['is no time', Number.NaN, MONDAY],
])('a period that %s is refused', (_, from, to) => {
  expect(() => tables.read(KEY, { from, to }, 10)).toThrow(RangeError);
  expect(() => tables.groups({ from, to })).toThrow(RangeError);
});

test('retention is told since when readings and steps are kept and what they take', () => {
  expect(tables.kept()).toEqual({ readings: { oldestAt: null, bytes: 0 }, steps: { oldestAt: null, bytes: 0 } });
  tables.append(readings(MONDAY - HOUR, MONDAY + 2 * HOUR, MINUTE));
  expect(tables.kept().readings).toMatchObject({ oldestAt: MONDAY - HOUR });
  settle(MONDAY + HOUR);
  const { readings: ofReadings, steps } = tables.kept();
  expect([ofReadings.oldestAt, steps.oldestAt]).toEqual([MONDAY - HOUR, MONDAY - DAY]);
  expect(ofReadings.bytes).toBeGreaterThan(0);
  expect(steps.bytes).toBeGreaterThan(0);
});
