import {
  type Cluster,
  type Copy,
  isActive,
  type Recovery,
  type Shard,
  shardBytes,
  type Unassigned,
  type UnassignedReason,
} from './cluster.ts';
import { madeId } from './made-id.ts';
import type { Placed } from './tally.ts';

/** Of data that lies there already, this much needs not be copied again from the primary. */
const REUSED = 0.97;
const FILES_PER_GB = 4;

/** Begins to make an unassigned copy on a node: from what lies there, from its primary, or from nothing. */
export function beginAllocation(cluster: Cluster, placed: Placed, nodeId: string): void {
  const { copy } = placed;
  copy.recovery = recoveryTo(cluster, placed, nodeId);
  copy.state = 'INITIALIZING';
  copy.nodeId = nodeId;
  copy.allocationId = copy.recovery.allocationId;
}

/** Begins to move a started copy to another node. */
export function beginMove(cluster: Cluster, placed: Placed, nodeId: string): void {
  placed.copy.recovery = recoveryTo(cluster, placed, nodeId);
  placed.copy.state = 'RELOCATING';
}

function recoveryTo(cluster: Cluster, { index, shard, copy }: Placed, toId: string): Recovery {
  const store = takeStore(shard, toId);
  const isNew = copy.isPrimary && copy.state === 'UNASSIGNED' && !store;
  const isFromStore = copy.isPrimary && copy.state === 'UNASSIGNED' && store !== null;
  const primary = shard.copies.find((other) => other.isPrimary && isActive(other));
  const totalBytes = isNew ? 0 : shardBytes(index);
  const reusedBytes = isFromStore ? totalBytes : store ? Math.min(Math.floor(store.bytes * REUSED), totalBytes) : 0;
  const totalFiles = isNew ? 0 : Math.max(1, Math.min(400, Math.round((totalBytes / 1024 ** 3) * FILES_PER_GB) + 22));
  const reusedFiles = totalBytes === 0 ? 0 : Math.floor((totalFiles * reusedBytes) / totalBytes);
  return {
    source: isNew ? 'EMPTY_STORE' : isFromStore ? 'EXISTING_STORE' : 'PEER',
    fromId: isNew || isFromStore ? null : (primary?.nodeId ?? null),
    toId,
    allocationId: isFromStore && store ? store.allocationId : madeId(index.uuid, shard.number, toId, cluster.stateVersion),
    stage: 'INIT',
    startedAt: cluster.now,
    stageAt: cluster.now,
    totalBytes,
    reusedBytes,
    recoveredBytes: 0,
    totalFiles,
    reusedFiles,
    recoveredFiles: 0,
    totalOperations: isNew ? 0 : Math.round(index.rates.writesPerSecond * 3),
    recoveredOperations: 0,
  };
}

function takeStore(shard: Shard, nodeId: string) {
  const found = shard.dormant.find((store) => store.nodeId === nodeId) ?? null;
  if (found) shard.dormant = shard.dormant.filter((store) => store !== found);
  return found;
}

/** Ends a recovery well: the copy is started where it was made. What no longer is needed of the shard's data is deleted from disks. */
export function finish(cluster: Cluster, { shard, copy }: Placed): void {
  const { recovery } = copy;
  if (!recovery) return;
  const left = copy.state === 'RELOCATING' ? copy.nodeId : null;
  copy.state = 'STARTED';
  copy.nodeId = recovery.toId;
  copy.allocationId = recovery.allocationId;
  copy.recovery = null;
  copy.unassigned = null;
  copy.startedAt = cluster.now;
  // Those that are made from a primary that has moved go on from where it is now.
  for (const other of shard.copies) if (left !== null && other.recovery?.fromId === left) other.recovery.fromId = copy.nodeId;
  dropDormant(cluster, shard);
}

/** Deletes data beside the copies of a shard once all of those are active; where a node is away it lies on. */
export function dropDormant(cluster: Cluster, shard: Shard): void {
  if (shard.dormant.length === 0 || !shard.copies.every(isActive)) return;
  shard.dormant = shard.dormant.filter(({ nodeId }) => cluster.nodes.get(nodeId)?.isMember === false);
}

export type Loss = { reason: UnassignedReason; details: string | null; isDelayed: boolean };

/** Takes a copy's place away. Its data, as far as it was whole, lies on where it was; `isInSync` where nobody has written since. Attempts that failed before are still counted. */
export function unassign(cluster: Cluster, { index, shard, copy }: Placed, loss: Loss): void {
  const before = copy.unassigned;
  const lastNodeId = copy.nodeId;
  if (copy.nodeId !== null && copy.allocationId !== null) keepStore(index, shard, copy);
  const failedAttempts = (before?.failedAttempts ?? 0) + (loss.reason === 'ALLOCATION_FAILED' ? 1 : 0);
  const unassigned: Unassigned = {
    ...loss,
    at: cluster.now,
    failedAttempts,
    failedNodeIds: [...(before?.failedNodeIds ?? [])],
    status: 'no_attempt',
    lastNodeId,
  };
  if (loss.reason === 'ALLOCATION_FAILED' && lastNodeId !== null && !unassigned.failedNodeIds.includes(lastNodeId)) {
    unassigned.failedNodeIds.push(lastNodeId);
  }
  copy.state = 'UNASSIGNED';
  copy.nodeId = null;
  copy.allocationId = null;
  copy.recovery = null;
  copy.startedAt = null;
  copy.unassigned = unassigned;
}

function keepStore(index: Placed['index'], shard: Shard, copy: Copy): void {
  const { nodeId, allocationId, recovery } = copy;
  if (nodeId === null || allocationId === null) return;
  const isWhole = isActive(copy) || recovery?.source === 'EXISTING_STORE';
  const hasOther = shard.copies.some((other) => other !== copy && isActive(other));
  const bytes = isWhole ? shardBytes(index) : (recovery?.reusedBytes ?? 0) + (recovery?.recoveredBytes ?? 0);
  if (recovery?.source === 'EMPTY_STORE' || (bytes === 0 && !isWhole)) return;
  shard.dormant.push({ nodeId, allocationId, isInSync: isWhole && !hasOther, bytes });
}

/** Lets a replica take over whose data is whole, where the primary has lost its place. It becomes the first of the copies. */
export function promote(shard: Shard): boolean {
  const primary = shard.copies.find(({ isPrimary }) => isPrimary);
  const heir = shard.copies.find((other) => !other.isPrimary && isActive(other));
  if (!primary || isActive(primary) || !heir) return false;
  primary.isPrimary = false;
  heir.isPrimary = true;
  shard.copies = [heir, ...shard.copies.filter((other) => other !== heir)];
  return true;
}

/** A copy that never was anywhere. */
export function unplaced(isPrimary: boolean, reason: 'INDEX_CREATED' | 'REPLICA_ADDED', at: number): Copy {
  const unassigned = { reason, at, details: null, failedAttempts: 0, failedNodeIds: [], lastNodeId: null };
  return {
    isPrimary,
    state: 'UNASSIGNED',
    nodeId: null,
    allocationId: null,
    unassigned: { ...unassigned, isDelayed: false, status: 'no_attempt' },
    recovery: null,
    startedAt: null,
  };
}
