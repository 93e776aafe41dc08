import { readFileSync } from 'node:fs';
import { NOTHING_OBSERVED, type Observed, type Reading } from '#lib/reading.ts';
import { finish } from '#lib/store/observe.ts';
import type { HAProxyLimits } from '#lib/systems/haproxy/config.ts';
import type { PastStats, Stats, StatsRow } from '#lib/systems/haproxy/model.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { pastOf, type StatsWindow } from '#lib/systems/haproxy/past.ts';

/** Limits as a configuration has them by default. */
export const LIMITS: HAProxyLimits = {
  sessionsWarningRatio: 0.8,
  sessionsCriticalRatio: 0.95,
  queueWarning: 1,
  queueCritical: 100,
  connectionsWarningRatio: 0.8,
  idleWarningPercent: 10,
};

/** On a whole second, so that `since` is easy to read. */
export const AT = 1_700_000_000_000;

/** Cells by wire name; what is not named is empty. */
export type Cells = Record<string, string | number>;

export function readCapture(name: string): string {
  return readFileSync(new URL(`./captures/${name}/stats.csv`, import.meta.url), 'latin1');
}

const HEADER = readCapture('2.6.12').split('\n', 1).join();
const COLUMNS = HEADER.slice(2).split(',');

/** A statistics CSV with the header of 2.6.12 and these rows. */
export function csvOf(rows: readonly Cells[]): string {
  return [HEADER, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? '').join(',')), ''].join('\n');
}

export function frontend(cells: Cells = {}): Cells {
  return { pxname: 'fe', svname: 'FRONTEND', type: 0, pid: 1, status: 'OPEN', scur: 0, slim: 1000, stot: 100, ...cells };
}

export function backend(cells: Cells = {}): Cells {
  return { pxname: 'be', svname: 'BACKEND', type: 1, pid: 1, status: 'UP', act: 1, bck: 0, weight: 1, qcur: 0, lastchg: 3_600, ...cells };
}

export function server(cells: Cells = {}): Cells {
  const counts = { act: 1, bck: 0, weight: 1, uweight: 1, qcur: 0, scur: 0, lastchg: 3_600 };
  return { pxname: 'be', svname: 's1', type: 2, pid: 1, status: 'UP', check_status: 'L7OK', check_code: 200, ...counts, ...cells };
}

export function rowOf(cells: Cells): StatsRow {
  const row = parseStats(csvOf([cells])).rows[0];
  if (!row) throw new Error('a row was given and none was read');
  return row;
}

/** A reading of these rows, by default made at AT. */
export function readingOf(rows: readonly Cells[], observedAt = AT): Reading<Stats> {
  const source = { system: 'haproxy', group: 'lb', node: 'lb1', probe: 'stats' };
  return { value: parseStats(csvOf(rows)), observedAt, producedAt: null, source };
}

/** Readings (newest first) as the store keeps them: whole the newest alone. */
export function kept(window: readonly Reading<Stats>[]): StatsWindow {
  return window
    .toReversed()
    .reduce<Observed<unknown>>(
      (before, reading) => finish(before, { at: reading.observedAt, tookMs: 1, reading, failure: null }, window.length, pastOfAny),
      NOTHING_OBSERVED,
    ).window as unknown as StatsWindow;
}

const pastOfAny = (value: unknown, older: unknown) => pastOf(value as PastStats, older as PastStats | undefined);
