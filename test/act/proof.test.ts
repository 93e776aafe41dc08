import { describe, expect, test } from 'vitest';
import { beginProving, type Proving, shownWords, takeReading } from '#lib/act/proof.ts';
import type { Proof, Step } from '#lib/acting.ts';
import type { Reading } from '#lib/reading.ts';

const SENT_AT = 1_000;
const source = { system: 'pretend', group: 'web', node: 'lb1', probe: 'stats' };
const step: Step = {
  ...{ group: 'web', node: 'lb1', target: 'be/web01', row: 'be/server/web01', commands: ['drain'] },
  ...{ before: 'up', wanted: 'drain', detail: null },
};
const prove = (_step: Step, { value }: Reading<unknown>): Proof => ({
  is: value === 'drain' ? 'proved' : 'not proved',
  words: `says ${value}`,
});

function take(proofs: number, readings: [value: string, observedAt: number, producedAt?: number][]): Proving {
  const begun = beginProving(step, SENT_AT, proofs);
  return readings.reduce<Proving>(
    (proving, [value, observedAt, producedAt = null]) =>
      takeReading(proving, { reading: { value, observedAt, producedAt, source }, beside: {} }, prove),
    begun,
  );
}

describe('a step', () => {
  test.each<[string, number, Parameters<typeof take>[1], number | null, string]>([
    ['is proved by a reading asked for after it was sent', 0, [['drain', 1_001]], 1_001, 'says drain'],
    ['is not by one of the very moment', 0, [['drain', 1_000]], null, 'not read since it was sent: no answer for 6s'],
    ['is not by one asked for before', 0, [['drain', 999]], null, 'not read since it was sent: no answer for 6s'],
    ['is not by an answer that was made before', 0, [['drain', 1_100, 990]], null, 'not read since it was sent: no answer for 6s'],
    [
      'is proved late',
      0,
      [
        ['up', 1_001],
        ['up', 1_002],
        ['drain', 1_003],
      ],
      1_003,
      'says drain',
    ],
    [
      'stays proved',
      0,
      [
        ['drain', 1_001],
        ['up', 1_002],
      ],
      1_001,
      'says drain',
    ],
    [
      'is proved by as many readings as it takes',
      1,
      [
        ['drain', 1_001],
        ['drain', 1_002],
      ],
      1_002,
      'says drain',
    ],
    [
      'is not by fewer',
      2,
      [
        ['drain', 1_001],
        ['drain', 1_002],
      ],
      null,
      'says drain, shown by 2 of 3 readings',
    ],
    [
      'that is undone stays that',
      1,
      [
        ['drain', 1_001],
        ['up', 1_002],
        ['drain', 1_003],
      ],
      null,
      'was undone: says up',
    ],
  ])('%s', (...[, proofs, readings, confirmedAt, words]) => {
    const proving = take(proofs, readings);
    expect(proving.confirmedAt).toBe(confirmedAt);
    expect(shownWords(proving, 'no answer for 6s')).toBe(words);
  });
});
