import type { Cluster } from './cluster.ts';

const EVERY_MS = 2_000;
const MOST = 300;
const SOURCES = [
  'shard-started',
  'put-mapping',
  'ilm-move-to-step',
  'node-join',
  'cluster_reroute(async_shard_fetch)',
  'update task state',
];

/** While the master works off nothing, what comes to it waits: the first is being executed, and never ends. */
export function growQueue(cluster: Cluster, now: number): void {
  const since = cluster.queueStuckAt;
  if (since === null) return;
  const due = Math.min(MOST, Math.floor((now - since) / EVERY_MS) + 1);
  for (let count = cluster.pending.length; count < due; count++) {
    cluster.pending.push({
      insertOrder: 100 + cluster.stateVersion + count,
      priority: count % 3 === 0 ? 'URGENT' : count % 3 === 1 ? 'HIGH' : 'NORMAL',
      source: SOURCES[count % SOURCES.length] ?? 'reroute',
      at: since + count * EVERY_MS,
      isExecuting: count === 0,
    });
  }
}
