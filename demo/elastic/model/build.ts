import type { Cluster, Copy, Index, Node, Product, Role, Shard } from './cluster.ts';
import { madeId, madeNumber } from './made-id.ts';
import type { BreakerCounters, NodeCounters, PoolCounters } from './node-state.ts';
import { isElasticFrom } from './release.ts';

const GB = 1024 ** 3;
/** How long everything runs already when it is made. */
export const RUNNING_MS = 26 * 86_400_000;

export type NodeSpec = {
  name: string;
  roles: readonly Role[];
  attributes?: Record<string, string>;
  ip?: string;
  httpPort?: number;
  transportPort?: number;
  cpus?: number;
  memoryGb?: number;
  diskGb?: number;
  othersGb?: number;
};

export type IndexSpec = {
  name: string;
  primaries?: number;
  replicas?: number;
  docs?: number;
  primaryBytes?: number;
  searchesPerSecond?: number;
  writesPerSecond?: number;
  settings?: Record<string, string>;
  aliases?: readonly string[];
  dataStream?: string;
  createdAt?: number;
  isHidden?: boolean;
  lifecycle?: Index['lifecycle'];
};

/** A cluster with nothing in it, as it is at `now` (epoch ms). */
export function createCluster(spec: { name: string; product: Product; version: string }, now: number): Cluster {
  const uuid = madeId('cluster', spec.name);
  const stateVersion = 1_200 + madeNumber(9_000, spec.name);
  return {
    ...spec,
    uuid,
    masterId: null,
    electAt: null,
    term: 3 + madeNumber(9, spec.name),
    stateVersion,
    stateUuid: madeId(uuid, stateVersion),
    nodes: new Map(),
    indices: new Map(),
    dataStreams: new Map(),
    settings: { persistent: {}, transient: {} },
    templates: [],
    tasks: [],
    pending: [],
    repositories: [],
    snapshots: [],
    policies: [],
    lifecyclePolicies: [],
    cutOff: [],
    other: null,
    branch: '',
    recoveryBytesPerSecond: null,
    queueStuckAt: null,
    now,
    isDirty: false,
    disksAt: now,
    balancedAt: now,
    nextTaskId: 40_000,
  };
}

/** Adds a node that has run for weeks. The first that may be master is. */
export function addNode(cluster: Cluster, spec: NodeSpec): Node {
  const at = cluster.now - RUNNING_MS;
  const cpus = spec.cpus ?? 16;
  const memoryBytes = (spec.memoryGb ?? 64) * GB;
  const heapMaxBytes = Math.min(31 * GB, memoryBytes / 2);
  const count = cluster.nodes.size;
  const ip = spec.ip ?? `10.7.2.${40 + count}`;
  const node: Node = {
    id: madeId('node', cluster.name, spec.name),
    ephemeralId: madeId('run', cluster.name, spec.name, at),
    name: spec.name,
    host: ip,
    ip,
    httpPort: spec.httpPort ?? 9200,
    transportPort: spec.transportPort ?? 9300,
    version: cluster.version,
    roles: [...spec.roles],
    attributes: { ...spec.attributes },
    cpus,
    memoryBytes,
    heapMaxBytes,
    diskBytes: (spec.diskGb ?? 1_800) * GB,
    othersBytes: (spec.othersGb ?? 60) * GB,
    startedAt: at + count * 41_000,
    condition: 'up',
    isMember: true,
    joinedAt: at + count * 41_000,
    changedAt: at,
    held: null,
    isDiverged: false,
    otherClusterUuid: null,
    counters: createCounters(cluster, cpus, heapMaxBytes),
    rates: { searchesPerSecond: 0, writesPerSecond: 0 },
    faults: { rejecting: null, tripping: null },
  };
  cluster.nodes.set(node.id, node);
  if (spec.roles.includes('master')) cluster.masterId ??= node.id;
  return node;
}

/** Adds an index whose copies are started on the nodes given, one list for each shard with the primary's first. */
export function addIndex(cluster: Cluster, spec: IndexSpec, places: readonly (readonly string[])[]): Index {
  const uuid = madeId('index', cluster.name, spec.name);
  const createdAt = spec.createdAt ?? cluster.now - RUNNING_MS;
  const shards = places.map((nodeIds, number) => createShard(uuid, number, { nodeIds, at: createdAt }));
  const { searchesPerSecond = 0, writesPerSecond = 0, docs = 0, primaryBytes = 0 } = spec;
  const index: Index = {
    name: spec.name,
    uuid,
    createdAt,
    isOpen: true,
    isHidden: spec.isHidden ?? false,
    primaries: places.length,
    replicas: (places[0]?.length ?? 1) - 1,
    settings: { ...spec.settings },
    aliases: [...(spec.aliases ?? [])],
    dataStream: spec.dataStream ?? null,
    docs,
    deletedDocs: Math.floor(docs / 23),
    primaryBytes,
    rates: { searchesPerSecond, writesPerSecond, bytesPerDoc: docs > 0 ? Math.max(80, primaryBytes / docs) : 600 },
    counters: { searches: 0, searchMs: 0, indexed: docs, indexMs: docs * 0.4, flushes: 0, refreshes: 0, cacheClears: 0 },
    lifecycle: spec.lifecycle ?? null,
    shards,
  };
  cluster.indices.set(index.name, index);
  return index;
}

function createShard(uuid: string, number: number, { nodeIds, at }: { nodeIds: readonly string[]; at: number }): Shard {
  const copies = nodeIds.map(
    (nodeId, turn): Copy => ({
      isPrimary: turn === 0,
      state: 'STARTED',
      nodeId,
      allocationId: madeId(uuid, number, nodeId),
      unassigned: null,
      recovery: null,
      startedAt: at,
    }),
  );
  return { number, copies, dormant: [], failing: null };
}

/** The counters of a node that was just started. */
export function createCounters(cluster: Pick<Cluster, 'product' | 'version'>, cpus: number, heapMaxBytes: number): NodeCounters {
  return {
    searches: 0,
    searchMs: 0,
    fetches: 0,
    indexed: 0,
    indexMs: 0,
    young: { runs: 0, ms: 0 },
    old: { runs: 0, ms: 0 },
    receivedBytes: 0,
    receivedCount: 0,
    sentBytes: 0,
    sentCount: 0,
    cpuMs: 0,
    pools: pools(cpus),
    breakers: breakers(cluster, heapMaxBytes),
  };
}

function pools(cpus: number): Record<string, PoolCounters> {
  const pool = (size: number, queueSize: number): PoolCounters => ({
    threads: size,
    size,
    queueSize,
    completed: 0,
    rejected: 0,
    largest: size,
  });
  return {
    analyze: pool(1, 16),
    flush: pool(Math.min(5, Math.ceil(cpus / 2)), -1),
    force_merge: pool(1, -1),
    generic: pool(Math.min(512, Math.max(128, 4 * cpus)), -1),
    get: pool(Math.floor((cpus * 3) / 2) + 1, 1_000),
    management: pool(5, -1),
    refresh: pool(Math.min(10, Math.ceil(cpus / 2)), -1),
    search: pool(Math.floor((cpus * 3) / 2) + 1, 1_000),
    snapshot: pool(Math.min(5, Math.ceil(cpus / 2)), -1),
    write: pool(cpus, 10_000),
  };
}

function breakers(cluster: Pick<Cluster, 'product' | 'version'>, heap: number): Record<string, BreakerCounters> {
  const part = (ratio: number, overhead: number): BreakerCounters => ({ limitBytes: Math.floor(heap * ratio), overhead, tripped: 0 });
  const isNew = isElasticFrom(cluster, 8);
  return {
    ...(isNew ? { model_inference: part(0.5, 1) } : {}),
    request: part(0.6, 1),
    fielddata: part(0.4, 1.03),
    [isNew ? 'inflight_requests' : 'in_flight_requests']: part(1, 2),
    ...(isNew ? {} : { accounting: part(1, 1) }),
    parent: part(0.95, 1),
  };
}
