import { describe, expect, test } from 'vitest';
import { chosenEnd, inAnHour, OWN, plannedEnds, plannedProblem, quietEnds, quietProblem } from '#components/issues/ends.ts';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';
import { NOW } from '../estate.ts';
import { HOUR_MS, MINUTE_MS } from './made-up.ts';

const UTC = createTimeFormat(openZone('UTC'), null);
const VIENNA = createTimeFormat(openZone('Europe/Vienna'), null);
const DAY_MS = 24 * HOUR_MS;

describe('until when an issue may be quiet', () => {
  test('is offered in whole ms and in the zone of the reader', () => {
    expect(quietEnds(NOW + 0.25, VIENNA).map(({ words }) => words)).toEqual([
      '30 min, until 15:41 CET',
      '1 h, until 16:11 CET',
      '4 h, until 19:11 CET',
      'tomorrow 09:00 CET',
      'until a time of your own',
    ]);
    for (const { at } of quietEnds(NOW + 0.25, VIENNA)) expect(at === null || Number.isInteger(at)).toBe(true);
  });

  test.each([
    ['UTC', UTC, Date.UTC(2026, 2, 5, 9)],
    ['Vienna', VIENNA, Date.UTC(2026, 2, 5, 8)],
  ])('the next morning is that of %s', (_name, format, at) => {
    expect(quietEnds(NOW, format).find(({ id }) => id === 'morning')?.at).toBe(at);
  });

  test.each<[name: string, until: number, says: RegExp | null]>([
    ['ahead', NOW + 1, null],
    ['30 days on', NOW + 30 * DAY_MS, null],
    ['longer than that', NOW + 30 * DAY_MS + 1, /At most 30 days/],
    ['now', NOW, /it is 14:11 UTC/],
    ['over', NOW - HOUR_MS, /That is over/],
    ['no time', Number.NaN, /Give the time/],
  ])('a time that is %s is told apart', (_name, until, says) => {
    const problem = quietProblem(until, NOW, UTC);
    if (says) expect(problem).toMatch(says);
    else expect(problem).toBeNull();
  });
});

describe('planned work', () => {
  test('lasts from its start on', () => {
    const startAt = NOW + DAY_MS;
    expect(plannedEnds(startAt, UTC).find(({ id }) => id === '2h')).toEqual({
      id: '2h',
      words: '2 h, until 16:11 UTC',
      at: startAt + 2 * HOUR_MS,
    });
  });

  test.each<[name: string, startAt: number, endAt: number, says: RegExp | null]>([
    ['is to come', NOW + HOUR_MS, NOW + 2 * HOUR_MS, null],
    ['is under way', NOW - HOUR_MS, NOW + HOUR_MS, null],
    ['ends before it starts', NOW + 2 * HOUR_MS, NOW + HOUR_MS, /ends before it starts/],
    ['would be over', NOW - 2 * HOUR_MS, NOW - HOUR_MS, /would be over/],
    ['lasts too long', NOW, NOW + 90 * DAY_MS + 1, /At most 90 days/],
    ['has no start', Number.NaN, NOW + HOUR_MS, /at which it starts/],
    ['has no end', NOW, Number.NaN, /at which it ends/],
  ])('that %s is told apart', (_name, startAt, endAt, says) => {
    const problem = plannedProblem(startAt, endAt, NOW, UTC);
    if (says) expect(problem).toMatch(says);
    else expect(problem).toBeNull();
  });
});

test('a time that is typed is one of the zone of the reader, and begins in an hour', () => {
  const typed = inAnHour(NOW, VIENNA);
  expect(typed).toBe('2026-03-04T16:12');
  expect(chosenEnd(quietEnds(NOW, VIENNA), OWN, typed, VIENNA)).toBe(Date.UTC(2026, 2, 4, 15, 12));
  expect(chosenEnd(quietEnds(NOW, VIENNA), OWN, '', VIENNA)).toBeNaN();
  expect(chosenEnd(quietEnds(NOW, VIENNA), '30m', typed, VIENNA)).toBe(NOW + 30 * MINUTE_MS);
});
