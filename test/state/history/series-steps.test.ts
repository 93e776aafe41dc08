import { expect, test } from 'vitest';
import { lineOf } from '#lib/state/history/series-answer.ts';
import type { Sample } from '#lib/state/history/series-block.ts';
import { parseSteps, type Step, stepOf, stepsOf, stepsText, withHours } from '#lib/state/history/series-steps.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Readings every ten seconds, unless another interval is told. */
function read(...samples: readonly (readonly [at: number, value: number | null, intervalMs?: number])[]): Sample[] {
  return samples.map(([at, value, intervalMs = 10 * SECOND]) => [at, value, intervalMs]);
}

function every(intervalMs: number, from: number, to: number): Sample[] {
  return Array.from(
    { length: Math.floor((to - from) / intervalMs) + 1 },
    (_, index) => [from + index * intervalMs, index, intervalMs] as const,
  );
}

test.each<[string, Sample[], [number, number | null, number | null, number | null, number][]]>([
  ['the mean, lowest and highest of what was told', read([0, 1], [10, 5], [20, 3]), [[0, 3, 1, 5, 3]]],
  [
    'no step in which nothing was read',
    read([0, 1], [10 * MINUTE, 2]),
    [
      [0, 1, 1, 1, 1],
      [10 * MINUTE, 2, 2, 2, 1],
    ],
  ],
  ['nothing where nothing was told', read([0, null], [10, null]), [[0, null, null, null, 0]]],
  ['of a step with some that were not told, the mean of the others', read([0, null], [10, 4], [20, 6]), [[0, 5, 4, 6, 2]]],
  ['a nought that was read', read([0, 0], [10, null]), [[0, 0, 0, 0, 1]]],
  ['a mean of four digits', read([0, 1], [10, 1], [20, 2]), [[0, 1.333, 1, 2, 3]]],
  [
    'no mean beyond what it is the mean of, however it is rounded',
    read([0, 0.123456], [10, 0.123456]),
    [[0, 0.123456, 0.123456, 0.123456, 2]],
  ],
  ['nothing of nothing', [], []],
])('steps of readings have %s', (_, samples, expected) => {
  expect(stepsOf(samples).map(({ at, mean, low, high, told }) => [at, mean, low, high, told])).toEqual(expected);
});

test.each<[string, Step[]]>([
  ['none', []],
  ['one', stepsOf(read([0, 1]))],
  ['a whole day that is all the same', stepsOf(every(MINUTE, 0, 24 * HOUR - 1).map(([at, , interval]) => [at, 7, interval]))],
  ['some told and some not', stepsOf(read([0, null], [5 * MINUTE, 0.1], [23 * HOUR, -123_456.7]))],
])('steps of a day are read as they were written: %s', (_, steps) => {
  expect(parseSteps(stepsText(steps, 0), 0)).toEqual(steps);
});

test('a day that is all the same takes a line', () => {
  expect(stepsText(stepsOf(every(10 * SECOND, 0, 24 * HOUR - 1).map(([at, , interval]) => [at, 7, interval])), 0)).toBe(
    '{"mean":7,"low":7,"high":7,"told":30,"intervalMs":10000}',
  );
});

test('the readings of an hour take the place of its steps, and of no others', () => {
  const before = stepsOf(read([0, 1], [30 * MINUTE, 1], [HOUR, 1]));
  const later = stepsOf(read([10 * MINUTE, 2]));
  expect(withHours(before, later).map(({ at, mean }) => [at, mean])).toEqual([
    [10 * MINUTE, 2],
    [HOUR, 1],
  ]);
});

test.each<[string, { samples: Sample[]; most: number; stepMs: number | null; points: number; isBroken: number[] }]>([
  [
    'one late reading is joined, and three missing ones are a gap',
    { samples: read([0, 1], [20_000, 1], [60_000, 1]), most: 99, stepMs: null, points: 3, isBroken: [20_000] },
  ],
  [
    'longer steps keep a gap',
    {
      samples: [...every(10_000, 0, HOUR), ...every(10_000, 2 * HOUR, 3 * HOUR)],
      most: 100,
      stepMs: 2 * MINUTE,
      points: 62,
      isBroken: [HOUR],
    },
  ],
  [
    'an interval as long as several steps is no gap',
    { samples: every(4 * MINUTE, 0, 2 * HOUR), most: 99, stepMs: null, points: 31, isBroken: [] },
  ],
  [
    'a gap of what came often is not joined as what came seldom is',
    {
      samples: [...every(10_000, 0, MINUTE), ...every(10_000, 3 * MINUTE, 4 * MINUTE), ...every(MINUTE, 5 * MINUTE, 9 * MINUTE)],
      most: 99,
      stepMs: null,
      points: 19,
      isBroken: [MINUTE, 4 * MINUTE],
    },
  ],
  [
    'what came seldom is not broken by what came often',
    {
      samples: [...every(MINUTE, 0, 4 * MINUTE), ...every(10_000, 5 * MINUTE, 6 * MINUTE)],
      most: 99,
      stepMs: null,
      points: 12,
      isBroken: [],
    },
  ],
])('in a line %s', (_, { samples, most, stepMs, points, isBroken }) => {
  const line = lineOf(samples.map(stepOf), null, most);
  expect(line.stepMs).toBe(stepMs);
  const told = line.points.filter(([, value]) => value !== null);
  expect(told.length).toBe(points);
  const breaks = line.points.filter(([at, value], index) => {
    const next = line.points[index + 1];
    return value !== null && next !== undefined && (next[1] === null || next[0] - at > line.gapMs);
  });
  expect(breaks.map(([at]) => at)).toEqual(isBroken);
});

test.each([2, 3, 10, 100, 999])('a line of many readings has no more than %d points, and keeps the lowest and the highest', (most) => {
  const samples = every(10_000, 7 * HOUR, 31 * HOUR);
  const line = lineOf(samples.map(stepOf), null, most);
  expect(line.points.length).toBeLessThanOrEqual(most);
  expect(Math.min(...line.points.map(([, , low]) => low ?? 1))).toBe(0);
  expect(Math.max(...line.points.map(([, , , high]) => high ?? 0))).toBe(samples.length - 1);
  expect(line.points.every(([at]) => at % (line.stepMs ?? 1) === 0)).toBe(true);
});

test('years are gathered, however few points are asked for', () => {
  const line = lineOf([...every(24 * HOUR, 0, 800 * 24 * HOUR)].map(stepOf), 5 * MINUTE, Number.NaN);
  expect(line.points.length).toBeLessThanOrEqual(2);
});
