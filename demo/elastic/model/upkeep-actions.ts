import { type Cluster, indexOf, Refusal } from './cluster.ts';
import { commit } from './state-version.ts';
import { endOfCancelled, startSnapshot } from './upkeep.ts';
import type { Task } from './upkeep-types.ts';

/** Cancels a task: it says so, and ends within seconds. Null where no such task is. Throws Refusal (400) for one that cannot be cancelled. */
export function cancelTask(cluster: Cluster, id: { nodeId: string; id: number }, now: number): Task | null {
  const task = cluster.tasks.find((one) => one.nodeId === id.nodeId && one.id === id.id);
  if (!task) return null;
  const name = `${id.nodeId}:${id.id}`;
  if (!task.isCancellable) throw new Refusal(400, 'illegal_argument_exception', `task [${name}] doesn't support this operation`);
  task.isCancelled = true;
  task.endsAt = Math.min(task.endsAt ?? Number.POSITIVE_INFINITY, endOfCancelled(now));
  return task;
}

/** Lets an index try again the step of its life cycle that failed. Throws Refusal (400) where none did. */
export function retryStep(cluster: Cluster, name: string, now: number): void {
  const { lifecycle } = indexOf(cluster, name);
  if (lifecycle?.step !== 'ERROR' || lifecycle.failedStep === null) {
    const reason = `cannot retry an action for an index [${name}] that has not encountered an error when running a Lifecycle Policy`;
    throw new Refusal(400, 'illegal_argument_exception', reason);
  }
  lifecycle.step = lifecycle.failedStep;
  lifecycle.failedStep = null;
  lifecycle.retries += 1;
  lifecycle.stepAt = now;
  if (!lifecycle.isFailing) lifecycle.error = null;
  commit(cluster);
}

/** Starts a snapshot by a policy and tells its name. Throws Refusal (400) where there is no such policy. */
export function executePolicy(cluster: Cluster, id: string, now: number): string {
  const policy = cluster.policies.find((one) => one.id === id);
  if (!policy) throw new Refusal(400, 'illegal_argument_exception', `no such snapshot lifecycle policy [${id}]`);
  const name = startSnapshot(cluster, policy, now);
  commit(cluster);
  return name;
}
