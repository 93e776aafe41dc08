import { describe, expect, test } from 'vitest';
import { type Fall, fallOf, projected } from '#components/haproxy/drain/fall.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { NOW } from '../../estate.ts';

const STEP_MS = 5_000;

/** One value every five seconds, the last one now. */
function every(values: readonly (number | null)[], stepMs = STEP_MS): TrendPoint[] {
  return values.map((value, index) => [NOW - (values.length - 1 - index) * stepMs, value]);
}
const times = (length: number, of: (index: number) => number | null): (number | null)[] => Array.from({ length }, (_, index) => of(index));
const fall = (values: readonly (number | null)[], since = 0): Fall => fallOf({ points: every(values), since, intervalMs: STEP_MS });

describe('a count that falls', () => {
  test.each<[string, (number | null)[], number, number]>([
    ['in a straight line', times(19, (i) => 200 - 5 * i), 109_000, 111_000],
    ['as clients leave, ever more slowly', times(19, (i) => Math.round(2_000 * Math.exp(-i / 10))), 320_000, 330_000],
    ['from a few', [4, 4, 4, 3, 3, 3, 2, 2, 2], 20_000, 60_000],
    ['with one reading that stands out', [200, 190, 180, 900, 160, 150, 140, 130, 120, 110], 45_000, 60_000],
    ['with one reading that tells nothing', [200, 190, 180, null, 160, 150, 140, 130, 120, 110], 50_000, 60_000],
  ])('%s comes to nothing about when it would', (_name, values, soonest, latest) => {
    const said = fall(values);
    expect(said.is).toBe('falling');
    if (said.is !== 'falling') return;
    expect(said.emptyAt - NOW).toBeGreaterThanOrEqual(soonest);
    expect(said.emptyAt - NOW).toBeLessThanOrEqual(latest);
  });

  test('goes on along its line to zero, and not below', () => {
    const points = projected(fall(times(19, (i) => 200 - 5 * i)), NOW, NOW + 200_000, 4);
    expect(points.map(([at]) => at - NOW)).toEqual([0, 50_000, 100_000, 150_000, 200_000]);
    expect(points[0]?.[1]).toBeCloseTo(110, 0);
    expect(points.at(-1)?.[1]).toBe(0);
  });
});

test('nothing left is empty, however it came to that', () => {
  expect(fall([40, 20, 0])).toEqual({ is: 'empty' });
  expect(fall([0])).toEqual({ is: 'empty' });
});

describe('a count that does not fall', () => {
  test.each<[string, (number | null)[]]>([
    ['stands still', times(25, () => 12)],
    ['jumps about', times(25, (i) => 179 + ((i * 7) % 5) - 2)],
    ['rises', times(25, (i) => 100 + i)],
    ['loses one of two hundred', times(25, (i) => (i < 12 ? 200 : 199))],
  ])('for two minutes is held: one that %s', (_name, values) => {
    expect(fall(values)).toMatchObject({ is: 'level', isLong: true });
  });

  test('is not held before two minutes are over', () => {
    expect(fall(times(12, () => 12))).toEqual({ is: 'level', forMs: 55_000, isLong: false });
  });

  test('is held for as long as it is since it fell', () => {
    const said = fall([...times(10, (i) => 500 - 48 * i), ...times(30, () => 12)]);
    expect(said).toMatchObject({ is: 'level', isLong: true });
    if (said.is === 'level') expect(said.forMs).toBeLessThanOrEqual(150_000);
  });
});

describe('what is not known yet', () => {
  test.each<[string, (number | null)[], number]>([
    ['nothing was read', [], 0],
    ['there are fewer readings than four', [30, 20, 10], 0],
    ['they span less than twenty seconds', [40, 30, 20, 10], 0],
    ['the newest reading does not tell it', [...times(19, (i) => 200 - 5 * i), null], 0],
    ['no reading tells it', times(20, () => null), 0],
    ['it is too short since the drain began', times(30, (i) => 300 - 5 * i), NOW - 12_000],
  ])('is not estimated where %s', (_name, values, since) => {
    expect(fall(values, since).is).toBe('unknown');
  });

  test('a restart is no fall: what was before it does not count', () => {
    const values = [...times(15, () => 300), ...times(8, () => 3)];
    expect(fall(values, NOW - 7 * STEP_MS)).toEqual({ is: 'level', forMs: 35_000, isLong: false });
  });

  test('a gap is no fall: what was before it does not count', () => {
    const before = every(times(15, () => 300)).map(([at, value]): TrendPoint => [at - 120_000, value]);
    const points = [...before, ...every(times(8, () => 3))];
    expect(fallOf({ points, since: 0, intervalMs: STEP_MS })).toEqual({ is: 'level', forMs: 35_000, isLong: false });
  });

  test('one reading that shows nothing between others that do is no fall', () => {
    expect(fall([...times(10, () => 50), 1, ...times(4, () => 50)]).is).toBe('level');
  });
});
