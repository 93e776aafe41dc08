import { expect, test } from 'vitest';
import { extendTrend, TREND_POINTS, type TrendPoint } from '#lib/trend.ts';

test('a trend grows at its end and forgets at its beginning', () => {
  let trend: readonly TrendPoint[] = [];
  for (let at = 0; at < TREND_POINTS + 2; at += 1) trend = extendTrend(trend, [at, at]);
  expect([trend.length, trend[0], trend.at(-1)]).toEqual([TREND_POINTS, [2, 2], [TREND_POINTS + 1, TREND_POINTS + 1]]);
});

test('a point of the same moment takes the place of the last', () => {
  expect(extendTrend([[1, 5]], [1, 6])).toEqual([[1, 6]]);
});

test('what was there is not changed in place', () => {
  const before: readonly TrendPoint[] = [[1, 5]];
  extendTrend(before, [2, 6]);
  expect(before).toEqual([[1, 5]]);
});
