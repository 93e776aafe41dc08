import { describe, expect, test } from 'vitest';
import { sumFigures } from '#components/overview/sum-figures.ts';
import { sparkWords } from '#components/reading/spark-words.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { NOW, probe } from '../estate.ts';

const EVERY = 5_000;

/** A node that told these values of its sessions, the last of them `lagMs` ago; undefined where it was not read. */
function node(name: string, values: (number | null | undefined)[], lagMs = 0) {
  const trend = values.flatMap((value, index): TrendPoint[] =>
    value === undefined ? [] : [[NOW - lagMs - (values.length - 1 - index) * EVERY, value]],
  );
  const value = trend.at(-1)?.[1] ?? null;
  return probe({ keyFigures: [{ name: 'Sessions', unit: '', value, trend }] }, name);
}

const sumOf = (...nodes: ReturnType<typeof node>[]) => sumFigures(nodes)[0];
const values = (...nodes: ReturnType<typeof node>[]) => sumOf(...nodes)?.trend.map(([, value]) => value);

describe('the sum of a group', () => {
  test('adds what its nodes tell, and is known of all of them', () => {
    expect(sumOf(node('lb05', [3]), node('lb06', [4]))).toMatchObject({ value: 7, known: 2, all: 2 });
  });

  test('of percentages is the highest, now and at each point of its line', () => {
    const share = (name: string, told: number[]) => {
      const one = node(name, told);
      return { ...one, keyFigures: one.keyFigures.map((figure) => ({ ...figure, name: 'Processors', unit: ' %' })) };
    };
    expect(sumOf(share('sql1', [9, 30]), share('sql2', [40, 9]))).toMatchObject({ value: 30, isHighest: true });
    expect(values(share('sql1', [9, 30]), share('sql2', [40, 9]))).toEqual([40, 30]);
  });

  test('says of how many nodes it is, where one tells nothing or was never read', () => {
    expect(sumOf(node('lb05', [3]), node('lb06', [null]))).toMatchObject({ value: 3, known: 1, all: 2 });
    expect(sumFigures([node('lb05', [3]), probe({}, 'lb06')])[0]).toMatchObject({ value: 3, known: 1, all: 2 });
  });

  test('is of the nodes alone that are asked what tells it', () => {
    const { source, ...asked } = probe({}, 'sentinel1');
    const sentinel = { ...asked, source: { ...source, probe: 'sentinel' } };
    expect(sumFigures([node('redis1', [3]), sentinel])[0]).toMatchObject({ value: 3, known: 1, all: 1 });
  });

  test('is not known where no node tells it, and never 0 for that', () => {
    expect(sumOf(node('lb05', [null]), node('lb06', [null]))).toMatchObject({ value: null, known: 0 });
    expect(sumFigures([probe()])).toEqual([]);
  });
});

describe('the line of a sum', () => {
  test.each<[name: string, nodes: ReturnType<typeof node>[], values: (number | null)[]]>([
    ['adds point by point', [node('lb05', [1, 2, 3]), node('lb06', [10, 20, 30])], [11, 22, 33]],
    [
      'does so though the nodes are not read at the very same moment',
      [node('lb05', [1, 2, 3]), node('lb06', [10, 20, 30], 1_200)],
      [11, 22, 33],
    ],
    ['begins where both are known', [node('lb05', [1, 2, 3]), node('lb06', [30])], [null, null, 33]],
    ['takes the value before for one missed reading', [node('lb05', [1, 2, 3]), node('lb06', [10, undefined, 30])], [11, 12, 33]],
    [
      'has a gap for two, where a sum of fewer parts would look like a fall',
      [node('lb05', [1, 2, 3, 4]), node('lb06', [10, undefined, undefined, 30])],
      [11, 12, null, 34],
    ],
    ['has a gap where one did not tell', [node('lb05', [1, 2, 3]), node('lb06', [10, null, 30])], [11, null, 33]],
    ['of one node is its own', [node('lb05', [1, undefined, 3])], [1, 3]],
  ])('%s', (_name, nodes, expected) => expect(values(...nodes)).toEqual(expected));
});

test('a line is told in words: its time, its bounds, its last value, its gaps and its age', () => {
  const trend: TrendPoint[] = [
    [NOW - 20_000, 4],
    [NOW - 15_000, null],
    [NOW - 10_000, 6],
  ];
  const span = { from: NOW - 60_000, to: NOW, gapMs: 12_500 };
  expect(sparkWords({ title: 'Sessions of Public', trend, span, isStale: true })).toBe(
    'Sessions of Public over 20s: from 4 to 6, last 6, 1 gap, stale',
  );
  expect(sparkWords({ title: 'Sessions of Public', trend: [], span, isStale: false })).toBe('Sessions of Public: no value yet');
  const later = { ...span, from: NOW + 1, to: NOW + 60_000 };
  expect(sparkWords({ title: 'Sessions of Public', trend, span: later, isStale: true })).toBe(
    'Sessions of Public: no value in the last 59s',
  );
});
