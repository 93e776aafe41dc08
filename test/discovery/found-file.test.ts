import { expect, test } from 'vitest';
import { FoundKeeper, type KeptFound } from '#lib/discovery/found-file.ts';
import type { KeptFile } from '#lib/state/kept-file.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const GROUPS = [
  {
    ...{ system: 'redis', group: 'web' },
    members: [{ name: 'r1', kind: 'data', host: 'r1', port: 1, namers: [], unnamedSince: null }],
  },
];

test('what cannot be written is tried again after a minute, and said until it is on disk', async () => {
  const disk = { isFull: true, tries: 0 };
  const file: KeptFile<KeptFound> = {
    ...{ kept: { groups: [] }, setAside: null, path: 'discovered.json', unkept: () => null, remove: async () => undefined },
    async draft() {
      disk.tries += 1;
      if (disk.isFull) throw new Error('no space');
      return { commit: async () => undefined, discard: async () => undefined };
    },
  };
  const keeper = new FoundKeeper(file);
  await expect(keeper.keep(GROUPS, T)).rejects.toThrow('no space');
  expect(keeper.unkept).toEqual({ words: 'no space', at: T });
  await keeper.keep(GROUPS, T + 59_999);
  expect(disk.tries).toBe(1);
  await expect(keeper.keep(GROUPS, T + 60_000)).rejects.toThrow('no space');
  expect(keeper.unkept).toEqual({ words: 'no space', at: T });
  disk.isFull = false;
  await keeper.keep(GROUPS, T + 120_000);
  expect([keeper.unkept, disk.tries]).toEqual([null, 3]);
  await keeper.keep(GROUPS, T + 999_000);
  expect(disk.tries).toBe(3);
});
