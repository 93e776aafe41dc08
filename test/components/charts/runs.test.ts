import { describe, expect, test } from 'vitest';
import { pointAt, runsOf, silencesOf } from '#components/charts/runs.ts';
import type { SeriesPoint } from '#lib/history.ts';

const at = (seconds: number): number => 1_700_000_000_000 + seconds * 1_000;
const reading = (seconds: number, value: number | null): SeriesPoint => [at(seconds), value, value, value];
/** Readings every 10 s, none of them more than 25 s apart where they are joined. */
const told = (points: readonly SeriesPoint[], keptFrom: number | null = at(0)) => ({ points, stepMs: null, gapMs: 25_000, keptFrom });
const seconds = (ms: number): number => (ms - at(0)) / 1_000;

describe('the runs of a line', () => {
  test.each<[string, SeriesPoint[], number[][]]>([
    ['readings in time are one', [reading(0, 1), reading(10, 2), reading(20, 3)], [[0, 10, 20]]],
    ['one that was missed is passed over', [reading(0, 1), reading(20, 3)], [[0, 20]]],
    ['two that were missed part it', [reading(0, 1), reading(30, 3), reading(40, 4)], [[0], [30, 40]]],
    ['what was read and not told parts it', [reading(0, 1), reading(10, null), reading(20, 3)], [[0], [20]]],
    ['a zero that was read is part of it', [reading(0, 1), reading(10, 0), reading(20, 3)], [[0, 10, 20]]],
    ['of nothing there are none', [], []],
    ['of what was never told there are none', [reading(0, null), reading(10, null)], []],
  ])('%s', (_name, points, expected) => {
    expect(runsOf(told(points)).map((run) => run.map((drop) => seconds(drop.at)))).toEqual(expected);
  });

  test('stand at the middle of their steps, from the lowest to the highest', () => {
    const steps = { points: [[at(0), 5, 1, 9]] as const, stepMs: 300_000, gapMs: 750_000 };
    expect(runsOf(steps)).toEqual([[{ at: at(150), value: 5, low: 1, high: 9 }]]);
  });
});

describe('at a moment', () => {
  const line = told([reading(0, 1), reading(10, 2), reading(60, 0), reading(70, null)]);

  test.each<[string, number, number | null | 'nothing']>([
    ['the nearest reading stands for it', 4, 1],
    ['the nearer of two', 6, 2],
    ['a zero is a zero', 60, 0],
    ['what was not told is not', 70, null],
    ['in a gap there is nothing', 35, 'nothing'],
    ['long before the first there is nothing', -60, 'nothing'],
    ['long after the last there is nothing', 130, 'nothing'],
  ])('%s', (_name, moment, expected) => {
    const point = pointAt(line, at(moment));
    expect(point === null ? 'nothing' : point[1]).toBe(expected);
  });
});

describe('the silences of lines', () => {
  const period = { from: at(0), to: at(100) };
  const words = (asked: Parameters<typeof silencesOf>[0]) => silencesOf(asked).map(({ from, to, is }) => [seconds(from), seconds(to), is]);
  const all = Array.from({ length: 11 }, (_, index) => reading(index * 10, index));

  test.each<[string, Parameters<typeof silencesOf>[0], unknown[]]>([
    ['a line without a gap has none', { series: [told(all)], blanks: [], period, upTo: at(100) }, []],
    [
      'what was not read is one',
      { series: [told([reading(0, 1), reading(10, 1), reading(50, 1), reading(100, 1)])], blanks: [], period, upTo: at(100) },
      [
        [10, 50, 'unread'],
        [50, 100, 'unread'],
      ],
    ],
    [
      'another line that was read then takes it away',
      { series: [told([reading(0, 1), reading(100, 1)]), told(all)], blanks: [], period, upTo: at(100) },
      [],
    ],
    [
      'where Vigil did not look, that is why',
      {
        series: [told([reading(0, 1), reading(10, 1), reading(60, 1), reading(80, 1), reading(100, 1)])],
        blanks: [{ from: at(15), to: at(55), why: 'stopped' }],
        period,
        upTo: at(100),
      },
      [
        [10, 15, 'unread'],
        [15, 55, 'off'],
        [55, 60, 'unread'],
      ],
    ],
    [
      'before anything was kept there is nothing',
      { series: [told([reading(60, 1), reading(80, 1), reading(100, 1)], at(60))], blanks: [], period, upTo: at(100) },
      [[0, 60, 'before']],
    ],
    [
      'a line that ended is not drawn on to now',
      { series: [told([reading(0, 1), reading(20, 1)])], blanks: [], period, upTo: at(100) },
      [[20, 100, 'unread']],
    ],
    [
      'what is not written down yet is not called unread',
      { series: [told([reading(0, 1), reading(20, 1)])], blanks: [], period, upTo: at(40) },
      [],
    ],
    ['a reading that is not due yet is not called unread', { series: [told(all.slice(0, 10))], blanks: [], period, upTo: at(100) }, []],
    ['of what was never kept all is', { series: [told([], null)], blanks: [], period, upTo: at(100) }, [[0, 100, 'before']]],
  ])('%s', (_name, asked, expected) => {
    expect(words(asked)).toEqual(expected);
  });
});
