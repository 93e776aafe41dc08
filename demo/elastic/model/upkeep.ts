import type { Cluster } from './cluster.ts';
import { healthOfShard } from './health.ts';
import { madeId } from './made-id.ts';
import { rollOver } from './roll-over.ts';
import type { Snapshot, SnapshotPolicy, Task } from './upkeep-types.ts';

/** How long a cancelled task goes on, a snapshot takes, and a step of a life cycle that fails again. */
const CANCELLED_MS = 3_000;
const SNAPSHOT_MS = 20_000;
const STEP_MS = 10_000;
const KEPT = 14;

/** Ends tasks and snapshots, starts those that a policy plans, begins the indices of a new day, and lets life cycles fail or go on. */
export function keepUp(cluster: Cluster, now: number): void {
  endTasks(cluster, now);
  for (const snapshot of cluster.snapshots) {
    if (snapshot.state === 'IN_PROGRESS' && now >= snapshot.startedAt + SNAPSHOT_MS) endSnapshot(cluster, snapshot, now);
  }
  if (cluster.masterId === null || cluster.queueStuckAt !== null) return;
  rollOver(cluster, now);
  for (const policy of cluster.policies) {
    if (now < policy.nextAt) continue;
    startSnapshot(cluster, policy, now);
    while (policy.nextAt <= now) policy.nextAt += policy.everyMs;
  }
  for (const { lifecycle } of cluster.indices.values()) {
    if (!lifecycle?.isFailing || lifecycle.step === 'ERROR' || now < lifecycle.stepAt + STEP_MS) continue;
    lifecycle.failedStep = lifecycle.step;
    lifecycle.step = 'ERROR';
    lifecycle.stepAt = now;
  }
}

/** Begins a snapshot of all indices by a policy and tells its name. */
export function startSnapshot(cluster: Cluster, policy: SnapshotPolicy, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '.');
  const uuid = madeId(policy.id, now);
  const name = `${policy.namePattern.replace('{now/d}', day).replace(/[<>]/g, '')}-${uuid.toLowerCase().replaceAll(/[^a-z0-9]/g, 'x')}`;
  const indices = [...cluster.indices.values()];
  cluster.snapshots.push({
    repository: policy.repository,
    name,
    uuid,
    policy: policy.id,
    state: 'IN_PROGRESS',
    startedAt: now,
    endedAt: null,
    indices: indices.map((index) => index.name),
    totalShards: indices.reduce((sum, { primaries }) => sum + primaries, 0),
    failedShards: 0,
    reason: null,
  });
  return name;
}

function endTasks(cluster: Cluster, now: number): void {
  for (const task of cluster.tasks) {
    if (!task.status || task.isCancelled) continue;
    const share = task.endsAt === null ? 0.5 : Math.min(1, (now - task.startedAt) / Math.max(1, task.endsAt - task.startedAt));
    task.status.done = Math.floor(task.status.total * share);
    task.status.batches = Math.floor(task.status.done / 1000);
  }
  cluster.tasks = cluster.tasks.flatMap((task) => {
    if (cluster.nodes.get(task.nodeId)?.condition === 'stopped') return [];
    if (task.endsAt === null || now < task.endsAt) return [task];
    return task.isCancelled ? [] : [begunAnew(cluster, task, now)];
  });
}

/** Whoever had it done has it done again: there is always one to be seen, until somebody cancels it. */
function begunAnew(cluster: Cluster, task: Task, now: number): Task {
  const status = task.status && { ...task.status, done: 0, batches: 0 };
  return { ...task, id: cluster.nextTaskId++, startedAt: now, endsAt: now + (task.endsAt ?? now) - task.startedAt, status };
}

/** When a task that is cancelled now will have ended. */
export function endOfCancelled(now: number): number {
  return now + CANCELLED_MS;
}

function endSnapshot(cluster: Cluster, snapshot: Snapshot, now: number): void {
  const policy = cluster.policies.find(({ id }) => id === snapshot.policy);
  const red = [...cluster.indices.values()].flatMap(({ shards }) => shards.filter((shard) => healthOfShard(shard).color === 'red'));
  snapshot.endedAt = now;
  snapshot.failedShards = red.length;
  const failure = policy?.failsWith ?? (red.length > 0 ? `${red.length} of ${snapshot.totalShards} shards have no active primary` : null);
  snapshot.state = failure === null ? 'SUCCESS' : policy?.failsWith ? 'FAILED' : 'PARTIAL';
  snapshot.reason = failure;
  if (!policy) return;
  if (failure === null) {
    policy.lastSuccess = { snapshot: snapshot.name, startedAt: snapshot.startedAt, at: now };
    policy.taken += 1;
  } else {
    policy.lastFailure = { snapshot: snapshot.name, at: now, details: failure };
    policy.failed += 1;
  }
  const own = cluster.snapshots.filter((one) => one.policy === policy.id && one.state !== 'IN_PROGRESS');
  const old = new Set(own.slice(0, Math.max(0, own.length - KEPT)));
  policy.deleted += old.size;
  cluster.snapshots = cluster.snapshots.filter((one) => !old.has(one));
}
