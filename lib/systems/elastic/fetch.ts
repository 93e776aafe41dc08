import { FetchError } from '../../failure.ts';
import type { ElasticAsk } from '../../io/elastic.ts';
import { type AskOne, askCluster, askOwn, type ElasticNode } from './connection.ts';
import { fetchShards } from './fetch-shards.ts';
import { fetchUpkeep } from './fetch-upkeep.ts';
import {
  ALLOCATION,
  HEALTH,
  INDICES,
  isAtLeast,
  LOAD,
  MEMBERS,
  OWN,
  type Product,
  RECOVERIES,
  REPORT,
  SHARDS,
  type Teller,
  UPKEEP,
  VOLUME,
} from './model.ts';
import { parseProduct } from './parse-product.ts';
import type { Fetchers } from './probes.ts';
import type { RawAllocation, RawHealth, RawIndices, RawLoad, RawMembers, RawOwn, RawRecoveries, RawReport, RawVolume } from './raw.ts';
import { fields, masterTimeout } from './requests.ts';

/** Each asks what its probe wants to know, of whoever answers: see connection.ts. All throw FetchError. The costs of each on large clusters are why it is asked so and no other way. */
export const FETCH: Fetchers<ElasticNode> = {
  [OWN]: fetchOwn,
  [HEALTH]: fetchHealth,
  [LOAD]: fetchLoad,
  [MEMBERS]: fetchMembers,
  [ALLOCATION]: fetchAllocation,
  [SHARDS]: fetchShards,
  [RECOVERIES]: fetchRecoveries,
  [INDICES]: fetchIndices,
  [VOLUME]: fetchVolume,
  [UPKEEP]: fetchUpkeep,
  [REPORT]: fetchReport,
};

/** Its own cluster state, and not that of the master: up to 9.1 only `local` makes it answer by itself, from 9.2 on it always does (Elasticsearch 9.2 release notes, #129872). */
function fetchOwn(node: ElasticNode, signal: AbortSignal): Promise<RawOwn> {
  return askOwn(node, signal, async (one, root, product) => ({ root, state: await one(ownState(product)) }));
}

function ownState(product: Product): ElasticAsk {
  const isOpen = product.is === 'opensearch';
  const master = isOpen && isAtLeast(product, 2) ? 'cluster_manager_node' : 'master_node';
  const isLocalAlways = !isOpen && isAtLeast(product, 9, 2);
  return { method: 'GET', path: `/_cluster/state/version,${master}`, ...(isLocalAlways ? {} : { query: { local: true } }) };
}

function fetchHealth(node: ElasticNode, signal: AbortSignal): Promise<RawHealth> {
  return askCluster(node, signal, async (one, { by }) => {
    // Who it is stands beside how it is: another cluster behind the same address has another identity, and one that was upgraded another version.
    const root = await one({ method: 'GET', path: '/' });
    const product = parseProduct(root);
    return { by, product, root, health: await one({ method: 'GET', path: '/_cluster/health', query: masterTimeout(product) }) };
  });
}

const OF_NODES = [
  'name',
  'roles',
  'host',
  'ip',
  'timestamp',
  'jvm.timestamp',
  'jvm.uptime_in_millis',
  'jvm.mem.heap_used_in_bytes',
  'jvm.mem.heap_max_in_bytes',
];
const OF_MACHINES = [
  'os.cpu',
  'os.load_average',
  'os.mem',
  'process.cpu.percent',
  'process.open_file_descriptors',
  'process.max_file_descriptors',
  'jvm.gc',
  'fs.total',
  'fs.data.path',
];
const OF_WORK = [
  'breakers',
  'thread_pool.search',
  'thread_pool.write',
  'thread_pool.bulk',
  'thread_pool.get',
  'thread_pool.generic',
  'thread_pool.management',
  'thread_pool.snapshot',
  'thread_pool.refresh',
  'thread_pool.flush',
  'thread_pool.force_merge',
  'transport.rx_size_in_bytes',
  'transport.tx_size_in_bytes',
  'indices.search',
  'indices.indexing',
];

function fetchLoad(node: ElasticNode, signal: AbortSignal): Promise<RawLoad> {
  const path = '/_nodes/stats/indices,os,jvm,fs,process,breaker,thread_pool,transport/search,indexing';
  const query = fields(
    '_nodes',
    [...OF_NODES, ...OF_MACHINES, ...OF_WORK].map((field) => `nodes.*.${field}`),
  );
  return askTold(node, signal, async (one) => ({ stats: await one({ method: 'GET', path, query }) }));
}

function fetchMembers(node: ElasticNode, signal: AbortSignal): Promise<RawMembers> {
  const own = ['name', 'version', 'roles', 'host', 'ip', 'attributes', 'http.publish_address'];
  const query = fields(
    '_nodes',
    own.map((field) => `nodes.*.${field}`),
  );
  return askTold(node, signal, async (one) => ({ info: await one({ method: 'GET', path: '/_nodes/_all/http', query }) }));
}

const OF_SETTINGS = ['persistent', 'transient', 'defaults.cluster.routing.allocation', 'defaults.cluster.routing.rebalance'];

/** Who is shutting down is asked where it can be: 7.15 and later. The names are those of the ids in it. */
function fetchAllocation(node: ElasticNode, signal: AbortSignal): Promise<RawAllocation> {
  return askCluster(node, signal, async (one, teller) => {
    const master = masterTimeout(teller.product);
    const [settings, allocation] = await Promise.all([
      one({ method: 'GET', path: '/_cluster/settings', query: { include_defaults: true, ...fields(...OF_SETTINGS), ...master } }),
      one({ method: 'GET', path: '/_cat/allocation', query: { format: 'json', bytes: 'b', ...master } }),
    ]);
    return { ...teller, settings, allocation, ...(await fetchShutdown(one, teller.product)) };
  });
}

async function fetchShutdown(one: AskOne, product: Product): Promise<Pick<RawAllocation, 'shutdown' | 'names'>> {
  if (product.is !== 'elasticsearch' || !isAtLeast(product, 7, 15)) return { shutdown: null, names: null };
  const shutdown = await one(SHUTDOWN).catch(notPermitted);
  const nodes: unknown = typeof shutdown === 'object' && shutdown !== null ? Reflect.get(shutdown, 'nodes') : null;
  const isAnyLeaving = Array.isArray(nodes) && nodes.length > 0;
  return { shutdown, names: isAnyLeaving ? await one({ method: 'GET', path: '/_nodes/_all/http', query: fields('nodes.*.name') }) : null };
}

const SHUTDOWN: ElasticAsk = {
  ...{ method: 'GET', path: '/_nodes/shutdown' },
  unknownBy: { statuses: [400, 404, 405], words: 'it does not tell who is shutting down' },
};

/** It takes a right of its own, and a build without it has no such path: who shuts down is then not known. */
function notPermitted(error: unknown): null {
  if (error instanceof FetchError && (error.kind === 'permission' || error.kind === 'unsupported')) return null;
  throw error;
}

const OF_RECOVERIES = [
  'id',
  'type',
  'stage',
  'primary',
  'start_time_in_millis',
  'total_time_in_millis',
  'source',
  'target',
  'index.size',
  'translog',
];

/** A recovery is asked of every data node: only where the health says that something moves. */
function fetchRecoveries(node: ElasticNode, signal: AbortSignal): Promise<RawRecoveries> {
  return askTold(node, signal, async (one, { product }) => {
    const query = { ...fields('relocating_shards', 'initializing_shards'), ...masterTimeout(product) };
    const health = await one({ method: 'GET', path: '/_cluster/health', query });
    if (!isMoving(health)) return { health, recovery: null };
    const narrow = fields(...OF_RECOVERIES.map((field) => `*.shards.${field}`));
    return { health, recovery: await one({ method: 'GET', path: '/_recovery', query: { active_only: true, ...narrow } }) };
  });
}

/** What does not say that nothing moves may move. */
function isMoving(health: unknown): boolean {
  const counts = ['relocating_shards', 'initializing_shards'].map((name) =>
    typeof health === 'object' && health !== null ? Reflect.get(health, name) : undefined,
  );
  return !counts.every((count) => count === 0);
}

const OF_INDICES = ['status', 'number_of_shards', 'number_of_replicas', '*_shards'];

function fetchIndices(node: ElasticNode, signal: AbortSignal): Promise<RawIndices> {
  return askTold(node, signal, async (one, { product }) => {
    const narrow = fields('status', 'timed_out', ...OF_INDICES.map((field) => `indices.*.${field}`));
    return {
      health: await one({ method: 'GET', path: '/_cluster/health', query: { level: 'indices', ...narrow, ...masterTimeout(product) } }),
    };
  });
}

const OF_VOLUME = [
  'primaries.docs',
  'primaries.store.size_in_bytes',
  'primaries.indexing.index_total',
  'total.store.size_in_bytes',
  'total.search.query_total',
];

/** Every shard is asked. */
function fetchVolume(node: ElasticNode, signal: AbortSignal): Promise<RawVolume> {
  const query = { expand_wildcards: 'all', ...fields('_shards', ...OF_VOLUME.flatMap((field) => [`_all.${field}`, `indices.*.${field}`])) };
  return askTold(node, signal, async (one) => ({ stats: await one({ method: 'GET', path: '/_stats/docs,store,search,indexing', query }) }));
}

const NO_REPORT = 'there is no health report before Elasticsearch 8.7, nor in OpenSearch';

function fetchReport(node: ElasticNode, signal: AbortSignal): Promise<RawReport> {
  return askTold(node, signal, async (one, { product }) => {
    if (product.is !== 'elasticsearch' || !isAtLeast(product, 8, 7)) throw new FetchError('unsupported', NO_REPORT);
    return {
      report: await one({
        method: 'GET',
        path: '/_health_report',
        query: { verbose: false },
        unknownBy: { statuses: [400, 404, 405], words: NO_REPORT },
      }),
    };
  });
}

function askTold<Answer extends object>(
  node: ElasticNode,
  signal: AbortSignal,
  ask: (one: AskOne, teller: Teller) => Promise<Answer>,
): Promise<Answer & Teller> {
  return askCluster(node, signal, async (one, teller) => ({ ...teller, ...(await ask(one, teller)) }));
}
