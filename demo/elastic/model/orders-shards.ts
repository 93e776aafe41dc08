import { type Cluster, indexOf, isActive, nodeOf } from './cluster.ts';
import { applySettings } from './cluster-settings.ts';
import { failCopy } from './recover.ts';
import { commit, sidesOf } from './state-version.ts';
import { tally } from './tally.ts';

/** Disks fill to a part of all (0 to 1) with what is not of shards, shards break, allocation is off, recoveries are slow (0: they stand). */
export type ShardOrder =
  | { order: 'fill disk'; node: string; ratio: number }
  | { order: 'empty disk'; node: string }
  | { order: 'fail shard'; index: string; shard: number; isPrimary: boolean }
  | { order: 'mend shard'; index: string; shard: number }
  | { order: 'disable allocation' | 'enable allocation' }
  | { order: 'slow recoveries'; bytesPerSecond: number }
  | { order: 'usual recoveries' };

const ENABLE = 'cluster.routing.allocation.enable';
const CORRUPT = 'failed recovery, failure RecoveryFailedException; nested: CorruptIndexException[checksum failed (hardware problem?)]';
/** What others take of a disk that nobody filled. */
const OTHERS = 0.05;

/** Carries it out at `now`, to which the cluster has been moved. */
export function obeyShards(cluster: Cluster, told: ShardOrder, now: number): void {
  for (const side of sidesOf(cluster)) obeySide(side, told, now);
}

function obeySide(cluster: Cluster, told: ShardOrder, now: number): void {
  switch (told.order) {
    case 'fill disk':
      fill(cluster, told.node, told.ratio);
      return;
    case 'empty disk':
      fill(cluster, told.node, null);
      return;
    case 'fail shard':
      failShard(cluster, told);
      return;
    case 'mend shard':
      shardOf(cluster, told).shard.failing = null;
      return;
    case 'disable allocation':
    case 'enable allocation':
      applySettings(cluster, { persistent: { [ENABLE]: told.order === 'disable allocation' ? 'none' : null }, transient: {} }, now);
      return;
    case 'slow recoveries':
      cluster.recoveryBytesPerSecond = told.bytesPerSecond;
      return;
    case 'usual recoveries':
      cluster.recoveryBytesPerSecond = null;
      return;
  }
}

/** What ends it. A shard that is mended is still to be tried again (retry_failed). */
export function endShardOrder(told: ShardOrder): ShardOrder {
  switch (told.order) {
    case 'fill disk':
    case 'empty disk':
      return { order: 'empty disk', node: told.node };
    case 'fail shard':
    case 'mend shard':
      return { order: 'mend shard', index: told.index, shard: told.shard };
    case 'disable allocation':
    case 'enable allocation':
      return { order: 'enable allocation' };
    case 'slow recoveries':
    case 'usual recoveries':
      return { order: 'usual recoveries' };
  }
}

function fill(cluster: Cluster, name: string, ratio: number | null): void {
  const node = nodeOf(cluster, name);
  const held = tally(cluster).holdings.get(node.id)?.indicesBytes ?? 0;
  node.othersBytes = Math.round(ratio === null ? node.diskBytes * OTHERS : Math.max(0, node.diskBytes * ratio - held));
  cluster.disksAt = 0;
}

function failShard(cluster: Cluster, told: { index: string; shard: number; isPrimary: boolean }): void {
  const { index, shard } = shardOf(cluster, told);
  shard.failing = { isPrimary: told.isPrimary, details: CORRUPT };
  // Of a shard that is broken altogether the replicas go first, so that none of them takes over.
  const copies = [...shard.copies].reverse().filter((copy) => copy.state !== 'UNASSIGNED' && (told.isPrimary || !copy.isPrimary));
  for (const copy of copies) {
    if (isActive(copy)) {
      copy.state = 'STARTED';
      copy.recovery = null;
    }
    failCopy(cluster, { index, shard, copy });
  }
  commit(cluster);
}

function shardOf(cluster: Cluster, { index: name, shard: number }: { index: string; shard: number }) {
  const index = indexOf(cluster, name);
  const shard = index.shards[number];
  if (!shard) throw new Error(`stand-in: ${name} has no shard ${number}`);
  return { index, shard };
}
