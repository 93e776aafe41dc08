import type { Cluster } from './cluster.ts';
import type { Explanation } from './explain-types.ts';

/** `node` (id or name) picks one of several replicas. `allSaid`: also the deciders that say yes. */
export type Asked = { index: string; shard: number; isPrimary: boolean; node?: string; allSaid?: boolean };

/** Why a copy is where it is, or nowhere. Throws Refusal (400, 404) where there is no such shard. */
export function explain(_cluster: Cluster, _asked: Asked, _now: number): Explanation {
  throw new Error('not built yet');
}

/** Of the first unassigned shard, primaries first; null where all are assigned. */
export function explainAny(_cluster: Cluster, _now: number, _allSaid?: boolean): Explanation | null {
  throw new Error('not built yet');
}
