import { type Cluster, type Copy, type Index, type Node, nodeOf, type Recovery, type Shard } from '../../model/cluster.ts';
import type { Ask, Route } from '../ask.ts';
import { isOn } from '../parameters.ts';
import { isElasticFrom, type Release } from '../release.ts';
import { timeText } from '../sizes.ts';
import { indicesBy } from './names.ts';
import { transportOf } from './state.ts';

export type Moving = { index: Index; shard: Shard; copy: Copy; recovery: Recovery };

export const recoveryRoutes: Route[] = ['/_recovery', '/{index}/_recovery'].map((path) => ({
  ...{ methods: ['GET'], path, action: 'indices:monitor/recovery', privilege: 'index:monitor', serve },
  parameters: (release: Release) => [
    'active_only',
    'detailed',
    ...(isElasticFrom(release, 8) ? ['ignore_unavailable', 'allow_no_indices', 'expand_wildcards'] : []),
  ],
}));

/** Those that are being made; and, where not only they are asked for, how those that are whole were made. */
export function recoveriesOf({ cluster, parts, query }: Ask): Moving[] {
  const activeOnly = isOn(query, 'active_only');
  return indicesBy(cluster, parts.index, true).flatMap((index) =>
    index.shards.flatMap((shard) =>
      shard.copies.flatMap((copy) => {
        const done = activeOnly || copy.nodeId === null || copy.state === 'INITIALIZING' ? null : whole(index, copy);
        return [copy.recovery, copy.recovery === null ? done : null].flatMap((recovery) =>
          recovery === null ? [] : [{ index, shard, copy, recovery }],
        );
      }),
    ),
  );
}

function whole({ primaryBytes, primaries, createdAt }: Index, { nodeId, startedAt, allocationId, isPrimary }: Copy): Recovery {
  const bytes = Math.floor(primaryBytes / primaries);
  const at = startedAt ?? createdAt;
  return {
    ...{
      source: isPrimary ? 'EXISTING_STORE' : 'PEER',
      fromId: null,
      toId: nodeId ?? '',
      allocationId: allocationId ?? '',
      stage: 'DONE',
      startedAt: at,
      stageAt: at,
    },
    ...{
      totalBytes: bytes,
      reusedBytes: bytes,
      recoveredBytes: 0,
      totalFiles: 40,
      reusedFiles: 40,
      recoveredFiles: 0,
      totalOperations: 0,
      recoveredOperations: 0,
    },
  };
}

function serve(ask: Ask): unknown {
  const told: Record<string, { shards: unknown[] }> = {};
  for (const moving of recoveriesOf(ask)) {
    const own = told[moving.index.name] ?? { shards: [] };
    own.shards.push(recoveryOf(ask, moving));
    told[moving.index.name] = own;
  }
  return told;
}

function recoveryOf({ release, cluster, query, now }: Ask, { shard, copy, recovery }: Moving): unknown {
  const isHuman = isOn(query, 'human');
  const { source, stage, startedAt, fromId, toId } = recovery;
  const isDone = stage === 'DONE';
  return {
    ...{ id: shard.number, type: source, stage, primary: copy.isPrimary },
    ...(isHuman ? { start_time: new Date(startedAt).toISOString() } : {}),
    start_time_in_millis: startedAt,
    ...(isDone ? { stop_time_in_millis: recovery.stageAt } : {}),
    ...(isHuman ? { total_time: timeText((isDone ? recovery.stageAt : now) - startedAt) } : {}),
    total_time_in_millis: (isDone ? recovery.stageAt : now) - startedAt,
    source: fromId === null ? noSource(source) : place(cluster, fromId),
    target: place(cluster, toId),
    index: filesOf(release, recovery, now),
    translog: translogOf(recovery, now),
    verify_index: { check_index_time_in_millis: 0, total_time_in_millis: 0 },
  };
}

function noSource(source: Recovery['source']): unknown {
  return source === 'EXISTING_STORE' ? { bootstrap_new_history_uuid: false } : {};
}

function place(cluster: Cluster, id: string): unknown {
  const node: Node = nodeOf(cluster, id);
  return { id, host: node.host, transport_address: transportOf(node), ip: node.ip, name: node.name };
}

/** What is reused is in the totals, and the percentage is of the rest. */
function filesOf(release: Release, recovery: Recovery, now: number): unknown {
  const { totalBytes, reusedBytes, recoveredBytes, totalFiles, reusedFiles, recoveredFiles, startedAt } = recovery;
  return {
    size: {
      ...{ total_in_bytes: totalBytes, reused_in_bytes: reusedBytes, recovered_in_bytes: recoveredBytes },
      ...(isElasticFrom(release, 7, 14) ? { recovered_from_snapshot_in_bytes: 0 } : {}),
      percent: percentOf(recoveredBytes, totalBytes - reusedBytes),
    },
    files: {
      total: totalFiles,
      reused: reusedFiles,
      recovered: recoveredFiles,
      percent: percentOf(recoveredFiles, totalFiles - reusedFiles),
    },
    ...{
      total_time_in_millis: recovery.stage === 'DONE' ? 0 : now - startedAt,
      source_throttle_time_in_millis: 0,
      target_throttle_time_in_millis: 0,
    },
  };
}

function translogOf({ totalOperations: total, recoveredOperations: recovered, stage, stageAt }: Recovery, now: number): unknown {
  const spent = stage === 'TRANSLOG' ? now - stageAt : 0;
  return { recovered, total, percent: percentOf(recovered, total), total_on_start: total, total_time_in_millis: spent };
}

export function percentOf(part: number, whole: number): string {
  return `${whole <= 0 ? '100.0' : ((part / whole) * 100).toFixed(1)}%`;
}
