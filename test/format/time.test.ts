import { expect, test } from 'vitest';
import { formatClock, formatSpan, formatUtc } from '#lib/format/time.ts';

const AT = Date.UTC(2026, 2, 4, 14, 11, 12, 345);

test('a clock time is in UTC, whatever the zone of the reader', () => expect(formatClock(AT)).toBe('14:11:12'));
test('a full time names its zone', () => expect(formatUtc(AT)).toBe('2026-03-04 14:11:12 UTC'));
test('what is not a time is not drawn as one', () => expect([formatClock(Number.NaN), formatUtc(9e15)]).toEqual(['–', '–']));

test.each<[string, number, string]>([
  ['below a second', 250, '250ms'],
  ['whole seconds', 5_000, '5s'],
  ['halves of a second', 1_500, '1.5s'],
  ['whole minutes', 120_000, '2m'],
  ['a minute and a half stays in seconds', 90_000, '90s'],
  ['not a number', Number.NaN, '–'],
])('a configured span: %s', (_name, ms, text) => expect(formatSpan(ms)).toBe(text));
