import type { Cluster } from './cluster.ts';

/** What demo and tests do to a cluster, by names of nodes; each has its end. */
export type ElasticOrder =
  | { order: 'stop node' | 'start node' | 'isolate node' | 'rejoin node' | 'freeze node' | 'thaw node'; node: string }
  | { order: 'lag node' | 'catch up node' | 'diverge node' | 'converge node'; node: string }
  | { order: 'other uuid' | 'own uuid'; node: string }
  | { order: 'split masters'; nodes: readonly string[] }
  | { order: 'heal masters' }
  | { order: 'fill disk'; node: string; ratio: number }
  | { order: 'empty disk'; node: string }
  | { order: 'fail shard' | 'mend shard'; index: string; shard: number; isPrimary?: boolean }
  | { order: 'disable allocation' | 'enable allocation' }
  | { order: 'slow recoveries'; bytesPerSecond: number }
  | { order: 'usual recoveries' }
  | { order: 'block queue' | 'free queue' }
  | { order: 'trip breaker'; node: string; breaker: string }
  | { order: 'rest breaker'; node: string }
  | { order: 'reject'; node: string; pool: string; perSecond: number }
  | { order: 'accept'; node: string }
  | { order: 'fail lifecycle' | 'mend lifecycle'; index: string }
  | { order: 'fail snapshots' | 'mend snapshots'; policy: string };

/** Carries it out at `now`. Throws where the cluster has no such thing. */
export function obey(_cluster: Cluster, _told: ElasticOrder, _now: number): void {
  throw new Error('not built yet');
}

/** What ends what an order began; the same for an order that ends something. */
export function endOf(_told: ElasticOrder): ElasticOrder {
  throw new Error('not built yet');
}
