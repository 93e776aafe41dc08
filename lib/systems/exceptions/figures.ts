import { type KeyFigures, type RowSeries, type RowTrends, rowSeries, type StatusInput } from '../../system.ts';
import { type AppView, type ExceptionsView, RECENT, type RecentReading, TOTALS, type TotalsReading } from './model.ts';
import type { ExceptionsSettings } from './settings.ts';

const RECENT_ERRORS = { name: 'Recent errors', unit: '', meaning: 'Errors of the rows last seen within the time that counts as recent' };
const ERRORS = { name: 'Errors', unit: '', meaning: 'Errors that are not deleted' };
const PROTECTED = { name: 'Protected', unit: '', meaning: 'Rows that are protected from being cleared' };
const DELETED = { name: 'Deleted', unit: '', meaning: 'Rows that are deleted and not purged' };

/** How a store is doing. */
export const KEY_FIGURES: readonly KeyFigures<ExceptionsSettings>[] = [
  { probe: RECENT, figures: [RECENT_ERRORS], valuesOf: (input) => [recentOf(input)] },
  { probe: TOTALS, figures: [ERRORS, PROTECTED, DELETED], valuesOf: totalsOf },
];

/** The lines of applications. */
export const ROW_TRENDS: RowTrends = {
  probes: [RECENT],
  figures: [RECENT_ERRORS],
  // The engine hands back what the status rules made.
  valuesOf: ({ value }) => [recentIn(value as ExceptionsView)],
};

/** What is kept of applications: their recent errors, and all of them. */
export const ROW_SERIES: readonly RowSeries[] = [
  rowSeries<AppView>(RECENT, [{ ...RECENT_ERRORS, of: recentIn }], ({ kind }) => kind === 'app'),
  rowSeries<AppView>(TOTALS, [{ ...ERRORS, of: (view) => (view.of === TOTALS ? view.total.errors : null) }], ({ kind }) => kind === 'app'),
];

function recentIn(view: ExceptionsView): number | null {
  return view.kind === 'app' && view.of === RECENT ? view.recent.recent : null;
}

function recentOf({ window: [newest] }: StatusInput<ExceptionsSettings>): number | null {
  // The engine hands back what the probe made.
  const reading = newest?.value as RecentReading | undefined;
  return reading?.apps.reduce((sum, { recent }) => sum + recent, 0) ?? null;
}

function totalsOf({ window: [newest] }: StatusInput<ExceptionsSettings>): (number | null)[] {
  // The engine hands back what the probe made.
  const reading = newest?.value as TotalsReading | undefined;
  if (!reading) return [null, null, null];
  const sum = (of: 'errors' | 'protectedRows'): number => reading.apps.reduce((total, app) => total + app[of], 0);
  return [sum('errors'), sum('protectedRows'), reading.deletedRows];
}
