import { expect, test } from 'vitest';
import { SinceWords } from '#components/reading/since-words.tsx';
import type { Since } from '#lib/status.ts';
import { draw, words } from '../draw.tsx';
import { NOW } from '../estate.ts';

const AT = NOW - 3_600_000;
const AWAY = { from: NOW - 1_800_000, to: NOW - 1_560_000, times: 1 };
const TIME = String.raw`\d\d:\d\d(?::\d\d)?(?: \w+)?`;

test.each<[string, Since, RegExp]>([
  ['what was seen', { at: AT, how: 'seen' }, new RegExp(`^since ${TIME}$`)],
  ['what was so before', { at: AT, how: 'before' }, new RegExp(`^since before ${TIME}$`)],
  [
    'what was so before and after nobody looked',
    { at: AT, how: 'seen', unwatched: AWAY },
    new RegExp(`^since ${TIME} \\(not watched ${TIME}–${TIME}\\)$`),
  ],
  [
    'what was so over several such times',
    { at: AT, how: 'before', unwatched: { ...AWAY, times: 3 } },
    new RegExp(`^since before ${TIME} \\(not watched 3 times, first and last ${TIME}–${TIME}\\)$`),
  ],
  ['what came to be so meanwhile', { at: AWAY.to, how: 'between', unwatched: AWAY }, new RegExp(`^between ${TIME} and ${TIME}$`)],
])('%s says since when, and when nobody looked', (_, since, expected) => {
  expect(words(draw(<SinceWords since={since} />).container)).toMatch(expected);
});
