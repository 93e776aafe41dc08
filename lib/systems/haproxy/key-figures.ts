import type { FigureSpec } from '../../history.ts';
import { type FigureName, figure } from './figures.ts';
import type { PastRow, StatsRow } from './model.ts';
import type { StatsWindow } from './past.ts';
import { areSeveralProcesses } from './processes.ts';
import { NO_RATES, type Rates, ratesOf } from './rates.ts';

/** What goes through one HAProxy process, summed over its frontends, where clients come in; over its backends where it has none. */
export const KEY_FIGURES: readonly FigureSpec[] = [
  { name: 'Requests', unit: '/s', meaning: 'HTTP requests a second, of a process over all its frontends' },
  { name: 'Sessions', unit: '', meaning: 'Sessions that are open, of a process over all its frontends' },
  { name: '5xx', unit: '/min', meaning: 'Answers of the kinds 500 to 599 a minute, of a process over all its frontends' },
];

/**
 * Their values. Rates are over the last two readings (newest first): null without an earlier one, and when any of the counters was reset in between. Null too where several processes
 * answer in turn, because each knows only its own share.
 */
export function keyValues(window: StatsWindow): (number | null)[] {
  const entrances = window[0] && !areSeveralProcesses(window) ? entrancesOf(window[0].value.rows) : [];
  const rates = ratesBetween(window, entrances);
  return [
    total(entrances, 'requestsTotal', (row) => rates(row).requestRate),
    total(entrances, 'sessions', (row) => figure(row, 'sessions')),
    total(entrances, 'responses5xx', (row) => rates(row).responses5xxPerMinute),
  ];
}

function entrancesOf(rows: readonly StatsRow[]): readonly StatsRow[] {
  const frontends = rows.filter(({ kind }) => kind === 'frontend');
  return frontends.length > 0 ? frontends : rows.filter(({ kind }) => kind === 'backend');
}

function ratesBetween([newest, before]: StatsWindow, rows: readonly StatsRow[]): (row: StatsRow) => Rates {
  if (!newest || !before) return () => NO_RATES;
  const earlier = new Map(before.value.rows.map((row) => [row.id, row]));
  const elapsedMs = newest.observedAt - before.observedAt;
  const rates = new Map(rows.map((row) => [row, between(row, earlier.get(row.id), elapsedMs)]));
  return (row) => rates.get(row) ?? NO_RATES;
}

function between(row: StatsRow, before: PastRow | undefined, elapsedMs: number): Rates {
  return before ? ratesOf(row, before, elapsedMs) : NO_RATES;
}

/** The sum over the rows that carry `counter` at all: a TCP frontend counts no requests. Null when one that does gives no value, and when none does. */
function total(rows: readonly StatsRow[], counter: FigureName, read: (row: StatsRow) => number | null): number | null {
  const counted = rows.filter((row) => figure(row, counter) !== null);
  if (counted.length === 0) return null;
  return counted.reduce<number | null>((sum, row) => {
    const value = read(row);
    return sum === null || value === null ? null : sum + value;
  }, 0);
}
