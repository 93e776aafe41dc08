import { describe, expect, test } from 'vitest';
import { dataLossByQueueSeconds, dataLossSeconds, realRate, redoSeconds, sendSeconds, worstSeconds } from '#lib/systems/sql/ag/estimate.ts';
import type { AgDatabase } from '#lib/systems/sql/ag/model.ts';
import { database, NOW, positions } from './cluster.ts';

const committed = (at: number | null, over: Partial<AgDatabase> = {}): AgDatabase =>
  database('So', { isFailoverReady: false, sendQueueKb: 0, positions: positions(1, { lastCommitAt: at }), ...over });

describe('the estimate of what would be lost', () => {
  test.each<[what: string, ours: number | null, copy: AgDatabase, seconds: number | null]>([
    ['the difference of the two stamps', NOW, committed(NOW - 12_500), 12.5],
    ['nothing where the copy is ready for a failover', NOW, committed(NOW - 12_500, { isFailoverReady: true }), 0],
    ['not told where it says ready and is suspended', NOW, committed(null, { isFailoverReady: true, isSuspended: true }), null],
    ['not told where a stamp is missing', NOW, committed(null), null],
    ['not told where that of the primary is missing', null, committed(NOW), null],
    ['not told where the copy is ahead', NOW, committed(NOW + 1), null],
    ['nothing where the stamps agree and nothing waits', NOW, committed(NOW), 0],
    ['not told where the stamps agree and log waits', NOW, committed(NOW, { sendQueueKb: 900 }), null],
    ['not told where the stamps agree and the queue is not known', NOW, committed(NOW, { sendQueueKb: null }), null],
  ])('is %s', (_, ours, copy, seconds) => expect(dataLossSeconds(committed(ours), copy, [])).toBe(seconds));

  test.each<[queue: number | null, rate: number | null, suspended: boolean | null, seconds: number | null]>([
    [1_000, 102_400, false, 10],
    [0, null, false, 0],
    [1_000, 0, false, null],
    [1_000, null, false, null],
    [null, 5, false, null],
    [1_000, 102_400, true, null],
  ])('by %s KB that wait, %s B/s and suspended %s is %s', (sendQueueKb, rate, isSuspended, seconds) =>
    expect(dataLossByQueueSeconds(committed(NOW, { sendQueueKb, isSuspended }), rate)).toBe(seconds),
  );
});

describe('a queue and its rate', () => {
  test.each<[queue: number | null, rate: number | null, suspended: boolean | null, seconds: number | null]>([
    [600, 60, false, 10],
    [0, 60, false, 0],
    [0, null, false, 0],
    [600, 0, false, null],
    [600, null, false, null],
    [null, 60, false, null],
    [600, 60, true, null],
    [0, 60, true, null],
    [600, 60, null, null],
    [1, 1_000, false, 0.001],
  ])('of %s KB at %s KB/s, suspended %s, take %s s', (queue, rate, isSuspended, seconds) => {
    const one = { sendQueueKb: queue, sendRateKbPerSecond: rate, redoQueueKb: queue, redoRateKbPerSecond: rate, isSuspended };
    expect(sendSeconds(one)).toBe(seconds);
    expect(redoSeconds(one)).toBe(seconds);
  });

  test('have no rate at rest, while suspended, or where the queue is not known', () => {
    expect([realRate(5, 7, false), realRate(0, 7, false), realRate(null, 7, false), realRate(5, 7, true), realRate(5, 7, null)]).toEqual([
      7,
      null,
      null,
      null,
      null,
    ]);
  });
});

test.each<[seconds: (number | null)[], worst: number | null]>([
  [[1, 5, 3], 5],
  [[1, null], null],
  [[], null],
])('the figure of a group with %j is %s: one that is not known makes it unknown', (seconds, worst) =>
  expect(worstSeconds(seconds)).toBe(worst),
);
