import type { Copy, Index, Shard } from '../../model/cluster.ts';
import { healthOfIndex } from '../../model/health.ts';
import type { Ask, Route } from '../ask.ts';
import { isElasticFrom, isSearch, type Release } from '../release.ts';
import { illegalArgument } from '../wire-error.ts';
import { ofAll, ofCopy, ofIndex } from './counted.ts';
import { broadcastOf, indicesBy } from './names.ts';
import { commonStats, INDEX_METRICS } from './shard-stats.ts';

const PARAMETERS = [
  ...['level', 'fields', 'completion_fields', 'fielddata_fields', 'groups', 'include_segment_file_sizes', 'include_unloaded_segments'],
  ...['expand_wildcards', 'forbid_closed_indices'],
];

export const indexStatsRoutes: Route[] = ['/_stats', '/_stats/{metric}', '/{index}/_stats', '/{index}/_stats/{metric}'].map((path) => ({
  ...{ methods: ['GET'], path, action: 'indices:monitor/stats', privilege: 'index:monitor', serve },
  parameters: (release: Release) => (isElasticFrom(release, 8) ? PARAMETERS : [...PARAMETERS, 'types']),
}));

function serve(ask: Ask): unknown {
  const { release, cluster, parts, query, path } = ask;
  const metrics = metricsOf(parts.metric, path);
  const level = query.get('level') ?? 'indices';
  if (!['cluster', 'indices', 'shards'].includes(level))
    throw illegalArgument(`level parameter must be one of [cluster] or [indices] or [shards] but was [${level}]`);
  const indices = indicesBy(cluster, parts.index).filter(({ isOpen }) => isOpen);
  const counted = indices.map((index) => ({ index, ...ofIndex(index) }));
  const stats = (of: readonly ('primaries' | 'total')[]): Record<string, unknown> =>
    Object.fromEntries(of.map((which) => [which, commonStats(release, ofAll(counted.map((one) => one[which])), metrics)]));
  const told = counted
    .filter(({ total }) => total.shards > 0)
    .map(({ index, primaries, total }) => [
      index.name,
      {
        ...{ uuid: index.uuid, ...healthIn(release, index) },
        ...{ primaries: commonStats(release, primaries, metrics), total: commonStats(release, total, metrics) },
        ...(level === 'shards' ? { shards: shardsOf(release, index, metrics) } : {}),
      },
    ]);
  return {
    _shards: broadcastOf(indices),
    _all: stats(['primaries', 'total']),
    ...(level === 'cluster' ? {} : { indices: Object.fromEntries(told) }),
  };
}

/** From 8.1 it says how the index is. */
function healthIn(release: Release, index: Index): object {
  return isElasticFrom(release, 8, 1) ? { health: healthOfIndex(index).color, status: 'open' } : {};
}

function metricsOf(told: string | undefined, path: string): readonly string[] | null {
  if (told === undefined || told === '_all') return null;
  const metrics = told.split(',');
  const unknown = metrics.filter((one) => !INDEX_METRICS.includes(one));
  if (unknown.length > 0)
    throw illegalArgument(
      `request [${path}] contains unrecognized metric${unknown.length > 1 ? 's' : ''}: ${unknown.map((one) => `[${one}]`).join(', ')}`,
    );
  return metrics;
}

function shardsOf(release: Release, index: Index, metrics: readonly string[] | null): unknown {
  return Object.fromEntries(
    index.shards.map((shard) => [
      shard.number,
      shard.copies.filter(({ nodeId }) => nodeId !== null).map((copy) => shardStats(release, { index, shard, copy }, metrics)),
    ]),
  );
}

function shardStats(
  release: Release,
  { index, copy }: { index: Index; shard: Shard; copy: Copy },
  metrics: readonly string[] | null,
): unknown {
  const last = Math.max(0, Math.floor(index.docs / index.primaries) - 1);
  const moves = copy.state === 'RELOCATING' ? (copy.recovery?.toId ?? null) : null;
  return {
    routing: { state: copy.state, primary: copy.isPrimary, node: copy.nodeId, relocating_node: moves },
    ...commonStats(release, ofCopy(index, copy), metrics),
    commit: {
      ...{ id: 'ayutyc88HNkuMxrlQx+QJQ==', generation: 5, num_docs: last + 1 },
      user_data: {
        ...{ local_checkpoint: String(last), max_unsafe_auto_id_timestamp: '-1', min_retained_seq_no: '0', translog_uuid: index.uuid },
        ...(isSearch(release) ? { es_version: release.version } : {}),
        ...{ history_uuid: index.uuid, max_seq_no: String(last) },
      },
    },
    seq_no: { max_seq_no: last, local_checkpoint: last, global_checkpoint: last },
    retention_leases: { primary_term: 1, version: 2, leases: [] },
    shard_path: {
      state_path: '/usr/share/elasticsearch/data/nodes/0',
      data_path: '/usr/share/elasticsearch/data/nodes/0',
      is_custom_data_path: false,
    },
  };
}
