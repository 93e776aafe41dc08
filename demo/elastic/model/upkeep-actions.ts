import type { Cluster } from './cluster.ts';
import type { Task } from './upkeep-types.ts';

/** Cancels a task: it says so, and ends within seconds. Null where no such task is. Throws Refusal (400) for one that cannot be cancelled. */
export function cancelTask(_cluster: Cluster, _id: { nodeId: string; id: number }, _now: number): Task | null {
  throw new Error('not built yet');
}

/** Lets an index try again the step of its life cycle that failed. Throws Refusal (400) where none did. */
export function retryStep(_cluster: Cluster, _index: string, _now: number): void {
  throw new Error('not built yet');
}

/** Starts a snapshot by a policy and tells its name. Throws Refusal (400) where there is no such policy. */
export function executePolicy(_cluster: Cluster, _id: string, _now: number): string {
  throw new Error('not built yet');
}
