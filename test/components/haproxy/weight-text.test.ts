import { describe, expect, test } from 'vitest';
import { readWeight } from '#components/haproxy/weight-text.ts';

describe('a weight that was typed', () => {
  test.each<[string, number | null, number]>([
    ['10', null, 10],
    [' 0 ', 5, 0],
    ['256', null, 256],
    ['50%', 10, 5],
    ['50 %', 1, 0],
    ['150%', 10, 15],
  ])('%j of a configured %s is %s', (text, configured, weight) => {
    expect(readWeight(text, configured)).toEqual({ weight });
  });

  test.each<[string, number | null, RegExp]>([
    ['', 10, /whole number/],
    ['-1', 10, /whole number/],
    ['1.5', 10, /whole number/],
    ['257', 10, /at most 256/],
    ['500%', 100, /is 500, and a weight is at most 256/],
    ['50%', null, /only the runtime socket tells/],
  ])('%j of a configured %s is refused, in words', (text, configured, wrong) => {
    expect(readWeight(text, configured)).toEqual({ wrong: expect.stringMatching(wrong) });
  });
});
