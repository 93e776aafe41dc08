import type { Cluster } from './cluster.ts';

/** Moves the cluster on to `now`: recoveries, allocation, counters, tasks, life cycles. Nothing happens for a moment that has passed. */
export function advance(_cluster: Cluster, _now: number): void {
  throw new Error('not built yet');
}
