import type { SqlRow } from '../../io/database.ts';
import { numberIn, numberOrNull, onlyRow, sumIn, textIn } from './cells.ts';
import {
  type ClockGap,
  HOURS,
  MINUTES,
  type RateApp,
  type RatesReading,
  type RecentApp,
  type RecentReading,
  type TotalsReading,
} from './model.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What the probe of what came lately was answered. `arrivals` are of the rows since the reading before, which was when `beforeAt` (the clock of the store) was; null at the first. */
export type RawRecent = {
  clock: readonly SqlRow[];
  rows: readonly SqlRow[];
  arrivals: { rows: readonly SqlRow[]; beforeAt: number } | null;
  recentMs: number;
};

/** Throws ParseError. */
export function parseRecent({ clock, rows, arrivals, recentMs }: RawRecent): RecentReading {
  const said = onlyRow(clock);
  const storeAt = numberIn(said, 'store_at');
  const byApp = Map.groupBy(rows, (row) => textIn(row, 'app'));
  return {
    ...{ version: textIn(said, 'version').slice(0, 60), storeAt, lastId: numberOrNull(said, 'last_id'), recentMs },
    apps: [...byApp].map(([app, own]) => recentOf(app, own, storeAt)),
    clocks: (arrivals?.rows ?? []).map((row) => gapOf(row, { from: arrivals?.beforeAt ?? storeAt, to: storeAt })),
  };
}

function recentOf(app: string, rows: readonly SqlRow[], storeAt: number): RecentApp {
  const minutes = new Array<number>(MINUTES).fill(0);
  const now = Math.floor(storeAt / MINUTE_MS);
  for (const row of rows)
    spread(minutes, { first: numberIn(row, 'first_minute'), last: numberIn(row, 'last_minute'), errors: sumIn(row, 'errors') }, now);
  return {
    app,
    recent: rows.reduce((sum, row) => sum + sumIn(row, 'recent'), 0),
    rows: rows.reduce((sum, row) => sum + sumIn(row, 'recent_rows'), 0),
    newestAt: Math.max(...rows.map((row) => numberIn(row, 'newest'))),
    minutes: minutes.map((errors) => Math.round(errors * 10) / 10),
  };
}

/**
 * Spreads errors evenly over the minutes from the first to the last time; what is ahead of the store is put into its newest minute, and what is older than they reach into none. The times are those of
 * the rows, which may lie thousands of years apart.
 */
function spread(minutes: number[], { first, last, errors }: { first: number; last: number; errors: number }, now: number): void {
  const end = Math.max(last, first);
  const each = errors / (end - first + 1);
  for (let minute = Math.max(first, now - MINUTES + 1); minute <= Math.min(end, now); minute += 1) {
    const at = MINUTES - 1 - (now - minute);
    minutes[at] = (minutes[at] ?? 0) + each;
  }
  const ahead = Math.max(0, end - Math.max(first - 1, now));
  minutes[MINUTES - 1] = (minutes[MINUTES - 1] ?? 0) + ahead * each;
}

/** The rows were written between two readings of the clock of the store: that is what their own clock is held against. */
function gapOf(row: SqlRow, written: { from: number; to: number }): ClockGap {
  return {
    machine: textIn(row, 'machine'),
    rows: numberIn(row, 'row_count'),
    // The newest was written at the end at the latest, and the oldest at the beginning at the earliest.
    leastMs: numberIn(row, 'newest') - written.to,
    mostMs: numberIn(row, 'oldest') - written.from,
  };
}

/** Throws ParseError. */
export function parseTotals({ rows, deleted }: { rows: readonly SqlRow[]; deleted: readonly SqlRow[] }): TotalsReading {
  return {
    apps: rows.map((row) => ({
      ...{
        app: textIn(row, 'app'),
        errors: sumIn(row, 'errors'),
        rows: numberIn(row, 'row_count'),
        protectedRows: sumIn(row, 'protected_rows'),
      },
      ...{ newestAt: numberIn(row, 'newest'), oldestAt: numberIn(row, 'oldest') },
    })),
    deletedRows: numberIn(onlyRow(deleted), 'row_count'),
  };
}

/** What an application logged in an hour. */
export type InHour = { errors: number; rows: number };
/** By application and hour since 1970. */
export type RawRates = { storeAt: number; byApp: ReadonlyMap<string, ReadonlyMap<number, InHour>> };

export function parseRates({ storeAt, byApp }: RawRates): RatesReading {
  const last = Math.floor(storeAt / HOUR_MS);
  const first = last - HOURS + 1;
  const apps = [...byApp].map(([app, inHours]): RateApp => {
    const all = Array.from({ length: HOURS }, (_, at) => inHours.get(first + at));
    return { app, hours: all.map((one) => one?.errors ?? 0), rows: all.map((one) => one?.rows ?? 0) };
  });
  return { fromAt: first * HOUR_MS, storeAt, apps: apps.filter(({ hours }) => hours.some((errors) => errors > 0)) };
}
