import { describe, expect, test } from 'vitest';
import { formatDuration, readDuration } from '#lib/text/duration.ts';

const WRONG = 'is not a duration: write a whole number and its unit, such as 500ms, 5s, 2m, 1h or 2d';

describe('readDuration', () => {
  test.each([
    ['500ms', 500],
    ['5s', 5_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
    ['0s', 0],
    ['05s', 5_000],
    ['90s', 90_000],
  ])('%s is %i ms', (text, ms) => {
    expect(readDuration(text)).toEqual({ ms });
  });

  test.each([
    ['a bare number', '5', '5 has no unit: write 5s'],
    ['nothing', '', WRONG],
    ['a unit alone', 's', WRONG],
    ['a fraction', '1.5s', WRONG],
    ['a negative', '-5s', WRONG],
    ['a space inside', '5 s', WRONG],
    ['a space around', ' 5s', WRONG],
    ['a line break after', '5s\n', WRONG],
    ['an upper-case unit', '5S', WRONG],
    ['an unknown unit', '5w', WRONG],
    ['two units', '1m30s', WRONG],
    ['more digits than time has', '99999999999999999999s', WRONG],
    ['digits of another script', '٥s', WRONG],
  ])('%s is refused with the fix', (_name, text, problem) => {
    expect(readDuration(text)).toEqual({ problem });
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0s'],
    [1, '1ms'],
    [500, '500ms'],
    [1_500, '1500ms'],
    [5_000, '5s'],
    [60_000, '1m'],
    [90_000, '90s'],
    [3_600_000, '1h'],
    [7_200_000, '2h'],
    [129_600_000, '36h'],
    [172_800_000, '2d'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  test('what it writes is read back exactly', () => {
    for (const ms of [1, 999, 1_000, 1_001, 59_000, 60_000, 3_599_000, 3_600_000, 86_400_000])
      expect(readDuration(formatDuration(ms))).toEqual({ ms });
  });
});
