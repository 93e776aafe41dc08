import type { ErrorFilter, ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import type { TrendPoint } from '#lib/trend.ts';
import type { Span } from '../../reading/sparkline-path.ts';

export const HOUR_MS = 3_600_000;
/** One hour and a little: neighbours are joined, and what was not looked at is a gap. */
const JOINED = 1.5;

/** From when to when errors were looked at: null is without an end. Epoch ms. */
export type LookedAt = { from: number | null; to: number | null };

/** A line and the time that it is drawn in. */
export type HourLine = { trend: TrendPoint[]; span: Span };

/** Errors by hour from `fromAt` on, as the points of a line. An hour that was not looked at as a whole has no value: a zero there would say that nothing was. */
export function hourTrend(hours: readonly number[], fromAt: number, { from, to }: LookedAt): HourLine {
  const trend = hours.map((errors, index): TrendPoint => {
    const at = fromAt + index * HOUR_MS;
    const isWhole = (from === null || at >= from) && (to === null || at + HOUR_MS <= to);
    return [at, isWhole ? errors : null];
  });
  return { trend, span: { from: fromAt, to: fromAt + Math.max(1, hours.length - 1) * HOUR_MS, gapMs: HOUR_MS * JOINED } };
}

/** What the trends of a list of shapes are of: its time, and no more than its newest rows where there were too many. */
export function lookedAt(
  { seenFrom, seenTo }: Pick<ErrorFilter, 'seenFrom' | 'seenTo'>,
  { isCut, groupedFromAt }: Pick<ShapesAnswer, 'isCut' | 'groupedFromAt'>,
): LookedAt {
  const from = isCut && groupedFromAt !== null ? Math.max(groupedFromAt, seenFrom ?? 0) : seenFrom;
  return { from, to: seenTo };
}
