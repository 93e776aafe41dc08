import { describe, expect, test } from 'vitest';
import type { KeyPrefix } from '#lib/systems/redis/keys/model.ts';
import { PrefixTree } from '#lib/systems/redis/keys/prefix-tree.ts';
import { collapse } from '#lib/systems/redis/keys/segment.ts';
import { seeded } from '#test/act/audit/entries.ts';

function key(name: string, bytes = 10) {
  return { database: 0, name, type: 'string', encoding: 'embstr', bytes, ttlMs: -1 };
}

describe('a segment of a name', () => {
  test.each([
    ['user', 'user'],
    ['v2', 'v2'],
    ['17', '<id>'],
    ['user12', 'user<id>'],
    ['0000000000000000000000000000c0de', '<id>'],
    ['550e8400-e29b-41d4-a716-446655440000', '<id>'],
    ['deadbeef', 'deadbeef'],
    ['Zm9vYmFyMTIzNDU2Nzg5', '<id>'],
    ['x'.repeat(41), '<long>'],
    ['\xff\xfe', '<binary>'],
    ['g\xc3\xb6teborg', 'göteborg'],
    ['a\x00b', '<binary>'],
    ['', ''],
  ])('%j is counted as %j', (segment, counted) => {
    expect(collapse(segment)).toBe(counted);
  });
});

test('every key is in the sum of each of its beginnings', () => {
  const tree = new PrefixTree();
  for (const name of ['a:1', 'a:2', 'a:b/c', 'a:', 'other']) tree.add(key(name));
  const root = tree.read();
  expect(root).toMatchObject({ keys: 5, bytes: 50 });
  expect(root.children.map(({ segment, keys }) => [segment, keys])).toEqual([
    ['a:', 4],
    ['other', 1],
  ]);
  expect(root.children[0]?.children.map(({ segment, keys }) => [segment, keys])).toEqual([
    ['<id>', 2],
    ['b/', 1],
  ]);
});

function sumBelow({ children, other }: KeyPrefix): number {
  return children.reduce((sum, { keys }) => sum + keys, other?.keys ?? 0);
}

test('with more different names than there is room for, no key is lost from the sums and what is big stays (fixed seed)', () => {
  const random = seeded(3);
  const tree = new PrefixTree(500);
  const word = () => Array.from({ length: 8 }, () => 'abcdefghijklmnopqrstuvwxyz'.charAt(Math.floor(random() * 26))).join('');
  for (let n = 0; n < 20_000; n += 1) tree.add(key(n % 4 === 0 ? `sessions:${word()}` : `${word()}:${word()}`));
  const root = tree.read();
  expect(root.keys).toBe(20_000);
  expect(sumBelow(root)).toBe(20_000);
  const sessions = root.children.find(({ segment }) => segment === 'sessions:');
  expect(sessions).toMatchObject({ keys: 5_000, isAtLeast: false });
  expect(sessions && sumBelow(sessions)).toBe(5_000);
  const count = (prefix: KeyPrefix): number => 1 + prefix.children.reduce((sum, child) => sum + count(child), 0);
  expect(count(root)).toBeLessThanOrEqual(501);
});
