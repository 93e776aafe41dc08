import type { Cluster } from './cluster.ts';
import { madeId } from './made-id.ts';

/** Publishes a new cluster state, and lets shards be looked at again. */
export function commit(cluster: Cluster): void {
  cluster.stateVersion += 1;
  cluster.stateUuid = madeId(cluster.uuid, cluster.branch, cluster.term, cluster.stateVersion);
  cluster.isDirty = true;
}

/** A cluster and, where masters are split, what the other side takes for it. */
export function sidesOf(cluster: Cluster): Cluster[] {
  return cluster.other === null ? [cluster] : [cluster, cluster.other];
}
