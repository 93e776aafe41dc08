import { describe, expect, test } from 'vitest';
import { foldFrames } from '#lib/systems/exceptions/fold-frames.ts';
import type { Frame } from '#lib/systems/exceptions/model-detail.ts';
import { readStack } from '#lib/systems/exceptions/parse-stack.ts';
import { TIMEOUT } from './stacks.ts';

const OWN = 'Shop.Cart';
const NOISE = 'noise';

function frame(type: string): Frame {
  const isNoise = type === NOISE;
  return {
    ...{ raw: type, type: isNoise ? null : type, method: 'Go', parts: [], isFramework: !isNoise && type !== OWN, isNoise },
    ...{ file: null, line: null, link: null },
  };
}

describe('frames of a framework that follow each other are one line', () => {
  test.each([
    ['between own ones', [OWN, 'Dapper.SqlMapper', 'Dapper.SqlMapper', OWN], [{ from: 1, to: 2, words: '2 frames, Dapper' }]],
    [
      'at both ends',
      ['A.X', 'A.X', OWN, 'B.Y', 'B.Y'],
      [
        { from: 0, to: 1, words: '2 frames, A' },
        { from: 3, to: 4, words: '2 frames, B' },
      ],
    ],
    ['one alone stays', [OWN, 'A.X', OWN], []],
    ['noise does not end it nor count', ['A.X', NOISE, 'A.X', NOISE, OWN], [{ from: 0, to: 2, words: '2 frames, A' }]],
    ['noise alone is none', [OWN, NOISE, NOISE, OWN], []],
    ['what it has most of names it', ['A.X', 'B.C.D.E.F', 'B.C.D.Y'], [{ from: 0, to: 2, words: '3 frames, B.C.D' }]],
    ['a method without a class', ['', ''], [{ from: 0, to: 1, words: '2 frames' }]],
    ['nothing', [], []],
  ])('%s', (_, types, folds) => {
    expect(foldFrames(types.map(frame))).toEqual(folds);
  });

  test('of a stack as it comes', () => {
    const frames = readStack(TIMEOUT, { framework: ['System.', 'Microsoft.', 'Dapper.'], sourceLinks: [] }).at(-1)?.frames ?? [];
    expect(foldFrames(frames).map(({ words }) => words)).toEqual([
      '4 frames, Microsoft.Data.SqlClient',
      '2 frames, Microsoft.AspNetCore.Mvc',
    ]);
  });
});
