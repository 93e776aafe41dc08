import { advance } from './advance.ts';
import type { Cluster } from './cluster.ts';
import { endLoadOrder, type LoadOrder, obeyLoad } from './orders-load.ts';
import { endNodeOrder, type NodeOrder, obeyNode } from './orders-nodes.ts';
import { endShardOrder, obeyShards, type ShardOrder } from './orders-shards.ts';

/** What demo and tests do to a cluster, by names of nodes; each has its end. */
export type ElasticOrder = NodeOrder | ShardOrder | LoadOrder;

/** Carries it out at `now`, on both sides where masters are split. Throws where the cluster has no such thing. */
export function obey(cluster: Cluster, told: ElasticOrder, now: number): void {
  advance(cluster, now);
  if (isNodeOrder(told)) obeyNode(cluster, told, now);
  else if (isShardOrder(told)) obeyShards(cluster, told, now);
  else obeyLoad(cluster, told, now);
}

/** What ends what an order began; the same for an order that ends something. */
export function endOf(told: ElasticOrder): ElasticOrder {
  if (isNodeOrder(told)) return endNodeOrder(told);
  return isShardOrder(told) ? endShardOrder(told) : endLoadOrder(told);
}

function isNodeOrder(told: ElasticOrder): told is NodeOrder {
  return ('node' in told && told.order.endsWith(' node')) || told.order.endsWith(' masters') || told.order.endsWith(' uuid');
}

function isShardOrder(told: ElasticOrder): told is ShardOrder {
  return /(disk|shard|allocation|recoveries)$/.test(told.order);
}
