import { expect, test } from 'vitest';
import { joined } from '#components/haproxy/drain/joined.ts';
import type { TrendPoint } from '#lib/trend.ts';

const points = (...times: number[]): TrendPoint[] => times.map((at) => [at, at * 10]);

test.each<[string, TrendPoint[], TrendPoint[], number[]]>([
  ['nothing before', [], points(1, 2), [1, 2]],
  ['nothing now', points(1, 2), [], []],
  ['the same and one more', points(1, 2, 3), points(2, 3, 4), [1, 2, 3, 4]],
  ['nothing common: the gap stays a gap', points(1, 2), points(8, 9), [1, 2, 8, 9]],
  ['a clock that was set back: what was before is let go', points(10, 11), points(4, 5), [4, 5]],
])('what was seen is continued by what is told: %s', (_name, before, now, times) => {
  expect(joined(before, now).map(([at]) => at)).toEqual(times);
});

test('what is told now counts where both have something', () => {
  expect(
    joined(
      [
        [1, 5],
        [2, 5],
      ],
      [
        [2, 7],
        [3, 7],
      ],
    ),
  ).toEqual([
    [1, 5],
    [2, 7],
    [3, 7],
  ]);
});

test('no more than ten minutes at one a second are kept', () => {
  const all = Array.from({ length: 700 }, (_, at): TrendPoint => [at, 1]);
  expect(joined(all.slice(0, 650), all.slice(640))).toHaveLength(600);
});
