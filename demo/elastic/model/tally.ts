import type { Cluster, Copy, Index, Shard } from './cluster.ts';

/** A copy with whose it is. */
export type Placed = { index: Index; shard: Shard; copy: Copy };

/** What a node holds. `shards` counts as _cat/allocation does: those there and those on their way to it. */
export type Holding = {
  placed: Placed[];
  incoming: Placed[];
  shards: number;
  primaries: number;
  /** Of shards, on disk. */
  indicesBytes: number;
  diskUsedBytes: number;
  diskAvailableBytes: number;
};

/** What every member that holds data has, by id; and every copy that is nowhere. */
export type Tally = { holdings: Map<string, Holding>; unassigned: Placed[] };

export function tally(_cluster: Cluster): Tally {
  throw new Error('not built yet');
}
