import { expect, test } from 'vitest';
import type { ReadingValues } from '#lib/state/history/history.ts';
import { Block } from '#lib/state/history/series-block.ts';
import { blockText, parseBlock, samplesIn } from '#lib/state/history/series-text.ts';

const HOUR_AT = 3_600_000;

function reading(at: number, rows: ReadingValues['rows'], figures: readonly string[] = ['a', 'b']): ReadingValues {
  return { source: 's', at: HOUR_AT + at, intervalMs: 10_000, figures: figures.map((name) => ({ name, unit: '', meaning: '' })), rows };
}

function blockOf(...readings: readonly ReadingValues[]): Block {
  const block = new Block();
  for (const each of readings) block.put(each);
  return block;
}

test.each<[string, ReadingValues[], [row: string, figure: string], [number, number | null][]]>([
  [
    'what was told',
    [reading(0, [['', [1, 2]]]), reading(10, [['', [3, 4]]])],
    ['', 'b'],
    [
      [0, 2],
      [10, 4],
    ],
  ],
  ['null where it was not told', [reading(0, [['', [null, 2]]])], ['', 'a'], [[0, null]]],
  ['null where it was no number', [reading(0, [['', [Number.NaN, Number.POSITIVE_INFINITY]]])], ['', 'b'], [[0, null]]],
  [
    'nothing of a reading in which its row was not',
    [reading(0, [['x', [1, 2]]]), reading(10, [['y', [1, 2]]]), reading(20, [['x', [5, 6]]])],
    ['x', 'a'],
    [
      [0, 1],
      [20, 5],
    ],
  ],
  [
    'nothing of a reading in which its figure was not',
    [reading(0, [['x', [1, 2]]]), reading(10, [['x', [7]]], ['c']), reading(20, [['x', [6, 5]]], ['b', 'a'])],
    ['x', 'a'],
    [
      [0, 1],
      [20, 5],
    ],
  ],
  [
    'the later word of one moment',
    [reading(0, [['x', [1, 2]]]), reading(10, [['x', [3, 4]]]), reading(0, [['x', [9, 9]]])],
    ['x', 'a'],
    [
      [0, 9],
      [10, 3],
    ],
  ],
  [
    'both of what one moment told in two readings',
    [reading(0, [['x', [1]]], ['a']), reading(0, [['y', [2]]], ['b'])],
    ['x', 'a'],
    [[0, 1]],
  ],
  [
    'times in their order after a clock was set back',
    [reading(20, [['x', [1, 1]]]), reading(10, [['x', [2, 2]]]), reading(15, [['y', [3, 3]]])],
    ['x', 'a'],
    [
      [10, 2],
      [20, 1],
    ],
  ],
  [
    'each value of a number with all its digits',
    [reading(0, [['x', [0.1 + 0.2, 5e-324]]]), reading(10, [['x', [-1.7976931348623157e308, 2 ** 53]]])],
    ['x', 'a'],
    [
      [0, 0.1 + 0.2],
      [10, -1.7976931348623157e308],
    ],
  ],
  [
    'a row by any name',
    [
      reading(0, [
        ['__proto__', [1, 2]],
        ['a"\n\u0000\ud800', [3, 4]],
      ]),
    ],
    ['a"\n\u0000\ud800', 'b'],
    [[0, 4]],
  ],
  [
    'a row named __proto__',
    [
      reading(0, [
        ['x', [1, 2]],
        ['__proto__', [3, 4]],
      ]),
    ],
    ['__proto__', 'b'],
    [[0, 4]],
  ],
])('a block has %s, also when it was written and read', (_, readings, [row, figure], expected) => {
  const block = blockOf(...readings);
  const text = blockText(block, HOUR_AT);
  const samples = expected.map(([at, value]) => [HOUR_AT + at, value, 10_000]);
  expect(block.samples(row, figure)).toEqual(samples);
  expect(parseBlock(text, HOUR_AT).samples(row, figure)).toEqual(samples);
  expect(samplesIn(text, HOUR_AT, row, figure)).toEqual(samples);
});

test.each<[string, string, string]>([
  [
    'what stays the same is one value, and each row has a line',
    blockText(
      blockOf(
        reading(0, [['x', [5, 1]]]),
        reading(10, [
          ['x', [5, 2]],
          ['y', [null, 0]],
        ]),
      ),
      HOUR_AT,
    ),
    '{"at":[0,10],"intervalMs":10000,"figures":["a","b"],"rows":{\n"x":[5,[1,2]],\n"y":[[false,null],[false,0]]\n}}',
  ],
])('%s', (_, text, expected) => {
  expect(text).toBe(expected);
  expect(JSON.parse(text)).toBeTypeOf('object');
});

test.each([
  ['no JSON', '{"at":[0'],
  ['a list', '[]'],
  ['a column that is too short', '{"at":[0,10],"intervalMs":1,"figures":["a"],"rows":{\n"x":[[1]]\n}}'],
  ['times that fall', '{"at":[10,0],"intervalMs":1,"figures":["a"],"rows":{\n"x":[1]\n}}'],
  ['a value that is text', '{"at":[0],"intervalMs":1,"figures":["a"],"rows":{\n"x":["1"]\n}}'],
])('text that is %s is no block', (_, text) => {
  expect(() => parseBlock(text, HOUR_AT)).toThrow();
});
