import { describe, expect, test } from 'vitest';
import { checkPeriod, checkUntil, readText } from '#lib/attention/ask.ts';
import { AttentionProblem } from '#lib/attention/problem.ts';

const NOW = Date.UTC(2026, 2, 4, 14);
const DAY = 24 * 3_600_000;

function problemOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof AttentionProblem && error.kind === 'invalid' ? error.message : `another: ${error}`;
  }
}

describe('what somebody writes', () => {
  test('is kept without the blanks around it', () => expect(readText('  disks \n', 'text')).toBe('disks'));

  test.each([
    ['nothing', '', 'Say why: the reason is empty.'],
    ['blanks alone', ' \t\n', 'Say why: the reason is empty.'],
    ['500 characters', 'x'.repeat(500), null],
    ['501 characters', 'x'.repeat(501), 'The reason has 501 characters; 500 is the most.'],
    ['two lines', 'one\ntwo', 'The reason must be one line, without control characters.'],
    ['what turns the direction of writing', 'a\u202eb', 'The reason must be one line, without control characters.'],
  ])('%s', (_name, said, problem) => expect(problemOf(() => readText(said, 'reason'))).toBe(problem));
});

test.each([
  ['in a moment', NOW + 1, null],
  ['now', NOW, '"until" has passed already. Give a time ahead.'],
  ['in 30 days', NOW + 30 * DAY, null],
  ['in 30 days and a moment', NOW + 30 * DAY + 1, '"until" is more than 30 days ahead. Give a nearer time.'],
  ['in half a millisecond', NOW + 0.5, '"until" must be a time in whole milliseconds since 1970.'],
  ['never', Number.POSITIVE_INFINITY, '"until" must be a time in whole milliseconds since 1970.'],
])('an issue is quiet until %s', (_name, until, problem) => expect(problemOf(() => checkUntil(until, NOW))).toBe(problem));

test.each([
  ['from now on for 90 days', NOW, NOW + 90 * DAY, null],
  ['from yesterday to tomorrow', NOW - DAY, NOW + DAY, null],
  ['for more than 90 days', NOW, NOW + 90 * DAY + 1, 'It lasts more than 90 days. Plan it in parts.'],
  ['up to now', NOW - DAY, NOW, 'Its end has passed already. Give an end ahead.'],
  ['for no time', NOW + DAY, NOW + DAY, 'It ends before it begins. Give an end after the start.'],
  ['backwards', NOW + DAY, NOW + 1, 'It ends before it begins. Give an end after the start.'],
  ['in a year', NOW + 366 * DAY, NOW + 367 * DAY, null],
  ['in a thousand years', NOW + 365_000 * DAY, NOW + 365_001 * DAY, 'It begins more than a year ahead. Plan it later.'],
  ['from no time', Number.NaN, NOW + 1, '"startAt" must be a time in whole milliseconds since 1970.'],
  ['to no time', NOW, 2 ** 60, '"endAt" must be a time in whole milliseconds since 1970.'],
])('work is planned %s', (_name, startAt, endAt, problem) => expect(problemOf(() => checkPeriod({ startAt, endAt }, NOW))).toBe(problem));
