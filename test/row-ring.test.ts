import { describe, expect, test } from 'vitest';
import { RowRing, type RowValues } from '#lib/row-ring.ts';
import { TREND_POINTS } from '#lib/trend.ts';

const EVERY = 5_000;
const FIGURES = 2;

type Told = { at: number; rows: readonly RowValues[] };

/** Numbers from 0 up to 1 that are the same in every run. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** The same by the plainest means: all readings since time last fell, and of those the last. */
function keptOf(told: readonly Told[]): readonly Told[] {
  const from = told.findLastIndex(({ at }, index) => at < (told[index - 1]?.at ?? at));
  return told.slice(Math.max(0, from)).slice(-TREND_POINTS);
}

function modelOf(told: readonly Told[]) {
  const kept = keptOf(told);
  const ids = [...new Set(kept.flatMap(({ rows }) => rows.map(([id]) => id)))];
  const toldIn = ({ rows }: Told, id: string, figure: number) => rows.find(([one]) => one === id)?.[1][figure] ?? null;
  return {
    times: kept.map(({ at }) => at),
    rows: Object.fromEntries(ids.map((id) => [id, [0, 1].map((figure) => kept.map((one) => toldIn(one, id, figure)))])),
  };
}

function readAll(ring: RowRing) {
  return { times: ring.times(), rows: Object.fromEntries(ring.ids().map((id) => [id, [ring.series(id, 0), ring.series(id, 1)]])) };
}

/** Rows that come and go for short or long, values that are sometimes not told, readings that are missed, and now and then a clock that is set back. */
function makeUp(seed: number): Told[] {
  const next = chances(seed);
  const pool = Array.from({ length: 1 + Math.floor(next() * 30) }, (_, index) => `be/server/web${index}`);
  const staying = next();
  let present = pool.filter(() => next() < 0.5);
  let at = 1_000_000_000;
  return Array.from({ length: 250 }, () => {
    at += next() < 0.01 ? -3 * EVERY : EVERY * (1 + Math.floor(next() * 3));
    if (next() > staying) present = pool.filter((id) => (present.includes(id) ? next() < 0.9 : next() < 0.05));
    const value = () => (next() < 0.1 ? null : Math.floor(next() * 16_000_000));
    return { at, rows: present.map((id): RowValues => [id, [value(), value()]]) };
  });
}

test.each(Array.from({ length: 40 }, (_, seed) => seed))('keeps what a list of all readings keeps: %i', (seed) => {
  const told = makeUp(seed);
  const ring = new RowRing(FIGURES);
  for (const [index, { at, rows }] of told.entries()) {
    ring.push(at, rows);
    if (index % 7 === 0 || index < 5) expect(readAll(ring)).toEqual(modelOf(told.slice(0, index + 1)));
  }
  expect(readAll(ring)).toEqual(modelOf(told));
});

describe('a row', () => {
  test('that a reading does not hold, and a value that is not told or no number, is null and never zero', () => {
    const ring = new RowRing(FIGURES);
    ring.push(1_000, [['a', [0, null]]]);
    ring.push(2_000, []);
    ring.push(3_000, [['a', [Number.POSITIVE_INFINITY, 0]]]);
    expect(readAll(ring).rows).toEqual({
      a: [
        [0, null, null],
        [null, null, 0],
      ],
    });
  });

  test('that takes the place of one that is forgotten has nothing of it', () => {
    const ring = new RowRing(1);
    ring.push(0, [['old', [7]]]);
    for (let i = 1; i <= TREND_POINTS; i += 1) ring.push(i * EVERY, []);
    expect(ring.ids()).toEqual([]);
    ring.push((TREND_POINTS + 1) * EVERY, [['new', [8]]]);
    expect(ring.series('new', 0).filter((value) => value !== null)).toEqual([8]);
    expect(ring.series('old', 0).every((value) => value === null)).toBe(true);
  });

  test('is told as points of whole milliseconds', () => {
    const ring = new RowRing(1);
    ring.push(1_000.4, [['a', [5]]]);
    ring.push(6_000.6, [['a', [null]]]);
    expect(ring.trend('a', 0)).toEqual([
      [1_000, 5],
      [6_001, null],
    ]);
    expect([ring.lastAt(), new RowRing(1).lastAt()]).toEqual([6_001, null]);
  });
});
