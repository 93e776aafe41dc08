import type { Cluster } from './cluster.ts';

/** How many shards took part: `total` counts copies that should be, `successful` those that were. */
export type Broadcast = { total: number; successful: number; failed: number };

/** Changes settings of indices all or none ("index.blocks.read_only_allow_delete"); null takes one away. Throws Refusal as the product: 400, 404. */
export function applyIndexSettings(
  _cluster: Cluster,
  _names: readonly string[],
  _change: Record<string, string | null>,
  _now: number,
): void {
  throw new Error('not built yet');
}

export function flush(_cluster: Cluster, _names: readonly string[], _now: number): Broadcast {
  throw new Error('not built yet');
}

export function refresh(_cluster: Cluster, _names: readonly string[], _now: number): Broadcast {
  throw new Error('not built yet');
}

export function clearCache(_cluster: Cluster, _names: readonly string[], _now: number): Broadcast {
  throw new Error('not built yet');
}
