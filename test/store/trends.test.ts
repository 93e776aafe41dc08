import { expect, test } from 'vitest';
import type { Failure } from '#lib/failure.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import { createStore } from '#lib/store/store.ts';
import { keepTrends } from '#lib/store/trends.ts';
import { TREND_POINTS } from '#lib/trend.ts';

const LB1: Source = { system: 'haproxy', group: 'web', node: 'lb1', probe: 'stats' };
const LB2: Source = { ...LB1, node: 'lb2' };
const SILENCE: Failure = { kind: 'timeout', message: 'no answer', node: 'lb1', question: 'stats', received: null };

/** Trends of two sources, whose readings are the value of their one figure. */
function openTrends() {
  const errors: unknown[] = [];
  const store = createStore((error) => void errors.push(error));
  const measure = ([newest]: readonly { value: unknown }[]) => {
    if (newest?.value === 'bug') throw new TypeError('x is undefined');
    return [{ name: 'Sessions', unit: '', value: newest?.value as number | null }];
  };
  const trends = keepTrends(store, new Map([LB1, LB2].map((source) => [sourceId(source), measure])));
  return {
    errors,
    reads: (source: Source, at: number, value: unknown) =>
      store.finish(source, { at, tookMs: 1, failure: null, reading: { value, observedAt: at, producedAt: null, source } }, 3),
    fails: (source: Source, at: number) => store.finish(source, { at, tookMs: 1, reading: null, failure: SILENCE }, 3),
    of: (source: Source) => trends.read(sourceId(source)),
  };
}

test('nothing was measured before the first reading', () => {
  const { of, fails } = openTrends();
  fails(LB1, 1_000);
  expect(of(LB1)).toEqual([]);
});

test('each reading gives one point at the moment of its question, oldest first, and every source its own', () => {
  const { of, reads } = openTrends();
  reads(LB1, 1_000, 4);
  reads(LB2, 1_000, 7);
  reads(LB1, 6_000, 5);
  const trend = [
    [1_000, 4],
    [6_000, 5],
  ];
  expect(of(LB1)).toEqual([{ name: 'Sessions', unit: '', value: 5, trend }]);
  expect(of(LB2)).toMatchObject([{ value: 7 }]);
});

test('an attempt that fails adds no point and takes nothing away', () => {
  const { of, reads, fails } = openTrends();
  reads(LB1, 1_000, 4);
  const before = of(LB1);
  fails(LB1, 6_000);
  expect(of(LB1)).toBe(before);
});

test.each([
  ['not known', null, null],
  ['no number', Number.NaN, null],
  ['without end', Number.POSITIVE_INFINITY, null],
  ['a true zero', 0, 0],
  ['a rate of many digits', 1.99840127, 1.998],
  ['a small rate', 0.0123456, 0.01235],
  ['a large rate', 1_234_567.89, 1_234_568],
  ['a large count', 123_456_789, 123_456_789],
])('a value that is %s is kept as such: %s', (_name, value, kept) => {
  const { of, reads } = openTrends();
  reads(LB1, 1_000, value);
  expect(of(LB1)).toMatchObject([{ value: kept, trend: [[1_000, kept]] }]);
});

test('the last points are kept, and no more', () => {
  const { of, reads } = openTrends();
  for (let i = 0; i < TREND_POINTS + 10; i += 1) reads(LB1, i * 5_000, i);
  expect(of(LB1)[0]?.trend).toHaveLength(TREND_POINTS);
  expect(of(LB1)[0]?.trend[0]).toEqual([50_000, 10]);
});

test('an error of the measuring is told, and leaves no old number beside the new reading', () => {
  const { of, reads, errors } = openTrends();
  reads(LB1, 1_000, 4);
  reads(LB1, 6_000, 'bug');
  expect(of(LB1)).toEqual([]);
  expect(errors).toMatchObject([{ message: 'x is undefined' }]);
  reads(LB1, 11_000, 5);
  expect(of(LB1)).toMatchObject([{ value: 5, trend: [[11_000, 5]] }]);
});

test('sixty points of three figures are less than 6 kB on the wire', () => {
  const store = createStore(() => undefined);
  const names = ['Requests', 'Sessions', '5xx'];
  const measure = ([newest]: readonly { observedAt: number }[]) =>
    names.map((name, i) => ({ name, unit: '/s', value: 4_806.123 + (newest?.observedAt ?? 0) / 7 ** i }));
  const trends = keepTrends(store, new Map([[sourceId(LB1), measure]]));
  for (let i = 0; i < TREND_POINTS; i += 1) {
    const at = Date.UTC(2026, 2, 4) + i * 5_000;
    store.finish(LB1, { at, tookMs: 1, failure: null, reading: { value: i, observedAt: at, producedAt: null, source: LB1 } }, 3);
  }
  const bytes = JSON.stringify(trends.read(sourceId(LB1))).length;
  expect(bytes).toBeLessThan(6_000);
});
