import { describe, expect, test } from 'vitest';
import { addUp } from '#components/haproxy/row-trends/row-trend.ts';
import { sumTrends } from '#components/reading/sum-trends.ts';
import type { SourceTrends } from '#components/row-trends/trend-store.ts';
import { RowRing } from '#lib/row-ring.ts';
import type { TrendPoint } from '#lib/trend.ts';

const EVERY = 5_000;
const PARTS = [
  { source: 'lb05', row: 'web01' },
  { source: 'lb06', row: 'web01' },
];

type Values = readonly [sessions: number | null, requests: number | null, fresh: number | null];

/** An instance that told these values of web01, one every 5 s from the start on; undefined where it was not read, null where it had no such row. */
function told(values: readonly (Values | null | undefined)[], lateMs = 0): SourceTrends {
  const ring = new RowRing(3);
  for (const [index, row] of values.entries())
    if (row !== undefined) ring.push(1_000_000 + index * EVERY + lateMs, row === null ? [] : [['web01', row]]);
  return { is: 'kept', ring, intervalMs: EVERY };
}

function figure(states: SourceTrends[], which: 'sessions' | 'rate') {
  const sum = addUp(PARTS.slice(0, states.length), states);
  if (sum.is !== 'known') return sum.is;
  const { name, points } = sum[which];
  return [name, points.map(([, value]) => value)];
}

const web = (sessions: number | null, requests: number | null = 1, fresh: number | null = null): Values => [sessions, requests, fresh];

describe('the same row on several instances', () => {
  test.each<[name: string, states: SourceTrends[], sum: unknown]>([
    ['is their sum', [told([web(1), web(2)]), told([web(10), web(20)], 900)], ['Sessions', [11, 22]]],
    [
      'has a gap where one was not read',
      [told([web(1), web(2), web(3), web(4)]), told([web(10), undefined, undefined, web(40)])],
      ['Sessions', [11, 12, null, 44]],
    ],
    ['has a gap where one had no such row', [told([web(1), web(2)]), told([web(10), null])], ['Sessions', [11, null]]],
    ['has no point at all where one never had it', [told([web(1), web(2)]), told([null, null])], ['Sessions', [null, null]]],
    ['ends where one fell silent', [told([web(1), web(2), web(3), web(4)]), told([web(10), web(20)])], ['Sessions', [11, 22, 23, null]]],
    ['is not known while one is being read', [told([web(1)]), { is: 'loading' }], 'loading'],
    ['is not known where one could not be read', [told([web(1)]), { is: 'trouble', words: 'no answer' }], 'trouble'],
    ['on one instance is what that one told', [told([web(1), undefined, web(3)])], ['Sessions', [1, 3]]],
  ])('%s', (_name, states, sum) => expect(figure(states, 'sessions')).toEqual(sum));
});

describe('the rate', () => {
  test.each<[name: string, states: SourceTrends[], sum: unknown]>([
    ['is of requests, with a gap while they could not be told', [told([web(1, null, 9), web(1, 50)])], ['Requests', [null, 50]]],
    ['is of new sessions where requests are not counted', [told([web(1, null, 9), web(1, null, 8)])], ['New sessions', [9, 8]]],
    ['never adds requests to sessions', [told([web(1, 50)]), told([web(1, null, 8)])], ['New sessions', [null]]],
  ])('%s', (_name, states, sum) => expect(figure(states, 'rate')).toEqual(sum));
});

test('a sum lacks no part, whatever the instances tell and when', () => {
  let state = 7;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  for (let run = 0; run < 200; run += 1) {
    const phases = [0, next() * EVERY, next() * EVERY];
    // Each part is a digit of its own, so that a sum shows which are in it.
    const trends = phases.map((phase, part) =>
      Array.from({ length: 40 }, (_, index): TrendPoint => [index * EVERY + phase, next() < 0.1 ? null : 10 ** part]).filter(
        () => next() > 0.15,
      ),
    );
    for (const [at, value] of sumTrends(trends, EVERY)) {
      expect([null, 111]).toContain(value);
      if (value === null) continue;
      for (const trend of trends) expect(Math.min(...trend.map(([one]) => Math.abs(one - at)))).toBeLessThanOrEqual(EVERY * 1.5);
    }
  }
});
