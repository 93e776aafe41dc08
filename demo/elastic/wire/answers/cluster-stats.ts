import { holdsData, isActive, type Node } from '../../model/cluster.ts';
import { gaugesOf } from '../../model/gauges.ts';
import { tally } from '../../model/tally.ts';
import type { Ask, Route } from '../ask.ts';
import { isElasticFrom, isSearch } from '../release.ts';
import { ofAll, ofIndex } from './counted.ts';
import { together } from './health.ts';
import { isReached, seenNodes } from './names.ts';
import { commonStats } from './shard-stats.ts';

export const clusterStatsRoutes: Route[] = ['/_cluster/stats', '/_cluster/stats/nodes/{node}'].map((path) => ({
  ...{
    methods: ['GET'],
    path,
    action: 'cluster:monitor/stats',
    privilege: 'monitor',
    serve,
    parameters: () => ['timeout', 'flat_settings', 'include_remotes'],
  },
}));

const ROLES =
  'coordinating_only data data_cold data_content data_frozen data_hot data_warm index ingest master ml remote_cluster_client search transform voting_only'.split(
    ' ',
  );

function serve(ask: Ask): unknown {
  const { cluster, view, now } = ask;
  const nodes = seenNodes(ask).filter((node) => isReached(ask, node));
  const all = [...cluster.indices.values()];
  const failed = seenNodes(ask).length - nodes.length;
  return {
    _nodes: { total: seenNodes(ask).length, successful: nodes.length, failed },
    ...{ cluster_name: cluster.name, cluster_uuid: view.clusterUuid, timestamp: now, status: together(ask, all).color },
    ...{ indices: indicesOf(ask), nodes: nodesOf(ask, nodes) },
  };
}

/** Counted by the copies that are there: of a cluster in which none is, 0 and nothing. */
function indicesOf({ cluster, release }: Ask): unknown {
  const open = [...cluster.indices.values()].filter(({ isOpen }) => isOpen);
  const counts = open
    .map(({ shards }) => {
      const active = shards.flatMap(({ copies }) => copies.filter(isActive));
      return { all: active.length, primaries: active.filter(({ isPrimary }) => isPrimary).length };
    })
    .filter(({ all }) => all > 0);
  const all = counts.reduce((sum, one) => sum + one.all, 0);
  const primaries = counts.reduce((sum, one) => sum + one.primaries, 0);
  const wanted = ['docs', 'store', 'fielddata', 'query_cache', 'completion', 'segments'];
  const { primaries: own, total } = sums(open.map(ofIndex));
  const stats = commonStats(release, { ...total, docs: own.docs, deleted: own.deleted }, wanted);
  const spread = { shards: range(counts.map((one) => one.all)), primaries: range(counts.map((one) => one.primaries)) };
  const replication = range(counts.map((one) => (one.primaries === 0 ? 0 : one.all / one.primaries - 1)));
  const shards =
    counts.length === 0 ? {} : { total: all, primaries, replication: all / Math.max(1, primaries) - 1, index: { ...spread, replication } };
  const none = { char_filter_types: [], tokenizer_types: [], filter_types: [], analyzer_types: [], built_in_char_filters: [] };
  return {
    ...{ count: counts.length, shards, ...stats, mappings: { field_types: [] } },
    analysis: { ...none, built_in_tokenizers: [], built_in_filters: [], built_in_analyzers: [] },
    ...(isElasticFrom(release, 7, 14) ? { versions: [] } : {}),
  };
}

function sums(many: ReturnType<typeof ofIndex>[]): ReturnType<typeof ofIndex> {
  return { primaries: ofAll(many.map(({ primaries }) => primaries)), total: ofAll(many.map(({ total }) => total)) };
}

function range(values: readonly number[]): { min: number; max: number; avg: number } {
  const sum = values.reduce((a, b) => a + b, 0);
  return { min: Math.min(...values), max: Math.max(...values), avg: values.length === 0 ? 0 : sum / values.length };
}

function nodesOf(ask: Ask, nodes: readonly Node[]): unknown {
  const { cluster, now, release } = ask;
  const gauges = nodes.map((node) => gaugesOf(node, now));
  const { holdings } = tally(cluster);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const [memory, used] = [sum(nodes.map(({ memoryBytes }) => memoryBytes)), sum(gauges.map(({ memoryUsedBytes }) => memoryUsedBytes))];
  const free = sum(nodes.filter(holdsData).map((node) => holdings.get(node.id)?.diskAvailableBytes ?? 0));
  const processors = sum(nodes.map(({ cpus }) => cpus));
  const heap = {
    heap_used_in_bytes: sum(gauges.map(({ heapUsedBytes }) => heapUsedBytes)),
    heap_max_in_bytes: sum(nodes.map(({ heapMaxBytes }) => heapMaxBytes)),
  };
  const files = range(gauges.map(({ openFiles }) => openFiles));
  const counted = (role: string): number => nodes.filter(({ roles }) => roles.some((one) => one === role)).length;
  return {
    count: {
      total: nodes.length,
      ...Object.fromEntries(ROLES.map((role) => [role, counted(role)])),
      ...(isSearch(release) ? {} : { cluster_manager: counted('master') }),
    },
    versions: [...new Set(nodes.map(({ version }) => version))],
    os: {
      ...{ available_processors: processors, allocated_processors: processors, names: [{ name: 'Linux', count: nodes.length }] },
      pretty_names: [{ pretty_name: 'Ubuntu 20.04.6 LTS', count: nodes.length }],
      mem: memoryOf(memory, used),
    },
    process: { cpu: { percent: Math.round(sum(gauges.map(({ cpuPercent }) => cpuPercent))) }, open_file_descriptors: files },
    jvm: {
      max_uptime_in_millis: Math.max(0, ...nodes.map(({ startedAt }) => now - startedAt)),
      versions: [],
      mem: heap,
      threads: nodes.length * 96,
    },
    fs: { total_in_bytes: sum(nodes.filter(holdsData).map(({ diskBytes }) => diskBytes)), free_in_bytes: free, available_in_bytes: free },
    ...{
      plugins: [],
      network_types: { transport_types: { netty4: nodes.length }, http_types: { netty4: nodes.length } },
      discovery_types: { zen: nodes.length },
    },
    ...{
      packaging_types: [{ flavor: 'default', type: 'docker', count: nodes.length }],
      ingest: { number_of_pipelines: 0, processor_stats: {} },
    },
  };
}

function memoryOf(total: number, used: number): unknown {
  const usedPercent = Math.round((used / total) * 100);
  return {
    total_in_bytes: total,
    free_in_bytes: total - used,
    used_in_bytes: used,
    free_percent: 100 - usedPercent,
    used_percent: usedPercent,
  };
}
