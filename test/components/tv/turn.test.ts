import { expect, test } from 'vitest';
import { turnAt } from '#components/tv/turn.ts';
import { OVERVIEW } from '#components/tv/wall-settings.ts';

const HAPROXY = { name: 'haproxy', title: 'HAProxy', system: 'haproxy' };

test.each([
  [0, 'overview', 0, 10_000],
  [9_999, 'overview', 0, 1],
  [10_000, 'haproxy', 1, 10_000],
  [25_000, 'overview', 0, 5_000],
])('at %i ms by the server it is the turn of %s', (heardAt, name, index, nextInMs) => {
  expect(turnAt([OVERVIEW, HAPROXY], 10_000, heardAt)).toMatchObject({ page: { name }, index, count: 2, nextInMs });
});

test('before anything is heard the first page stands still', () => {
  expect(turnAt([OVERVIEW, HAPROXY], 10_000, null)).toMatchObject({ page: OVERVIEW, next: HAPROXY, nextInMs: null });
});

test('one page alone follows itself', () => {
  expect(turnAt([HAPROXY], 10_000, 99_000)).toMatchObject({ page: HAPROXY, index: 0, count: 1, next: HAPROXY });
});
