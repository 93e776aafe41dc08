import { holdsData, type Node } from '../../model/cluster.ts';
import { gaugesOf } from '../../model/gauges.ts';
import type { Gauges } from '../../model/node-state.ts';
import { type Holding, tally } from '../../model/tally.ts';
import type { Ask, Route } from '../ask.ts';
import { isElasticFrom, isSearch, type Release } from '../release.ts';
import { sizeText } from '../sizes.ts';
import { illegalArgument } from '../wire-error.ts';
import { ofNode } from './counted.ts';
import { nodesBy } from './names.ts';
import { jvmStats, osStats, processStats } from './node-machine.ts';
import { nodesAnswer } from './nodes-answer.ts';
import { commonStats, INDEX_METRICS } from './shard-stats.ts';
import { transportOf } from './state.ts';

const PARAMETERS = [
  'timeout',
  'level',
  'fields',
  'completion_fields',
  'fielddata_fields',
  'groups',
  'types',
  'include_segment_file_sizes',
  'include_unloaded_segments',
];

/** The metrics in the order of the answer; `breaker` is told as `breakers`. */
const METRICS =
  'indices os process jvm thread_pool fs transport http breaker script discovery ingest adaptive_selection script_cache indexing_pressure'.split(
    ' ',
  );

const PATHS = [
  ...['/_nodes/stats', '/_nodes/{node}/stats', '/_nodes/stats/{metric}', '/_nodes/{node}/stats/{metric}'],
  ...['/_nodes/stats/{metric}/{indexMetric}', '/_nodes/{node}/stats/{metric}/{indexMetric}'],
];

export const nodeStatsRoutes: Route[] = PATHS.map((path) => ({
  ...{ methods: ['GET'], path, action: 'cluster:monitor/nodes/stats', privilege: 'monitor', parameters: () => PARAMETERS, serve },
}));

function serve(ask: Ask): unknown {
  const { cluster, now, parts, path } = ask;
  const metrics = wanted(parts.metric, METRICS, path);
  const indexMetrics =
    parts.indexMetric === undefined || parts.indexMetric === '_all' ? null : wanted(parts.indexMetric, INDEX_METRICS, path);
  const { holdings } = tally(cluster);
  return nodesAnswer(ask, nodesBy(ask, parts.node), (node) =>
    statsOf({ ask, node, gauges: gaugesOf(node, now), holding: holdings.get(node.id) }, metrics, indexMetrics),
  );
}

/** Throws 400 as the server does for one that it does not have. */
function wanted(told: string | undefined, known: readonly string[], path: string): readonly string[] {
  if (told === undefined || told === '_all') return known;
  const asked = told.split(',');
  const unknown = asked.filter((one) => one !== '_all' && !known.includes(one));
  if (unknown.length > 0)
    throw illegalArgument(
      `request [${path}] contains unrecognized metric${unknown.length > 1 ? 's' : ''}: ${unknown.map((one) => `[${one}]`).join(', ')}`,
    );
  return asked.includes('_all') ? known : asked;
}

type Seen = { ask: Ask; node: Node; gauges: Gauges; holding: Holding | undefined };

function statsOf(seen: Seen, metrics: readonly string[], indexMetrics: readonly string[] | null): Record<string, unknown> {
  const { ask, node } = seen;
  const make: Record<string, () => [string, unknown]> = {
    indices: () => ['indices', commonStats(ask.release, ofNode(node, seen.holding, seen.gauges), indexMetrics)],
    os: () => ['os', osStats(ask, node, seen.gauges)],
    process: () => ['process', processStats(ask, node, seen.gauges)],
    jvm: () => ['jvm', jvmStats(ask, node, seen.gauges)],
    thread_pool: () => ['thread_pool', poolStats(node, seen.gauges)],
    fs: () => ['fs', fileSystem(ask, node, seen.holding)],
    transport: () => ['transport', transportStats(ask.release, node)],
    http: () => [
      'http',
      {
        current_open: seen.gauges.httpConnections,
        total_opened: seen.gauges.httpConnections * 40,
        ...(isSearch(ask.release) ? { clients: [] } : {}),
      },
    ],
    breaker: () => ['breakers', breakerStats(node, seen.gauges)],
    script: () => ['script', { compilations: 1, cache_evictions: 0, compilation_limit_triggered: 0 }],
    discovery: () => ['discovery', DISCOVERY],
    ingest: () => ['ingest', { total: { count: 0, time_in_millis: 0, current: 0, failed: 0 }, pipelines: {} }],
    adaptive_selection: () => ['adaptive_selection', {}],
    script_cache: () => ['script_cache', { sum: { compilations: 1, cache_evictions: 0, compilation_limit_triggered: 0 }, contexts: [] }],
    indexing_pressure: () => ['indexing_pressure', pressure(node)],
  };
  const sections = METRICS.filter(
    (metric) => metrics.includes(metric) && (metric !== 'fs' || holdsData(node) || isSearch(ask.release)),
  ).flatMap((metric) => {
    const made = make[metric]?.();
    return made === undefined ? [] : [made];
  });
  return { timestamp: ask.now, ...identity(node), ...Object.fromEntries(sections) };
}

export function identity(node: Node): Record<string, unknown> {
  return {
    name: node.name,
    transport_address: transportOf(node),
    host: node.host,
    ip: transportOf(node),
    roles: node.roles,
    attributes: node.attributes,
  };
}

function poolStats({ counters }: Node, { pools }: Gauges): unknown {
  return Object.fromEntries(
    Object.entries(counters.pools).map(([name, { threads, completed, rejected, largest }]) => {
      const { active = 0, queue = 0 } = pools[name] ?? {};
      return [name, { threads, queue, active, rejected, largest, completed }];
    }),
  );
}

function fileSystem({ now }: Ask, { diskBytes, othersBytes }: Node, holding: Holding | undefined): unknown {
  const free = holding?.diskAvailableBytes ?? diskBytes - othersBytes;
  const space = { total_in_bytes: diskBytes, free_in_bytes: free, available_in_bytes: free };
  return {
    ...{
      timestamp: now,
      total: space,
      data: [{ path: '/usr/share/elasticsearch/data/nodes/0', mount: '/ (overlay)', type: 'overlay', ...space }],
    },
    io_stats: {
      total: { operations: 0, read_operations: 0, write_operations: 0, read_kilobytes: 0, write_kilobytes: 0, io_time_in_millis: 0 },
    },
  };
}

function transportStats(release: Release, { counters: { receivedBytes, receivedCount, sentBytes, sentCount } }: Node): unknown {
  return {
    ...{ server_open: 26, total_outbound_connections: 40, rx_count: receivedCount, rx_size_in_bytes: receivedBytes },
    ...{ tx_count: sentCount, tx_size_in_bytes: sentBytes },
    ...(isElasticFrom(release, 8, 1) ? { inbound_handling_time_histogram: [], outbound_handling_time_histogram: [] } : {}),
    ...(isElasticFrom(release, 8, 8) ? { actions: {} } : {}),
  };
}

function breakerStats({ counters }: Node, { breakers }: Gauges): unknown {
  return Object.fromEntries(
    Object.entries(counters.breakers).map(([name, { limitBytes, overhead, tripped }]) => {
      const used = breakers[name] ?? 0;
      const limit = { limit_size_in_bytes: limitBytes, limit_size: sizeText(limitBytes) };
      return [name, { ...limit, estimated_size_in_bytes: used, estimated_size: sizeText(used), overhead, tripped }];
    }),
  );
}

function pressure({ heapMaxBytes }: Node): unknown {
  const none = {
    combined_coordinating_and_primary_in_bytes: 0,
    coordinating_in_bytes: 0,
    primary_in_bytes: 0,
    replica_in_bytes: 0,
    all_in_bytes: 0,
  };
  const rejected = { coordinating_rejections: 0, primary_rejections: 0, replica_rejections: 0 };
  return { memory: { current: none, total: { ...none, ...rejected }, limit_in_bytes: Math.floor(heapMaxBytes / 10) } };
}

const TIMES = Object.fromEntries(
  'computation_time_millis publication_time_millis context_construction_time_millis commit_time_millis completion_time_millis master_apply_time_millis notification_time_millis'
    .split(' ')
    .map((name) => [name, 0]),
);
const DISCOVERY = {
  cluster_state_queue: { total: 0, pending: 0, committed: 0 },
  published_cluster_states: { full_states: 2, incompatible_diffs: 0, compatible_diffs: 1 },
  cluster_state_update: {
    unchanged: { count: 0, computation_time_millis: 0, notification_time_millis: 0 },
    ...{ success: { count: 0, ...TIMES }, failure: { count: 0, ...TIMES } },
  },
};
