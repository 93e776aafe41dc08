import type { Cluster } from './cluster.ts';
import { madeId } from './made-id.ts';

const DAY = 86_400_000;

/** A policy that takes a snapshot every night at an hour of UTC, with those of the last nights, all well. */
export function addSnapshots(cluster: Cluster, spec: { id: string; repository: string; hour: number }): void {
  const { now } = cluster;
  const last = Math.floor((now - spec.hour * 3_600_000) / DAY) * DAY + spec.hour * 3_600_000;
  cluster.repositories.push({ name: spec.repository, type: 'fs', location: `/mnt/${spec.repository}` });
  const indices = [...cluster.indices.values()];
  const nameAt = (at: number) =>
    `${spec.id}-${new Date(at).toISOString().slice(0, 10).replaceAll('-', '.')}-${madeId(spec.id, at)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, 'x')}`;
  for (let night = 6; night >= 0; night--) {
    const startedAt = last - night * DAY;
    cluster.snapshots.push({
      repository: spec.repository,
      name: nameAt(startedAt),
      uuid: madeId(spec.id, startedAt),
      policy: spec.id,
      state: 'SUCCESS',
      startedAt,
      endedAt: startedAt + 412_000,
      indices: indices.map(({ name }) => name),
      totalShards: indices.reduce((sum, { primaries }) => sum + primaries, 0),
      failedShards: 0,
      reason: null,
    });
  }
  cluster.policies.push({
    id: spec.id,
    namePattern: `<${spec.id}-{now/d}>`,
    schedule: `0 0 ${spec.hour} * * ?`,
    repository: spec.repository,
    everyMs: DAY,
    nextAt: last + DAY,
    lastSuccess: { snapshot: nameAt(last), startedAt: last, at: last + 412_000 },
    lastFailure: null,
    taken: 214,
    failed: 1,
    deleted: 207,
    failsWith: null,
    modifiedAt: now - 230 * DAY,
  });
}

/** A reindex that began ten minutes ago and can be cancelled; it takes two hours. */
export function addTask(cluster: Cluster, nodeId: string, spec: { index: string; into: string; total: number }): void {
  const startedAt = cluster.now - 600_000;
  cluster.tasks.push({
    id: cluster.nextTaskId++,
    nodeId,
    type: 'transport',
    action: 'indices:data/write/reindex',
    description: `reindex from [${spec.index}] to [${spec.into}]`,
    startedAt,
    endsAt: startedAt + 7_200_000,
    isCancellable: true,
    isCancelled: false,
    parent: null,
    status: { total: spec.total, done: 0, batches: 0 },
  });
}
