import { expect, test } from 'vitest';
import { describeMoment, formatClock, formatMoment, formatSpan, formatUtc } from '#lib/format/time.ts';

const AT = Date.UTC(2026, 2, 4, 14, 11, 12, 345);

test('a clock time is in UTC, whatever the zone of the reader', () => expect(formatClock(AT)).toBe('14:11:12'));
test('a full time names its zone', () => expect(formatUtc(AT)).toBe('2026-03-04 14:11:12 UTC'));
test('a moment within a day needs no date', () => expect(formatMoment(AT, AT + 3_600_000)).toBe('14:11:12'));
test('a moment a day back has its date', () => expect(formatMoment(AT, AT + 86_400_000)).toBe('2026-03-04 14:11:12'));
test('what is not a time is not drawn as one', () => expect([formatClock(Number.NaN), formatUtc(9e15)]).toEqual(['–', '–']));
test('a moment can be copied in UTC and as epoch', () => {
  expect(describeMoment(AT)).toContain('2026-03-04 14:11:12 UTC');
  expect(describeMoment(AT)).toContain(`${AT} epoch ms`);
});

test.each<[string, number, string]>([
  ['below a second', 250, '250ms'],
  ['whole seconds', 5_000, '5s'],
  ['halves of a second', 1_500, '1.5s'],
  ['whole minutes', 120_000, '2m'],
  ['a minute and a half stays in seconds', 90_000, '90s'],
  ['not a number', Number.NaN, '–'],
])('a configured span: %s', (_name, ms, text) => expect(formatSpan(ms)).toBe(text));
