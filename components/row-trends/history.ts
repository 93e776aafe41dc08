import type { LiveRow } from '#lib/feed/events.ts';
import { RowRing, type RowValues } from '#lib/row-ring.ts';
import type { SentSeries } from '#lib/store/row-trends.ts';
import type { TrendSpec } from './trend.ts';

/**
 * The last values of the rows of one source as this page has them: up to the reading which was the `successes`-th of that run of the server. Changed in place by each reading that
 * the feed brings.
 */
export type History = { boot: string; successes: number; ring: RowRing };

/** What the feed knows of a source now. `observedAt` is null before its first reading. */
export type Known = { boot: string; successes: number; observedAt: number | null; rows: readonly LiveRow[] };

/** How long a page waits. */
const WAIT_MS = 10_000;

/** Reads the history of a source, of the figures that the page knows. Throws an Error whose message can be shown. */
export async function readHistory(address: string, figures: TrendSpec['figures']): Promise<History> {
  const response = await fetch(address, { signal: AbortSignal.timeout(WAIT_MS), headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`Vigil answered ${response.status}`);
  return checkHistory(await response.json(), figures);
}

/** What came as a history of these figures, or an Error when it is something else. */
export function checkHistory(answer: unknown, wanted: TrendSpec['figures']): History {
  if (!isRecord(answer) || typeof answer.boot !== 'string' || typeof answer.successes !== 'number')
    throw new Error('Vigil answered something that is not a history');
  const { boot, successes, figures, times, rows } = answer;
  if (!isListOf(figures, isRecord) || figures.map(({ name }) => name).join() !== wanted.map(({ name }) => name).join())
    throw new Error('Vigil answered with figures that this page does not know: load the page again');
  if (!isListOf(times, isNumber) || !isRecord(rows)) throw new Error('Vigil answered without times or rows');
  return { boot, successes, ring: fill(times, Object.entries(rows).map(checkRow(times.length, wanted.length)), wanted.length) };
}

/**
 * Extends a history by what the feed knows. False when a reading was missed in between, or it is of another run of the server: then it is to be read again. Until it is, the gap
 * stays a gap.
 */
export function follow(history: History, { boot, successes, observedAt, rows }: Known, valuesOf: TrendSpec['valuesOf']): boolean {
  if (observedAt === null) return true;
  const isSameRun = boot === history.boot;
  // What was read over the other way may be ahead of the feed.
  if (isSameRun && successes <= history.successes) return true;
  if (Math.round(observedAt) <= (history.ring.lastAt() ?? 0)) return false;
  const isNext = isSameRun && successes === history.successes + 1;
  history.ring.push(
    observedAt,
    rows.map((row): RowValues => [row.id, valuesOf(row)]),
  );
  history.boot = boot;
  history.successes = successes;
  return isNext;
}

type Row = readonly [id: string, series: readonly SentSeries[]];

function checkRow(length: number, figures: number): (entry: readonly [string, unknown]) => Row {
  const isSeries = (series: unknown): series is SentSeries => isValue(series) || (isListOf(series, isValue) && series.length === length);
  return ([id, series]) => {
    if (!isListOf(series, isSeries) || series.length !== figures) throw new Error(`Vigil answered no values of ${id}`);
    return [id, series];
  };
}

function fill(times: readonly number[], rows: readonly Row[], figures: number): RowRing {
  const ring = new RowRing(figures);
  for (const [index, at] of times.entries())
    ring.push(
      at,
      rows.map(([id, series]): RowValues => [id, series.map((values) => (isValue(values) ? values : (values[index] ?? null)))]),
    );
  return ring;
}

function isValue(value: unknown): value is number | null {
  return value === null || isNumber(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isListOf<T>(value: unknown, isOne: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
