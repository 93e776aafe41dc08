import { describe, expect, test } from 'vitest';
import { createClock, machineTicks } from '#lib/clock.ts';
import type { Failure } from '#lib/failure.ts';
import { Judge } from '#lib/judge/judge.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import { keepRowTrends } from '#lib/store/row-trends.ts';
import { createStore } from '#lib/store/store.ts';
import type { Row, RowTrends } from '#lib/system.ts';
import { TREND_POINTS } from '#lib/trend.ts';

const LB1: Source = { system: 'haproxy', group: 'web', node: 'lb1', probe: 'stats' };
const LB2: Source = { ...LB1, node: 'lb2' };
const SILENCE: Failure = { kind: 'timeout', message: 'no answer', node: 'lb1', question: 'stats', received: null };
const TRENDS: RowTrends = {
  probes: ['stats'],
  figures: [
    { name: 'Sessions', unit: '', meaning: 'Sessions that are open' },
    { name: 'Requests', unit: '/s', meaning: 'Requests a second' },
  ],
  valuesOf: ({ value }) => value as number[],
};

type Told = Record<string, readonly (number | null)[]>;

/** Histories of two sources, whose readings are the values of their rows. */
function openHistories() {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const store = createStore(onError);
  const judged = { status: 'ok', reason: 'fine', since: null } as const;
  const subjects = [LB1, LB2].map((source) => ({
    ...{ source, staleAfterMs: 9_000, vital: true },
    judge: ([newest]: readonly { value: unknown }[]) => {
      if (newest?.value === 'bug') throw new TypeError('x is undefined');
      const rows = Object.entries(newest?.value as Told).map(([id, value]): Row => ({ id, judged, value }));
      return { judged, rows };
    },
  }));
  const judge = new Judge(createClock(machineTicks), store, subjects, onError);
  judge.start();
  const histories = keepRowTrends({ store, judge, trends: new Map([[sourceId(LB1), TRENDS]]) });
  return {
    errors,
    reads: (source: Source, at: number, value: Told | 'bug') =>
      store.finish(source, { at, tookMs: 1, failure: null, reading: { value, observedAt: at, producedAt: null, source } }, 3),
    fails: (source: Source, at: number) => store.finish(source, { at, tookMs: 1, reading: null, failure: SILENCE }, 3),
    of: (source: Source) => histories.read(sourceId(source)),
    stop: () => judge.stop(),
  };
}

describe('the history of rows', () => {
  test('is none before the first reading, and of a source whose system keeps none', () => {
    const { of, reads, fails, stop } = openHistories();
    fails(LB1, 1_000);
    reads(LB2, 1_000, { a: [1, 2] });
    expect([of(LB1), of(LB2)]).toEqual([null, null]);
    stop();
  });

  test('has one time for each reading, and none for an attempt that failed', () => {
    const { of, reads, fails, stop } = openHistories();
    reads(LB1, 1_000, { a: [1, 2], b: [3, null] });
    fails(LB1, 6_000);
    reads(LB1, 11_000, { a: [4, 2], c: [9, 9] });
    const rows = {
      a: [[1, 4], 2],
      b: [[3, null], null],
      c: [
        [null, 9],
        [null, 9],
      ],
    };
    expect(of(LB1)).toEqual({ successes: 2, figures: TRENDS.figures, times: [1_000, 11_000], rows });
    stop();
  });

  test('of a reading that could not be judged has nothing but its time', () => {
    const { of, reads, stop } = openHistories();
    reads(LB1, 1_000, { a: [1, 2] });
    reads(LB1, 6_000, 'bug');
    expect(of(LB1)).toMatchObject({
      times: [1_000, 6_000],
      rows: {
        a: [
          [1, null],
          [2, null],
        ],
      },
    });
    stop();
  });

  test('is rounded, and a figure that stood still is one number', () => {
    const { of, reads, stop } = openHistories();
    reads(LB1, 1_000, { a: [123_456_7, 1.998_401_27] });
    reads(LB1, 6_000, { a: [123_456_7, 0.012_345_6] });
    expect(of(LB1)?.rows).toEqual({ a: [1_234_567, [1.998, 0.012_35]] });
    stop();
  });
});

test('twenty-five busy rows of two figures are less than 20 kB on the wire', () => {
  const { of, reads, stop } = openHistories();
  for (let i = 0; i < TREND_POINTS; i += 1) {
    const rows = Array.from(
      { length: 25 },
      (_, row) => [`be_web/server/web${row}`, [(i * 7 + row) % 1_000, (1_000 + i * row) / 7]] as const,
    );
    reads(LB1, Date.UTC(2026, 2, 4) + i * 5_000, Object.fromEntries(rows));
  }
  expect(JSON.stringify(of(LB1)).length).toBeLessThan(20_000);
  stop();
});
