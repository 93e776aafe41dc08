import { expect, test } from 'vitest';
import { formatAge } from '#lib/format/age.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each<[string, number, string]>([
  ['just now', 0, '0s'],
  ['rounds down', 2_999, '2s'],
  ['the last second of a minute', 59_999, '59s'],
  ['a minute', MINUTE, '1m 00s'],
  ['minutes and seconds', 4 * MINUTE + 12_000, '4m 12s'],
  ['an hour', HOUR, '1h 00m'],
  ['hours and minutes', 3 * HOUR + 5 * MINUTE, '3h 05m'],
  ['days and hours', 146 * HOUR, '6d 2h'],
  ['slightly ahead of our clock is now', -500, '0s'],
  ['ahead of our clock', -3_000, 'in 3s'],
  ['not a number is not an age', Number.NaN, 'unknown'],
])('%s', (_name, ms, text) => expect(formatAge(ms)).toBe(text));
