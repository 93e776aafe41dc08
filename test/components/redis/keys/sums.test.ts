import { describe, expect, test } from 'vitest';
import { percentWords } from '#components/redis/keys/sum-table.tsx';
import { bandName, linesUnder, OTHERS, prefixAt, readPath, sumLine, writePath } from '#components/redis/keys/sums.ts';
import { fromWords, leftWords, missingWords, progressWords } from '#components/redis/keys/words.ts';
import { analysis, ROOT, tally } from './hand-made.ts';

const TOTAL = tally(10, 1_000, 5);

describe('sums', () => {
  test('what stands under a beginning has the most bytes first, and what is not kept by itself last', () => {
    const lines = linesUnder(ROOT, [], TOTAL);
    expect(lines.map(({ name, bytes, part }) => [name, bytes, part])).toEqual([
      ['user:', 800, 0.8],
      ['session', 100, 0.1],
      [OTHERS, 100, 0.1],
    ]);
    expect(lines.map(({ below }) => below)).toEqual([['user:'], null, null]);
  });

  test('a beginning that is there no more leads to the nearest above it', () => {
    expect(prefixAt(ROOT, ['user:', '<id>:', 'gone', 'x']).path).toEqual(['user:', '<id>:']);
    expect(prefixAt(ROOT, ['user:', '<id>:']).prefix.children.map(({ segment }) => segment)).toEqual(['cart', 'seen']);
  });

  test.each([[''], ['{'], ['"user"'], ['[1]'], ['{"a":1}']])('an address that holds %s is that of all keys', (text) => {
    expect(readPath(text)).toEqual([]);
  });

  test('a path survives the address, whatever its segments hold', () => {
    const path = ['a:b', '"', 'ü'];
    expect(readPath(writePath(path))).toEqual(path);
    expect(writePath([])).toBe('');
  });

  test('of no keys there is no part and no mean', () => {
    expect(sumLine('none', tally(0, 0), tally(0, 0))).toMatchObject({ part: null, meanBytes: null });
  });
});

describe('words', () => {
  test.each([
    [0, '0 %'],
    [0.0001, '<0.1 %'],
    [0.123, '12.3 %'],
    [1, '100 %'],
  ])('a part of %s is %s', (part, words) => {
    expect(percentWords(part)).toBe(words);
  });

  test('a band tells its units', () => {
    expect(bandName({ fromBytes: 0, toBytes: 1_000 })).toBe('0 B to 1.0 kB');
    expect(bandName({ fromBytes: 1_000, toBytes: null })).toBe('1.0 kB and more');
  });

  test('of a run: from what it was read, in what time and how fast', () => {
    expect(fromWords(analysis())).toBe('a replica, Redis 7.0.15, in 3m 10s, at most 5,000 keys/s');
    expect(fromWords(analysis({ from: { ...analysis().from, pace: 'fast', keysPerSecond: null } }))).toMatch(/as fast as it answered$/);
  });

  test('what was not counted is told, each for its own reason', () => {
    const whole = analysis().databases[0];
    if (!whole) throw new Error('the hand-made analysis has no database');
    expect(missingWords(whole)).toBeNull();
    expect(missingWords({ ...whole, isWhole: false, gone: 3, notPermitted: 1 })).toBe(
      'not read to its end; 3 deleted or expired before they were asked about; 1 that the user may not ask about',
    );
  });

  test('progress has a part and an estimate only where they can be told', () => {
    expect(progressWords({ read: 500, expected: 1_000 })).toBe('500 of about 1,000 keys, 50 %');
    expect(progressWords({ read: 5, expected: 0 })).toBe('5 of about 0 keys');
    expect(leftWords({ read: 500, expected: 1_000, keysPerSecond: 50 })).toBe('about 10s left');
    expect(leftWords({ read: 500, expected: 1_000, keysPerSecond: 0 })).toBeNull();
    expect(leftWords({ read: 1_200, expected: 1_000, keysPerSecond: 50 })).toBeNull();
  });
});
