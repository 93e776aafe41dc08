/** A value at the moment it was asked for (epoch ms); null where it was not told. */
export type TrendPoint = readonly [at: number, value: number | null];

/** Points kept of each figure. */
export const TREND_POINTS = 60;

/** Digits kept of a value: more are only bytes on their way to a line of a few pixels. */
const DIGITS = 4;

/** A value as it is sent: a whole number as it is, any other with four digits or without those behind its point. What is no number is not known. */
export function roundValue(value: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(Math.max(DIGITS, Math.ceil(Math.log10(Math.abs(value))))));
}

/** A trend (oldest first) with one more point, and no more than are kept. A point of the same moment as the last takes its place, so that it may be sent again. */
export function extendTrend(trend: readonly TrendPoint[], point: TrendPoint): readonly TrendPoint[] {
  const before = trend.at(-1)?.[0] === point[0] ? trend.slice(0, -1) : trend;
  return [...before, point].slice(-TREND_POINTS);
}
