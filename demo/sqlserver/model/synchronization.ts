import { isCaughtUp, isSeeding } from './copy.ts';
import type { Copy, Replica } from './estate.ts';

export type SyncState = 'NOT SYNCHRONIZING' | 'SYNCHRONIZING' | 'SYNCHRONIZED' | 'REVERTING' | 'INITIALIZING';
/** 0 NOT_HEALTHY, 1 PARTIALLY_HEALTHY, 2 HEALTHY. */
export type Health = 0 | 1 | 2;

export const SYNC_STATES: readonly SyncState[] = ['NOT SYNCHRONIZING', 'SYNCHRONIZING', 'SYNCHRONIZED', 'REVERTING', 'INITIALIZING'];
export const HEALTHS = ['NOT_HEALTHY', 'PARTIALLY_HEALTHY', 'HEALTHY'] as const;

/** What a copy says of itself (synchronization_state): an asynchronous one, or one that follows an asynchronous primary, never comes further than SYNCHRONIZING. */
export function syncState(replica: Replica, copy: Copy, now: number): SyncState {
  if (replica.role === 'RESOLVING') return 'NOT SYNCHRONIZING';
  if (replica.role === 'PRIMARY') return replica.mode === 'SYNCHRONOUS_COMMIT' ? 'SYNCHRONIZED' : 'SYNCHRONIZING';
  const best = replica.isCommitting ? 'SYNCHRONIZED' : 'SYNCHRONIZING';
  if (copy.suspended || !replica.link.isUp || isSeeding(copy, now)) return 'NOT SYNCHRONIZING';
  if (now < copy.revertingUntil) return 'REVERTING';
  if (copy.pretendsSince !== null) return best;
  return best === 'SYNCHRONIZED' && isCaughtUp(copy, now) ? 'SYNCHRONIZED' : 'SYNCHRONIZING';
}

/** How healthy a copy calls itself: a synchronous one is partially healthy on its way. */
export function copyHealth(replica: Replica, copy: Copy, now: number): Health {
  const state = syncState(replica, copy, now);
  if (state === 'NOT SYNCHRONIZING') return 0;
  if (state === 'SYNCHRONIZED') return 2;
  return state === 'SYNCHRONIZING' && replica.mode === 'ASYNCHRONOUS_COMMIT' ? 2 : 1;
}

/** As healthy as the worst of its databases; a replica that is in touch with no primary is not healthy. */
export function replicaHealth(replica: Replica, now: number): Health {
  if (replica.role === 'RESOLVING' || (replica.role === 'SECONDARY' && !replica.link.isUp)) return 0;
  return lowest(replica.copies.map((copy) => copyHealth(replica, copy, now)));
}

/** Of a group: healthy when all are, not healthy when none is. */
export function groupHealth(replicas: readonly Health[]): Health {
  if (replicas.every((health) => health === 2)) return 2;
  return replicas.some((health) => health === 2) ? 1 : 0;
}

/** Whether a failover to a copy loses nothing, as the cluster keeps it (is_failover_ready): what it was when the primary was lost, while there is none. */
export function isFailoverReady(replica: Replica, copy: Copy, now: number): boolean {
  if (replica.role === 'PRIMARY') return true;
  if (copy.readyAtLoss !== null) return copy.readyAtLoss;
  return syncState(replica, copy, now) === 'SYNCHRONIZED';
}

function lowest(healths: readonly Health[]): Health {
  if (healths.includes(0)) return 0;
  return healths.includes(1) ? 1 : 2;
}
