import { describe, expect, test } from 'vitest';
import { bothEnds, riseOf, wroteSince } from '#components/sql/ag/log-rise.ts';
import type { TrendPoint } from '#lib/trend.ts';

const every10 = (...values: (number | null)[]): TrendPoint[] => values.map((value, index) => [index * 10_000, value]);

describe('what was written to a log', () => {
  test('is counted from the first reading, of which what it wrote before is no part', () => {
    expect(riseOf(every10(900, 5, 7))).toEqual([
      { at: 0, bytes: 0 },
      { at: 10_000, bytes: 5 },
      { at: 20_000, bytes: 12 },
    ]);
  });

  test('begins anew after a gap: what was written in it is not known', () => {
    expect(riseOf(every10(1, 2, null, 4, 5)).map(({ bytes }) => bytes)).toEqual([0, 4, 9]);
  });
});

describe('what was written since a moment', () => {
  test.each<[string, TrendPoint[], number, number | null]>([
    ['from the first reading after it', every10(1, 2, 3, 4), 9_000, 7],
    ['nothing: that is known to be 0', every10(1, 0, 0, 0), 0, 0],
    ['nothing read after it', every10(1, 2, 3), 20_000, null],
    ['longer ago than what is kept', every10(1, 2, 3), -60_000, null],
    ['a gap after it', every10(1, 2, 3, 4, 5, null, 7), 0, null],
    ['nothing kept', [], 0, null],
    ['never told', every10(null, null), 0, null],
  ])('%s', (_, points, moment, bytes) => {
    expect(wroteSince(points, moment, 10_000)).toBe(bytes);
  });
});

describe('both ends of a log', () => {
  test('stand at 0 at the first reading from which both are known', () => {
    const ends = bothEnds(every10(1, 10, 10, 10), every10(1, null, 4, 0));
    expect(ends).toMatchObject({ from: 10_000, to: 30_000, most: 20 });
    expect(ends?.primary.map(({ bytes }) => bytes)).toEqual([0, 10, 20]);
    expect(ends?.copy.map(({ bytes }) => bytes)).toEqual([0, 4, 4]);
  });

  test('what was written between two readings counts by its share of the time, so that neither line stands too low', () => {
    const late: TrendPoint[] = [1, 8, 8].map((value, index) => [index * 10_000 + 2_500, value]);
    const ends = bothEnds(every10(1, 8, 8, 8), late);
    expect(ends?.from).toBe(2_500);
    expect(ends?.primary.map(({ bytes }) => bytes)).toEqual([0, 6, 14, 22]);
    expect(ends?.copy.map(({ bytes }) => bytes)).toEqual([0, 8, 16]);
  });

  test.each<[string, TrendPoint[]]>([
    ['nothing', []],
    ['one reading', every10(1)],
    ['nothing but gaps', every10(null, null, null)],
  ])('are not drawn where one of them has %s', (_, copy) => {
    expect(bothEnds(every10(1, 2, 3), copy)).toBeNull();
  });
});
