import { type Cluster, isActive, type Recovery } from './cluster.ts';
import { settingOf } from './cluster-settings.ts';
import { finish, promote, unassign } from './place.ts';
import { bytesOf } from './setting-values.ts';
import { commit } from './state-version.ts';
import type { Placed } from './tally.ts';

/** How long a stage takes at least; copying takes what bytes take. */
const STAGE_MS = 500;
/** After how long a copy is found to be broken. */
const FAIL_MS = 1_000;

/** Lets all recoveries go on to `now`. Those of one node share the pace that its settings allow. Tells how many are under way still. */
export function recover(cluster: Cluster, now: number): number {
  const active = recoveriesOf(cluster);
  if (active.length === 0) return 0;
  const paces = pacesOf(cluster, active);
  let ended = 0;
  for (const placed of active) {
    const { recovery } = placed.copy;
    if (!recovery) continue;
    if (isBroken(placed) && now >= recovery.startedAt + FAIL_MS) {
      failCopy(cluster, placed);
      ended += 1;
      continue;
    }
    goOn(recovery, { bytes: ((paces.get(recovery.toId) ?? 0) * (now - cluster.now)) / 1000, now });
    if (recovery.stage !== 'DONE') continue;
    finish(cluster, placed);
    ended += 1;
  }
  if (ended > 0) commit(cluster);
  return active.length - ended;
}

/** Every copy that is in the making. */
export function recoveriesOf(cluster: Cluster): Placed[] {
  const found: Placed[] = [];
  for (const index of cluster.indices.values()) {
    for (const shard of index.shards) for (const copy of shard.copies) if (copy.recovery) found.push({ index, shard, copy });
  }
  return found;
}

/** Takes the place of a copy that is broken; another takes over where it was the primary and there is one. */
export function failCopy(cluster: Cluster, placed: Placed): void {
  const { copy, shard } = placed;
  const details = shard.failing?.details ?? 'failed to recover';
  if (copy.state === 'RELOCATING') {
    copy.state = 'STARTED';
    copy.recovery = null;
    return;
  }
  const nodeId = copy.recovery?.toId ?? copy.nodeId;
  const node = nodeId === null ? '' : (cluster.nodes.get(nodeId)?.name ?? '');
  unassign(cluster, placed, { reason: 'ALLOCATION_FAILED', details: `failed shard on node [${node}]: ${details}`, isDelayed: false });
  if (copy.isPrimary) promote(shard);
}

function isBroken({ shard, copy }: Placed): boolean {
  if (!shard.failing || copy.state === 'RELOCATING') return false;
  return shard.failing.isPrimary || !copy.isPrimary;
}

function pacesOf(cluster: Cluster, active: readonly Placed[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { copy } of active)
    if (copy.recovery?.stage === 'INDEX') counts.set(copy.recovery.toId, (counts.get(copy.recovery.toId) ?? 0) + 1);
  const ofNode = bytesOf(settingOf(cluster, 'indices.recovery.max_bytes_per_sec') ?? '40mb');
  return new Map([...counts].map(([id, count]) => [id, cluster.recoveryBytesPerSecond ?? ofNode / count]));
}

function goOn(recovery: Recovery, { bytes, now }: { bytes: number; now: number }): void {
  const stage = recovery.stage;
  if (stage === 'INDEX') {
    const all = recovery.totalBytes - recovery.reusedBytes;
    recovery.recoveredBytes = Math.min(all, recovery.recoveredBytes + Math.round(bytes));
    const files = recovery.totalFiles - recovery.reusedFiles;
    recovery.recoveredFiles = all === 0 ? files : Math.floor((files * recovery.recoveredBytes) / all);
    if (recovery.recoveredBytes < all) return;
  }
  if (now < recovery.stageAt + STAGE_MS) return;
  recovery.stage = nextStage(recovery);
  recovery.stageAt = now;
  if (recovery.stage === 'FINALIZE') recovery.recoveredOperations = recovery.totalOperations;
}

function nextStage({ stage }: Recovery): Recovery['stage'] {
  switch (stage) {
    case 'INIT':
      return 'INDEX';
    case 'INDEX':
      return 'TRANSLOG';
    case 'VERIFY_INDEX':
      return 'TRANSLOG';
    case 'TRANSLOG':
      return 'FINALIZE';
    case 'FINALIZE':
    case 'DONE':
      return 'DONE';
  }
}

/** Whether every copy of every shard is whole and stays where it is. */
export function isStill(cluster: Cluster): boolean {
  for (const { shards } of cluster.indices.values()) {
    for (const { copies } of shards) for (const copy of copies) if (!isActive(copy) || copy.recovery) return false;
  }
  return true;
}
