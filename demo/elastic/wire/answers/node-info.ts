import type { Node } from '../../model/cluster.ts';
import type { Ask, Route } from '../ask.ts';
import { isElasticFrom, isSearch, numbersOf, type Release } from '../release.ts';
import { nested } from './flat.ts';
import { nodesBy } from './names.ts';
import { nodesAnswer } from './nodes-answer.ts';
import { buildHash } from './root.ts';
import { transportOf } from './state.ts';

const METRICS = 'settings os process jvm thread_pool transport http plugins ingest aggregations indices remote_cluster_server'.split(' ');

/** `/_nodes/{x}` is a list of metrics where all of it are, else of nodes. */
export const nodeInfoRoutes: Route[] = ['/_nodes', '/_nodes/{node}', '/_nodes/{node}/{metric}', '/_nodes/{node}/info/{metric}'].map(
  (path) => ({
    ...{
      methods: ['GET'],
      path,
      action: 'cluster:monitor/nodes/info',
      privilege: 'monitor',
      parameters: () => ['flat_settings', 'timeout'],
      serve,
    },
  }),
);

function serve(ask: Ask): unknown {
  const { node: told, metric } = ask.parts;
  const isMetric = metric === undefined && told !== undefined && told.split(',').every((one) => METRICS.includes(one));
  const metrics = isMetric ? told.split(',') : metric === undefined || metric === '_all' ? METRICS : metric.split(',');
  return nodesAnswer(ask, nodesBy(ask, isMetric ? undefined : told), (node) => infoOf(ask, node, metrics));
}

function infoOf(ask: Ask, node: Node, metrics: readonly string[]): unknown {
  const { release, cluster } = ask;
  const make: Record<string, () => unknown> = {
    settings: () => nested(settingsOf(cluster.name, node)),
    os: () => ({
      ...{
        refresh_interval_in_millis: 1_000,
        name: 'Linux',
        pretty_name: 'Ubuntu 20.04.6 LTS',
        arch: 'amd64',
        version: '5.15.0-91-generic',
      },
      ...{ available_processors: node.cpus, allocated_processors: node.cpus },
    }),
    process: () => ({ refresh_interval_in_millis: 1_000, id: 7, mlockall: false }),
    jvm: () => jvmInfo(node),
    thread_pool: () =>
      Object.fromEntries(
        Object.entries(node.counters.pools).map(([name, { size, queueSize }]) => [name, { type: 'fixed', size, queue_size: queueSize }]),
      ),
    transport: () => ({ bound_address: [`0.0.0.0:${node.transportPort}`], publish_address: transportOf(node), profiles: {} }),
    http: () => ({
      bound_address: [`0.0.0.0:${node.httpPort}`],
      publish_address: `${node.ip}:${node.httpPort}`,
      max_content_length_in_bytes: 104_857_600,
    }),
    plugins: () => [],
    ingest: () => ({ processors: [{ type: 'append' }] }),
    aggregations: () => ({ avg: { types: ['numeric'] } }),
  };
  const sections = Object.entries(make).filter(([name]) => metrics.includes(name));
  const modules = metrics.includes('plugins') ? { modules: [] } : {};
  return { ...heading(release, node), ...Object.fromEntries(sections.map(([name, tell]) => [name, tell()])), ...modules };
}

function heading(release: Release, node: Node): Record<string, unknown> {
  const { major, minor } = numbersOf(node.version);
  return {
    ...{ name: node.name, transport_address: transportOf(node), host: node.host, ip: node.ip, version: node.version },
    ...(isElasticFrom(release, 8, 9)
      ? { transport_version: major * 1_000_000 + minor * 1_000, index_version: major * 1_000_000 + minor * 1_000, component_versions: {} }
      : {}),
    ...(isSearch(release) ? { build_flavor: 'default' } : {}),
    ...{
      build_type: isSearch(release) ? 'docker' : 'tar',
      build_hash: buildHash(node.version),
      total_indexing_buffer: Math.floor(node.heapMaxBytes / 10),
    },
    ...{ roles: node.roles, attributes: node.attributes },
  };
}

function settingsOf(clusterName: string, { name, attributes, roles }: Node): Record<string, string> {
  const attributesOwn = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`node.attr.${key}`, value]));
  return {
    ...{ 'cluster.name': clusterName, 'node.name': name, 'node.roles': roles.join(','), ...attributesOwn },
    ...{ 'path.logs': '/usr/share/elasticsearch/logs', 'path.home': '/usr/share/elasticsearch' },
    ...{ 'network.host': '0.0.0.0', 'client.type': 'node', 'http.type': 'netty4', 'transport.type': 'netty4' },
  };
}

function jvmInfo({ startedAt, heapMaxBytes }: Node): unknown {
  return {
    ...{ pid: 7, version: '21.0.2', vm_name: 'OpenJDK 64-Bit Server VM', vm_version: '21.0.2+13-58', vm_vendor: 'Oracle Corporation' },
    ...{ bundled_jdk: true, using_bundled_jdk: true, start_time_in_millis: startedAt },
    mem: {
      ...{ heap_init_in_bytes: heapMaxBytes, heap_max_in_bytes: heapMaxBytes, non_heap_init_in_bytes: 7_667_712, non_heap_max_in_bytes: 0 },
      direct_max_in_bytes: 0,
    },
    ...{
      gc_collectors: ['G1 Young Generation', 'G1 Old Generation'],
      memory_pools: ['CodeHeap', 'Metaspace', 'G1 Eden Space', 'G1 Old Gen'],
    },
    ...{ using_compressed_ordinary_object_pointers: 'true', input_arguments: ['-Xshare:auto'] },
  };
}
