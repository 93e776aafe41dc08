import { describe, expect, test } from 'vitest';
import { compareAnalyses } from '#lib/systems/redis/keys/compare.ts';
import type { KeyPrefix } from '#lib/systems/redis/keys/model.ts';
import { analysis, prefix, ROOT, tally } from '#test/components/redis/keys/hand-made.ts';

const root = (children: readonly KeyPrefix[], other: KeyPrefix['other'] = null) =>
  analysis({ prefixes: prefix('', tally(10, 1_000), { children, other }) });

describe('two analyses', () => {
  test('of the same keys differ in nothing', () => {
    const same = compareAnalyses(analysis(), analysis());
    expect(same).toMatchObject({ isWhole: true, total: { keys: 0, bytes: 0 }, byPattern: [], byType: [], byPrefix: [] });
  });

  test.each([
    ['one that was stopped', analysis({ stopped: 'it was cancelled' })],
    ['one that left a database out', analysis({ skippedDatabases: [{ database: 3, keys: 9 }] })],
    ['one that may not ask about all', analysis({ databases: analysis().databases.map((one) => ({ ...one, notPermitted: 2 })) })],
  ])('of which one is %s are not compared as wholes', (_what, other) => {
    expect([compareAnalyses(analysis(), other).isWhole, compareAnalyses(other, analysis()).isWhole]).toEqual([false, false]);
  });

  test('tell what came, what went and what grew, that with the most bytes first', () => {
    const older = analysis({
      byType: [
        { name: 'hash', ...tally(10, 1_000) },
        { name: 'set', ...tally(1, 50) },
      ],
    });
    const newer = analysis({
      byType: [
        { name: 'hash', ...tally(12, 1_010) },
        { name: 'list', ...tally(5, 700) },
      ],
    });
    expect(compareAnalyses(older, newer).byType).toEqual([
      { name: 'list', before: null, after: tally(5, 700), keys: 5, bytes: 700 },
      { name: 'set', before: tally(1, 50), after: null, keys: -1, bytes: -50 },
      { name: 'hash', before: tally(10, 1_000), after: tally(12, 1_010), keys: 2, bytes: 10 },
    ]);
  });

  test('keys that match no pattern are compared as a sum of their own', () => {
    const { byPattern } = compareAnalyses(analysis(), analysis({ noPattern: tally(5, 260) }));
    expect(byPattern).toMatchObject([{ name: 'none of the patterns', keys: 1, bytes: 60 }]);
  });

  test('name the beginnings in full, with their separators', () => {
    const user = prefix('user:', tally(6, 800), { children: [prefix('cart', tally(6, 800))] });
    const grown = prefix('user:', tally(7, 900), { children: [prefix('cart', tally(7, 900))] });
    expect(compareAnalyses(root([user]), root([grown])).byPrefix?.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['user:', 100],
      ['user:cart', 100],
    ]);
  });

  test.each([
    ['new', root([]), root([prefix('a:', tally(1, 5))]), ['a:']],
    ['new, unless it may have been among what was not kept before', root([], tally(3, 9)), root([prefix('a:', tally(1, 5))]), []],
    ['gone', root([prefix('a:', tally(1, 5))]), root([]), ['a:']],
    ['gone, unless it may be among what is not kept now', root([prefix('a:', tally(1, 5))]), root([], tally(3, 9)), []],
  ])('call a beginning %s', (_what, older, newer, names) => {
    expect(compareAnalyses(older, newer).byPrefix?.map(({ name }) => name)).toEqual(names);
  });

  test('of which one ended early are told to be no whole comparison', () => {
    expect(compareAnalyses(analysis({ stopped: 'it was cancelled' }), analysis()).isWhole).toBe(false);
    expect(compareAnalyses(analysis(), analysis({ stopped: 'it was cancelled' })).isWhole).toBe(false);
  });

  test('of which one hides names hide them in what changed', () => {
    expect(compareAnalyses(analysis({ prefixes: null }), analysis({ prefixes: ROOT })).byPrefix).toBeNull();
  });
});
