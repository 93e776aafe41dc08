import type { Cluster, Product } from './cluster.ts';

export type EstateSpec = {
  name: string;
  product: Product;
  version: string;
  now: number;
  /** Names of its nodes; each estate has its own. */
  nodeNames?: readonly string[];
  httpPorts?: readonly number[];
  ip?: string;
};

/** Three nodes that are everything, and an index for each site. Green, for days. */
export function smallEstate(_spec: EstateSpec): Cluster {
  throw new Error('not built yet');
}

/** Six nodes in tiers (two hot, two warm, two cold; three of them masters), and data streams with an index a day. */
export function logsEstate(_spec: EstateSpec): Cluster {
  throw new Error('not built yet');
}

/** 50 nodes, 5,000 indices, 20,000 copies of shards. */
export function largeEstate(_spec: EstateSpec): Cluster {
  throw new Error('not built yet');
}
