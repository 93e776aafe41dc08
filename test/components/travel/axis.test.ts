import { describe, expect, test } from 'vitest';
import { type Axis, axisAround, keyStep, momentAt, nextAxis, placeOf, ticksOf } from '#components/travel/axis.ts';
import type { PastChange } from '#lib/past.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 11, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AXIS: Axis = { from: NOW - DAY, to: NOW };
const change = (at: number): PastChange => ({ at, status: 'stale', count: 1, words: '' });

describe('the axis', () => {
  test.each([
    ['ends at now for a moment that fits', NOW - HOUR, DAY],
    ['for now itself', NOW, HOUR],
  ])('%s', (_name, at, span) => {
    const { from, to } = axisAround(at, NOW, span);
    expect(to - from).toBe(span);
    expect(to).toBeGreaterThanOrEqual(NOW);
    expect(to - NOW).toBeLessThanOrEqual(span / 60 + 60_000);
  });

  test('stands around a moment that is further away', () => {
    const at = NOW - 10 * DAY;
    const { from, to } = axisAround(at, NOW, DAY);
    expect([from < at - 11 * HOUR, to > at + 11 * HOUR, to - from]).toEqual([true, true, DAY]);
  });

  test('stays where it is while it holds the moment', () => {
    const before = axisAround(NOW - 5 * DAY, NOW, DAY);
    expect(nextAxis(before, before.from + 1, NOW, DAY)).toBe(before);
    expect(nextAxis(before, before.to, NOW, DAY)).toBe(before);
  });

  test.each([
    ['the moment leaves it', NOW - 3 * DAY, NOW, DAY],
    ['another length is chosen', NOW - HOUR, NOW, HOUR * 6],
    ['now goes past its end', NOW - HOUR, NOW + 2 * HOUR, DAY],
  ])('is another one when %s', (_name, at, now, span) => {
    const next = nextAxis(axisAround(NOW, NOW, DAY), at, now, span);
    expect([next.from <= at, at <= next.to, next.to - next.from]).toEqual([true, true, span]);
  });

  test('settles: asked again it is the same', () => {
    for (const at of [NOW, NOW - HOUR, NOW - 9 * DAY, NOW - 400 * DAY])
      for (const span of [HOUR, DAY, 14 * DAY]) {
        const axis = axisAround(at, NOW, span);
        expect(nextAxis(axis, at, NOW, span)).toBe(axis);
      }
  });
});

describe('the moment at a place', () => {
  const at = (place: number, changes: PastChange[] = []) => momentAt(place, AXIS, { changes, now: NOW - 1_500, reach: 0.004 });

  test.each([
    ['the beginning', 0, NOW - DAY],
    ['the middle', 0.5, NOW - DAY / 2],
    ['beyond the beginning', -3, NOW - DAY],
    ['never later than now, on a whole second', 1, NOW - 2_000],
  ])('is %s', (_name, place, moment) => expect(at(place)).toBe(moment));

  test('is that of the change that is aimed at', () => {
    const near = NOW - DAY / 2 + 200_000;
    expect(at(0.5, [change(near), change(NOW - DAY)])).toBe(near);
    expect(at(0.5, [change(near + 600_000)])).toBe(NOW - DAY / 2);
  });
});

test.each([
  ['ArrowLeft', false, -60_000],
  ['ArrowRight', false, 60_000],
  ['ArrowDown', true, -10_000],
  ['ArrowUp', true, 10_000],
  ['PageUp', false, HOUR],
  ['PageDown', false, -HOUR],
  ['Escape', false, null],
  ['a', false, null],
])('%s, fine: %s, moves by %s ms', (key, isFine, step) => expect(keyStep(key, isFine)).toBe(step));

test('a place is never off the axis', () => {
  expect([NOW - 2 * DAY, NOW - DAY / 4, NOW + DAY].map((moment) => placeOf(moment, AXIS))).toEqual([0, 0.75, 1]);
});

describe('the times along it', () => {
  test.each([
    ['an hour', HOUR],
    ['a day', DAY],
    ['a fortnight', 14 * DAY],
  ])('of %s are whole, within it, and no more than there is room for', (_name, span) => {
    const axis = { from: NOW - span, to: NOW };
    const ticks = ticksOf(axis, 12, () => HOUR);
    expect(ticks.length).toBeGreaterThan(3);
    expect(ticks.length).toBeLessThanOrEqual(13);
    for (const tick of ticks) expect([tick >= axis.from, tick <= axis.to, tick % 300_000]).toEqual([true, true, 0]);
  });

  test('are midnights of the zone of the reader', () => {
    const ticks = ticksOf({ from: NOW - 14 * DAY, to: NOW }, 7, () => 5.5 * HOUR);
    for (const tick of ticks) expect(Math.abs((tick + 5.5 * HOUR) % DAY)).toBe(0);
  });
});
