/** A Redis instance of the demo. `follows` names the one it replicates, null for a master; `limitBytes` is its maxmemory, null for none. */
export type Instance = { name: string; follows: string | null; limitBytes: number | null };

/** Instances that hold the same data. Rates are of the master, commands per second. */
export type RedisGroup = {
  name: string;
  title: string;
  instances: Instance[];
  writesPerSecond: number;
  readsPerSecond: number;
  keys: number;
};

const MIB = 2 ** 20;

/** Sessions over both data centres, a chain of three; and a cache that is meant to be full, in New York. */
export const REDIS_GROUPS: readonly RedisGroup[] = [
  {
    ...{ name: 'sessions', title: 'Sessions', writesPerSecond: 40, readsPerSecond: 120, keys: 20_000 },
    instances: [
      { name: 'ny-redis01', follows: null, limitBytes: 256 * MIB },
      { name: 'ny-redis02', follows: 'ny-redis01', limitBytes: 256 * MIB },
      { name: 'co-redis01', follows: 'ny-redis02', limitBytes: 256 * MIB },
    ],
  },
  {
    ...{ name: 'cache', title: 'Cache', writesPerSecond: 60, readsPerSecond: 300, keys: 8_000 },
    instances: [
      { name: 'ny-redis03', follows: null, limitBytes: 8 * MIB },
      { name: 'ny-redis04', follows: 'ny-redis03', limitBytes: 8 * MIB },
    ],
  },
];
