/** A Redis instance of the demo. `follows` names the one it replicates, null for a master; `limitBytes` is its maxmemory, null for none. */
export type Instance = {
  name: string;
  follows: string | null;
  limitBytes: number | null;
  /** It is in no configuration: others name it. */
  isUnwritten?: true;
};

/** Instances that hold the same data. Rates are of the master, commands per second. */
export type RedisGroup = {
  name: string;
  title: string;
  instances: Instance[];
  /** The names of the Sentinels that watch its master, if any do. */
  sentinels?: string[];
  /** Its masters share the slots of one Redis Cluster. */
  isCluster?: true;
  /** Its nodes are looked for too, so that one that nobody wrote down is found. */
  isDiscovered?: true;
  writesPerSecond: number;
  readsPerSecond: number;
  keys: number;
};

const MIB = 2 ** 20;

/**
 * Sessions over both data centres, a chain of three; a cache that is meant to be full, in New York, watched by Sentinels, with a replica that nobody told Vigil of; and
 * counters in a cluster of three masters with a replica each.
 */
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
      { name: 'ny-redis05', follows: 'ny-redis03', limitBytes: 8 * MIB, isUnwritten: true },
    ],
    sentinels: ['ny-sentinel01', 'ny-sentinel02', 'co-sentinel01'],
    isDiscovered: true,
  },
  {
    ...{ name: 'counters', title: 'Counters', writesPerSecond: 45, readsPerSecond: 90, keys: 3_000 },
    instances: [
      { name: 'ny-redis06', follows: null, limitBytes: 64 * MIB },
      { name: 'ny-redis07', follows: null, limitBytes: 64 * MIB },
      { name: 'ny-redis08', follows: null, limitBytes: 64 * MIB },
      { name: 'co-redis06', follows: 'ny-redis06', limitBytes: 64 * MIB },
      { name: 'co-redis07', follows: 'ny-redis07', limitBytes: 64 * MIB },
      { name: 'co-redis08', follows: 'ny-redis08', limitBytes: 64 * MIB },
    ],
    isCluster: true,
  },
];
