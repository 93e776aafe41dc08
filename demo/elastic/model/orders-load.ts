import { type Cluster, indexOf, nodeOf } from './cluster.ts';
import { commit, sidesOf } from './state-version.ts';

/** The master's queue stands, breakers trip, pools reject so many a second, life cycles and snapshots fail. */
export type LoadOrder =
  | { order: 'block queue' | 'free queue' }
  | { order: 'trip breaker'; node: string; breaker: string }
  | { order: 'rest breaker'; node: string }
  | { order: 'reject'; node: string; pool: string; perSecond: number }
  | { order: 'accept'; node: string }
  | { order: 'fail lifecycle' | 'mend lifecycle'; index: string }
  | { order: 'fail snapshots' | 'mend snapshots'; policy: string };

const NO_ROOM = { type: 'illegal_argument_exception', reason: 'rollover target is not a data stream or an alias with a write index' };
const SNAPSHOT_FAILS = 'repository_exception: [backups] could not write to the repository: no space left on device';

/** Carries it out at `now`, to which the cluster has been moved. */
export function obeyLoad(cluster: Cluster, told: LoadOrder, now: number): void {
  for (const side of sidesOf(cluster)) obeySide(side, told, now);
}

function obeySide(cluster: Cluster, told: LoadOrder, now: number): void {
  switch (told.order) {
    case 'block queue':
      cluster.queueStuckAt ??= now;
      return;
    case 'free queue':
      cluster.queueStuckAt = null;
      cluster.pending = [];
      commit(cluster);
      return;
    case 'trip breaker':
    case 'rest breaker':
      nodeOf(cluster, told.node).faults.tripping = told.order === 'trip breaker' ? told.breaker : null;
      return;
    case 'reject':
    case 'accept':
      nodeOf(cluster, told.node).faults.rejecting = told.order === 'reject' ? { pool: told.pool, perSecond: told.perSecond } : null;
      return;
    case 'fail lifecycle':
      failLifecycle(cluster, told.index, now);
      return;
    case 'mend lifecycle': {
      const { lifecycle } = indexOf(cluster, told.index);
      if (lifecycle) lifecycle.isFailing = false;
      return;
    }
    case 'fail snapshots':
    case 'mend snapshots':
      failSnapshots(cluster, told.policy, { now, isFailing: told.order === 'fail snapshots' });
      return;
  }
}

/** What ends it. A life cycle that is mended is still to be tried again. */
export function endLoadOrder(told: LoadOrder): LoadOrder {
  switch (told.order) {
    case 'block queue':
    case 'free queue':
      return { order: 'free queue' };
    case 'trip breaker':
    case 'rest breaker':
      return { order: 'rest breaker', node: told.node };
    case 'reject':
    case 'accept':
      return { order: 'accept', node: told.node };
    case 'fail lifecycle':
    case 'mend lifecycle':
      return { order: 'mend lifecycle', index: told.index };
    case 'fail snapshots':
    case 'mend snapshots':
      return { order: 'mend snapshots', policy: told.policy };
  }
}

function failLifecycle(cluster: Cluster, name: string, now: number): void {
  const { lifecycle } = indexOf(cluster, name);
  if (!lifecycle) throw new Error(`stand-in: ${name} has no life cycle`);
  if (lifecycle.step !== 'ERROR') lifecycle.failedStep = lifecycle.step;
  Object.assign(lifecycle, { step: 'ERROR', isFailing: true, error: NO_ROOM, stepAt: now });
  commit(cluster);
}

/** The last one has failed already: nobody need wait for a night. */
function failSnapshots(cluster: Cluster, id: string, { now, isFailing }: { now: number; isFailing: boolean }): void {
  const policy = cluster.policies.find((one) => one.id === id);
  if (!policy) throw new Error(`stand-in: ${cluster.name} has no snapshot policy ${id}`);
  policy.failsWith = isFailing ? SNAPSHOT_FAILS : null;
  if (!isFailing) return;
  policy.lastFailure = { snapshot: `${policy.id}-failed`, at: now, details: SNAPSHOT_FAILS };
  policy.failed += 1;
  commit(cluster);
}
