import { describe, expect, test } from 'vitest';
import { Sparkline } from '#components/reading/sparkline.tsx';
import { gapMsOf, placePoints, type Span } from '#components/reading/sparkline-path.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { draw } from '../draw.tsx';

const EVERY = 5_000;
const BOX = { width: 100, height: 10 };
const SPAN: Span = { from: 0, to: 10 * EVERY, gapMs: gapMsOf(EVERY) };

/** Points one interval apart; undefined where a reading is missing. */
function trendOf(...values: (number | null | undefined)[]): TrendPoint[] {
  return values.flatMap((value, index): TrendPoint[] => (value === undefined ? [] : [[index * EVERY, value]]));
}

const runs = (trend: readonly TrendPoint[]) => placePoints(trend, SPAN, BOX).lines.map((line) => line.map(({ x }) => x));

describe('the line', () => {
  test.each<[name: string, trend: TrendPoint[], runs: number[][]]>([
    ['goes through all points', trendOf(1, 2, 3), [[0, 10, 20]]],
    ['is joined over one missed reading', trendOf(1, 2, undefined, 3), [[0, 10, 30]]],
    ['is not joined over two', trendOf(1, 2, undefined, undefined, 3), [[0, 10], [40]]],
    ['is not joined over a reading that did not tell the value', trendOf(1, 2, null, 3), [[0, 10], [30]]],
    ['does not begin with one', trendOf(null, 1, 2), [[10, 20]]],
    ['is none without points', [], []],
    ['leaves out what lies outside', [[-1, 5], ...trendOf(1, 2), [60_000, 5]], [[0, 10]]],
  ])('%s', (_name, trend, drawn) => expect(runs(trend)).toEqual(drawn));

  test('stands on zero, so that it shows growth as it is', () => {
    expect(placePoints(trendOf(0, 50, 100), SPAN, BOX).lines[0]?.map(({ y }) => y)).toEqual([10, 5, 0]);
    expect(placePoints(trendOf(100, 100), SPAN, BOX).lines[0]?.map(({ y }) => y)).toEqual([0, 0]);
  });

  test('draws a level stretch by its two ends', () => {
    expect(runs(trendOf(1, 2, 2, 2, 2, 1))).toEqual([[0, 10, 40, 50]]);
  });

  test('lies on the ground where all is zero', () => {
    expect(placePoints(trendOf(0, 0), SPAN, BOX).lines[0]?.map(({ y }) => y)).toEqual([10, 10]);
  });
});

describe('a sparkline', () => {
  const spark = (trend: readonly TrendPoint[], isStale: boolean) =>
    draw(<Sparkline trend={trend} span={SPAN} isStale={isStale} label="Sessions of Public" />).container;

  test('is told in words, and ends in a dot', () => {
    const container = spark(trendOf(1, 2, 3), false);
    expect(container.querySelector('svg')?.getAttribute('aria-label')).toBe('Sessions of Public');
    expect(container.querySelectorAll('circle:not(.hollow)')).toHaveLength(1);
    expect(container.querySelector('.tail')).toBeNull();
  });

  test('that is stale ends in a hollow dot at its last value and a dotted tail', () => {
    const container = spark(trendOf(1, 2, 3, null), true);
    expect(container.querySelectorAll('circle.hollow')).toHaveLength(1);
    expect(container.querySelector('.tail')?.getAttribute('d')).toBe('M16.4 0H82');
  });

  test('of nothing draws nothing, and no zero', () => {
    expect(spark(trendOf(null, null), true).querySelectorAll('path, circle')).toHaveLength(0);
  });

  test('is as large without a value as with many', () => {
    const size = (container: Element) => ['width', 'height'].map((name) => container.querySelector('svg')?.getAttribute(name));
    expect(size(spark([], false))).toEqual(size(spark(trendOf(1, 2, 3), false)));
  });
});
