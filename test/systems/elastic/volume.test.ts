import { describe, expect, test } from 'vitest';
import type { Reading } from '#lib/reading.ts';
import { NOTHING_OBSERVED, type Observed } from '#lib/reading.ts';
import { finish } from '#lib/store/observe.ts';
import { VOLUME } from '#lib/systems/elastic/model.ts';
import type { VolumeInfo } from '#lib/systems/elastic/model-data.ts';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { type PastVolume, pastVolume } from '#lib/systems/elastic/past.ts';
import { judge, TELLER, told, windowOf } from './hand-made.ts';

type Counts = { searches?: number; indexed?: number; docs?: number | null };

function volume(indices: Readonly<Record<string, Counts>>, failed = 0): VolumeInfo {
  const answer = Object.entries(indices).map(([name, { searches = 0, indexed = 0, docs = 1 }]) => {
    const primaries = {
      docs: docs === null ? {} : { count: docs, deleted: 0 },
      store: { size_in_bytes: 500 },
      indexing: { index_total: indexed },
    };
    return [name, { primaries, total: { store: { size_in_bytes: 1_000 }, search: { query_total: searches } } }];
  });
  return PARSE.volume({ ...TELLER, stats: { _shards: { failed }, indices: Object.fromEntries(answer) } });
}

/** Readings (newest first) as the store keeps them. */
function kept(...values: readonly VolumeInfo[]): unknown[] {
  const past = pastVolume as (value: unknown, older: unknown) => unknown;
  return windowOf(VOLUME, ...values)
    .toReversed()
    .reduce<Observed<unknown>>(
      (before, reading: Reading<unknown>) => finish(before, { at: reading.observedAt, tookMs: 1, reading, failure: null }, 2, past),
      NOTHING_OBSERVED,
    )
    .window.map(({ value }) => value);
}

const rates = (...values: readonly VolumeInfo[]) =>
  Object.fromEntries(
    judge(VOLUME, kept(...values)).rows.map(({ id, value }) => [id, (value as { searchesPerSecond: number | null }).searchesPerSecond]),
  );

describe('the rates of indices', () => {
  test.each([
    [
      'are over two readings',
      [volume({ a: { searches: 150 }, b: {} }), volume({ a: {}, b: {} })],
      { 'index/a': 10, 'index/b': 0, total: 10 },
    ],
    ['are not known with one', [volume({ a: { searches: 150 } })], { 'index/a': null, total: null }],
    [
      'are not known where a count fell, and neither is the sum',
      [volume({ a: { searches: 5 }, b: { searches: 15 } }), volume({ a: { searches: 9 }, b: {} })],
      { 'index/a': null, 'index/b': 1, total: null },
    ],
    [
      'are not known of a new index',
      [volume({ a: {}, z: { searches: 900 } }), volume({ a: {} })],
      { 'index/a': 0, 'index/z': null, total: null },
    ],
    [
      'are those of their name wherever they stand',
      [volume({ b: { searches: 30 }, a: { searches: 15 } }), volume({ a: {}, gone: {}, b: {} })],
      { 'index/a': 1, 'index/b': 2, total: 3 },
    ],
    [
      'are not known where copies did not answer',
      [volume({ a: { searches: 150 } }, 3), volume({ a: {} })],
      { 'index/a': null, total: null },
    ],
    [
      'are not known after copies did not answer',
      [volume({ a: { searches: 150 } }), volume({ a: {} }, 3)],
      { 'index/a': null, total: null },
    ],
  ])('%s', (_, values, expected) => {
    expect(rates(...values)).toEqual(expected);
  });
});

describe('what is in all indices', () => {
  test('is the sum of what is in each', () => {
    const { judged, rows } = judge(VOLUME, kept(volume({ a: { docs: 2 }, b: { docs: 3 } })));
    expect(rows[0]?.value).toMatchObject({ kind: 'total', indices: 2, docs: 5, primaryBytes: 1_000, totalBytes: 2_000 });
    expect(told({ judged })).toBe('ok: 2 indices, 5 documents, 2.0 kB');
  });

  test('is not known where a part is not', () => {
    const { rows } = judge(VOLUME, kept(volume({ a: { docs: 2 }, b: { docs: null } })));
    expect(rows[0]?.value).toMatchObject({ docs: null, totalBytes: 2_000 });
    expect(rows.at(-1)?.judged.reason).toBe('documents not told, 1.0 kB');
  });

  test('is said to be without the copies that did not answer', () => {
    const judgement = judge(VOLUME, kept(volume({ a: {} }, 2)));
    expect(told(judgement)).toBe('warning: 2 copies of shards did not answer: what is in them is in no sum');
    expect(judgement.rows[0]?.judged.status).toBe('warning');
  });
});

test('a reading of 5,000 indices holds two numbers an index once there is a newer one, and the names of the one before', () => {
  const many = (searches: number) => volume(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`logs-${at}`, { searches }])));
  const older = pastVolume(many(1), undefined);
  const newer = pastVolume(many(2), older);
  expect(newer.names).toBe(older.names);
  expect([newer.searches.length, newer.indexed.length, newer.searches[4_999]]).toEqual([5_000, 5_000, 2]);
  const shapes = Object.values(newer satisfies PastVolume).filter((one) => typeof one === 'object');
  expect(shapes).toHaveLength(3);
});
