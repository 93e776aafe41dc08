import { describe, expect, test } from 'vitest';
import { HOUR_MS, hourTrend, lookedAt } from '#components/exceptions/list/hour-trend.ts';

const FROM = 100 * HOUR_MS;
const HOURS = [4, 0, 2, 7];

describe('an hour that was not looked at as a whole has no value', () => {
  test.each([
    ['all of it was', null, null, [4, 0, 2, 7]],
    ['the list begins with it', FROM, null, [4, 0, 2, 7]],
    ['the list begins a moment later', FROM + 1, null, [null, 0, 2, 7]],
    ['the list begins in the last hour', FROM + 2.5 * HOUR_MS, null, [null, null, null, 7]],
    ['the list ended before', null, FROM - HOUR_MS, [null, null, null, null]],
    ['the list ended within', null, FROM + 2.5 * HOUR_MS, [4, 0, null, null]],
  ])('%s', (_name, from, to, values) => {
    expect(hourTrend(HOURS, FROM, { from, to }).trend).toEqual(values.map((value, index) => [FROM + index * HOUR_MS, value]));
  });
});

describe('the trends of a list of shapes', () => {
  test.each([
    ['reach back as far as the list', { isCut: false, groupedFromAt: 5 }, { from: 7, to: null }],
    ['no further than the rows that were put together', { isCut: true, groupedFromAt: 9 }, { from: 9, to: null }],
    ['nor further than the list where older rows were', { isCut: true, groupedFromAt: 5 }, { from: 7, to: null }],
  ])('%s', (_name, answer, expected) => {
    expect(lookedAt({ seenFrom: 7, seenTo: null }, answer)).toEqual(expected);
  });
});
