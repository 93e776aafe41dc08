import type { Cluster, Index, Shard } from './cluster.ts';

export type Color = 'green' | 'yellow' | 'red';
export type Counts = {
  active: number;
  activePrimary: number;
  relocating: number;
  initializing: number;
  unassigned: number;
  unassignedPrimary: number;
  delayed: number;
};
export type Health = { color: Color; counts: Counts };

/** Of one shard: green when all its copies are active, yellow when the primary is, else red. A relocating copy counts as active, and its successor as initializing of none. */
export function healthOfShard(_shard: Shard): Health {
  throw new Error('not built yet');
}

export function healthOfIndex(_index: Index): Health {
  throw new Error('not built yet');
}

/** Of all indices, and yellow or red with them. A cluster without a master is red. */
export function healthOf(_cluster: Cluster): Health & { nodes: number; dataNodes: number; activePercent: number } {
  throw new Error('not built yet');
}
