import { RUNNING_MS } from './build.ts';
import type { Cluster } from './cluster.ts';
import { grow } from './grow.ts';
import { madeNumber } from './made-id.ts';

/** Makes a cluster one that has worked for weeks: its counters are what its rates made of that time, its documents stay as they were told. */
export function warmUp(cluster: Cluster): Cluster {
  const { now } = cluster;
  const volumes = [...cluster.indices.values()].map((index) => ({
    index,
    docs: index.docs,
    deletedDocs: index.deletedDocs,
    primaryBytes: index.primaryBytes,
  }));
  cluster.now = now - RUNNING_MS;
  grow(cluster, now);
  cluster.now = now;
  for (const { index, ...volume } of volumes) Object.assign(index, volume);
  for (const node of cluster.nodes.values()) {
    const runs = 2 + madeNumber(5, node.id);
    node.counters.old = { runs, ms: runs * 340 };
  }
  return cluster;
}

/** Spreads copies over nodes, evenly and always alike: `turn` goes on by one for each. Lists one place for each copy of one shard. */
export function spread(nodeIds: readonly string[], turn: number, copies: number): string[] {
  return Array.from({ length: copies }, (_, place) => nodeIds[(turn + place) % nodeIds.length] ?? '').filter((id) => id !== '');
}
