import { describe, expect, test } from 'vitest';
import type { SqlRow } from '#lib/io/database.ts';
import { HOURS, MINUTES } from '#lib/systems/exceptions/model.ts';
import { parseRates, parseRecent, parseTotals } from '#lib/systems/exceptions/parse.ts';
import { seeded } from '#test/act/audit/entries.ts';
import { HOUR_MS, MINUTE_MS, STORE_AT } from './store-scene.ts';

const NOW = Math.floor(STORE_AT / MINUTE_MS);
const CLOCK: SqlRow[] = [{ version: '17.1', store_at: STORE_AT, last_id: 99 }];

type Spread = { first: number; last: number; errors?: number };

const rowOf = ({ first, last, errors = 60 }: Spread): SqlRow => ({
  ...{ app: 'Core', first_minute: first, last_minute: last, errors, recent: 1, recent_rows: 1, newest: STORE_AT },
});
const recentOf = (rows: readonly SqlRow[]) => parseRecent({ clock: CLOCK, rows, arrivals: null, recentMs: 600_000 });
const minutesOf = (...rows: Spread[]): readonly number[] => recentOf(rows.map(rowOf)).apps[0]?.minutes ?? [];

/** Minute by minute, as long as it takes. */
function naively({ first, last, errors = 60 }: Spread): number[] {
  const minutes = new Array<number>(MINUTES).fill(0);
  const end = Math.max(first, last);
  for (let minute = first; minute <= end; minute += 1) {
    const at = MINUTES - 1 - Math.max(0, NOW - minute);
    if (at >= 0) minutes[at] = (minutes[at] ?? 0) + errors / (end - first + 1);
  }
  return minutes.map((value) => Math.round(value * 10) / 10);
}

describe('errors of a row by minute', () => {
  test.each<[string, Spread, [number, number][]]>([
    ['of one minute are in it', { first: NOW - 2, last: NOW - 2 }, [[57, 60]]],
    [
      'of three are spread over them',
      { first: NOW - 2, last: NOW },
      [
        [57, 20],
        [58, 20],
        [59, 20],
      ],
    ],
    ['that came before the hour are in none', { first: NOW - 70, last: NOW - 60 }, []],
    ['of a clock that is ahead are in the newest', { first: NOW + 5, last: NOW + 6 }, [[59, 60]]],
    ['whose last is before their first are in their first', { first: NOW - 1, last: NOW - 9 }, [[58, 60]]],
  ])('%s', (_name, row, expected) => {
    const minutes = new Array<number>(MINUTES).fill(0);
    for (const [at, errors] of expected) minutes[at] = errors;
    expect(minutesOf(row)).toEqual(minutes);
  });

  test('are those of a naive count, in five hundred random rows', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = seeded(seed);
      const first = NOW - 90 + Math.floor(random() * 100);
      const row = { first, last: first + Math.floor(random() * 60) - 5, errors: Math.floor(random() * 500) };
      expect([seed, minutesOf(row)]).toEqual([seed, naively(row)]);
    }
  });

  test('of times that are thousands of years apart take no time to count', () => {
    expect(minutesOf({ first: -1e9, last: 4.2e9 }).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(60);
  });
});

test('an application is the sum of its rows', () => {
  const rows = [rowOf({ first: NOW, last: NOW, errors: 2 }), rowOf({ first: NOW, last: NOW, errors: 3 })];
  expect(recentOf(rows).apps).toMatchObject([{ app: 'Core', recent: 2, rows: 2, newestAt: STORE_AT }]);
});

test('an empty table is a reading of nothing, by the clock of the store', () => {
  const clock = [{ version: '17.1', store_at: STORE_AT, last_id: null }];
  expect(parseRecent({ clock, rows: [], arrivals: null, recentMs: 1 })).toMatchObject({ lastId: null, apps: [], storeAt: STORE_AT });
});

test.each([
  ['no clock', []],
  ['a time that is none', [{ version: '1', store_at: 'soon', last_id: 1 }]],
  ['no version', [{ store_at: STORE_AT, last_id: 1 }]],
])('%s is no reading', (_name, clock) => {
  expect(() => parseRecent({ clock: clock as SqlRow[], rows: [], arrivals: null, recentMs: 1 })).toThrow();
});

test('how far the clock of a machine is off is told by what came between two readings', () => {
  const row = { machine: 'WEB1', row_count: 4, newest: STORE_AT + 90_000, oldest: STORE_AT + 30_000 };
  const { clocks } = parseRecent({ clock: CLOCK, rows: [], arrivals: { rows: [row], beforeAt: STORE_AT - 10_000 }, recentMs: 1 });
  expect(clocks).toEqual([{ machine: 'WEB1', rows: 4, leastMs: 90_000, mostMs: 40_000 }]);
});

const TOTAL = { app: 'Core', errors: 12, row_count: 3, protected_rows: 1, newest: STORE_AT, oldest: 0 };

test('totals are told by application, with what is deleted and not purged', () => {
  const { apps, deletedRows } = parseTotals({ rows: [TOTAL], deleted: [{ row_count: 7 }] });
  expect([apps[0]?.errors, apps[0]?.rows, apps[0]?.protectedRows, deletedRows]).toEqual([12, 3, 1, 7]);
});

test.each([
  ['text', 'twelve'],
  ['nothing at all', undefined],
])('a count that is %s is no zero', (_name, errors) => {
  expect(() => parseTotals({ rows: [{ ...TOTAL, errors } as SqlRow], deleted: [{ row_count: 7 }] })).toThrow(/errors/);
});

test('rates are 14 days of hours, and of who had none nothing is told', () => {
  const last = Math.floor(STORE_AT / HOUR_MS);
  const byApp = new Map([
    [
      'Core',
      new Map([
        [last, { errors: 5, rows: 3 }],
        [last - HOURS + 1, { errors: 2, rows: 1 }],
        [last - HOURS, { errors: 99, rows: 9 }],
      ]),
    ],
    ['Old', new Map([[last - HOURS, { errors: 99, rows: 9 }]])],
  ]);
  const { apps, fromAt } = parseRates({ storeAt: STORE_AT, byApp });
  expect(fromAt).toBe((last - HOURS + 1) * HOUR_MS);
  expect(apps.map(({ app, hours, rows }) => [app, hours.length, hours[0], hours.at(-1), rows.at(-1)])).toEqual([['Core', HOURS, 2, 5, 3]]);
});
