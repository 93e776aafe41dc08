import type { Failing, NodeCounters, NodeFaults } from './node-state.ts';
import type { Lifecycle, PendingTask, Repository, Snapshot, SnapshotPolicy, Task, Template } from './upkeep-types.ts';

/** A cluster as plain data: sizes in bytes, times in epoch ms, ids as the products make them. Nothing in it moves by itself: see advance.ts. */

export type Product = 'elasticsearch' | 'opensearch';

export type Role =
  | 'master'
  | 'data'
  | 'data_content'
  | 'data_hot'
  | 'data_warm'
  | 'data_cold'
  | 'data_frozen'
  | 'ingest'
  | 'ml'
  | 'remote_cluster_client'
  | 'transform';

/** `isolated`: it answers, and reaches nobody of the cluster. `frozen`: it takes connections and answers nothing; after a while the others count it out. */
export type Condition = 'up' | 'stopped' | 'isolated' | 'frozen';

/** The cluster state that a node stays at while it takes no newer one. */
export type HeldState = { version: number; stateUuid: string; masterId: string | null; nodeIds: string[] };

export type Node = {
  id: string;
  ephemeralId: string;
  name: string;
  host: string;
  ip: string;
  httpPort: number;
  transportPort: number;
  version: string;
  roles: Role[];
  attributes: Record<string, string>;
  cpus: number;
  memoryBytes: number;
  heapMaxBytes: number;
  diskBytes: number;
  /** What others than its shards take of the disk. */
  othersBytes: number;
  startedAt: number;
  condition: Condition;
  /** Whether its cluster counts it in; `joinedAt` since when, `changedAt` when its condition was last another. */
  isMember: boolean;
  joinedAt: number;
  changedAt: number;
  /** Lagging, or without a master: what it still tells. Null while it follows. */
  held: HeldState | null;
  /** It tells another uuid for the same version of the state. */
  isDiverged: boolean;
  /** The cluster uuid that it tells; null is that of the cluster. */
  otherClusterUuid: string | null;
  counters: NodeCounters;
  /** What its copies are asked and given a second, now. */
  rates: { searchesPerSecond: number; writesPerSecond: number };
  faults: NodeFaults;
};

export type ShardState = 'UNASSIGNED' | 'INITIALIZING' | 'STARTED' | 'RELOCATING';

export type UnassignedReason =
  | 'INDEX_CREATED'
  | 'CLUSTER_RECOVERED'
  | 'NODE_LEFT'
  | 'ALLOCATION_FAILED'
  | 'REPLICA_ADDED'
  | 'REROUTE_CANCELLED'
  | 'REINITIALIZED'
  | 'MANUAL_ALLOCATION'
  | 'PRIMARY_FAILED';

/** How the last attempt to place it went, as `last_allocation_status` names it. */
export type AllocationStatus = 'no_attempt' | 'no' | 'throttled' | 'no_valid_shard_copy' | 'delayed_allocation' | 'fetching_shard_data';

/** Kept from the moment a copy loses its place until it is started again. */
export type Unassigned = {
  reason: UnassignedReason;
  at: number;
  details: string | null;
  failedAttempts: number;
  failedNodeIds: string[];
  isDelayed: boolean;
  status: AllocationStatus;
  /** Where it was, for one whose node left. */
  lastNodeId: string | null;
};

export type RecoverySource = 'EMPTY_STORE' | 'EXISTING_STORE' | 'PEER' | 'SNAPSHOT';
export type RecoveryStage = 'INIT' | 'INDEX' | 'VERIFY_INDEX' | 'TRANSLOG' | 'FINALIZE' | 'DONE';

/** A copy in the making on `toId`, from `fromId` where its source is PEER. What is reused was there already, and counts in the totals. */
export type Recovery = {
  source: RecoverySource;
  fromId: string | null;
  toId: string;
  /** The allocation id that it will be started under. */
  allocationId: string;
  stage: RecoveryStage;
  startedAt: number;
  /** When it entered its stage. */
  stageAt: number;
  totalBytes: number;
  reusedBytes: number;
  recoveredBytes: number;
  totalFiles: number;
  reusedFiles: number;
  recoveredFiles: number;
  totalOperations: number;
  recoveredOperations: number;
};

/**
 * One copy of a shard. `nodeId` is where it is, null while it is UNASSIGNED. INITIALIZING: `recovery` makes it there. RELOCATING: it is whole at `nodeId` while `recovery` makes its successor
 * at `recovery.toId`; the routing table shows both as one.
 */
export type Copy = {
  isPrimary: boolean;
  state: ShardState;
  nodeId: string | null;
  allocationId: string | null;
  unassigned: Unassigned | null;
  recovery: Recovery | null;
  startedAt: number | null;
};

/** Data of a shard that lies on a node's disk without being one of its copies: that of a node that is away, or came back. */
export type DormantStore = { nodeId: string; allocationId: string; isInSync: boolean; bytes: number };

/** The first of its copies is the primary. */
export type Shard = { number: number; copies: Copy[]; dormant: DormantStore[]; failing: Failing | null };

/** `settings` are flat ("index.routing.allocation.enable"), without the numbers of shards and replicas. */
export type Index = {
  name: string;
  uuid: string;
  createdAt: number;
  isOpen: boolean;
  isHidden: boolean;
  primaries: number;
  replicas: number;
  settings: Record<string, string>;
  aliases: string[];
  dataStream: string | null;
  docs: number;
  deletedDocs: number;
  /** Of all its primaries together; every copy of a shard has its even part. */
  primaryBytes: number;
  rates: { searchesPerSecond: number; writesPerSecond: number; bytesPerDoc: number };
  /** Since its shards were started. `indexed` counts primaries alone. */
  counters: {
    searches: number;
    searchMs: number;
    indexed: number;
    indexMs: number;
    flushes: number;
    refreshes: number;
    cacheClears: number;
  };
  lifecycle: Lifecycle | null;
  shards: Shard[];
};

export type DataStream = { name: string; template: string; policy: string | null; generation: number };
export type Settings = { persistent: Record<string, string>; transient: Record<string, string> };

/** The whole. Where masters are split, `other` is the cluster as the other side has it, and `cutOff` are the nodes that this side cannot reach. */
export type Cluster = {
  product: Product;
  version: string;
  name: string;
  uuid: string;
  /** The elected master; null while there is none. `electAt`: when the next election is decided. */
  masterId: string | null;
  electAt: number | null;
  term: number;
  stateVersion: number;
  stateUuid: string;
  nodes: Map<string, Node>;
  indices: Map<string, Index>;
  dataStreams: Map<string, DataStream>;
  settings: Settings;
  templates: Template[];
  tasks: Task[];
  pending: PendingTask[];
  repositories: Repository[];
  snapshots: Snapshot[];
  policies: SnapshotPolicy[];
  lifecyclePolicies: string[];
  cutOff: string[];
  other: Cluster | null;
  /** Tells the states of the two sides apart; '' as long as there is one. */
  branch: string;
  /** Faults of the whole: a pace of recoveries that is not the usual (bytes a second for each), and since when the master works off nothing. */
  recoveryBytesPerSecond: number | null;
  queueStuckAt: number | null;
  /** How far it was moved; whether anything changed since shards were last looked at; when disks were last looked at, and shards last spread evenly. */
  now: number;
  isDirty: boolean;
  disksAt: number;
  balancedAt: number;
  nextTaskId: number;
};

/** What a server answers to a request that it refuses. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly causedBy: { type: string; reason: string } | null;

  constructor(status: number, type: string, reason: string, causedBy: { type: string; reason: string } | null = null) {
    super(reason);
    this.status = status;
    this.type = type;
    this.causedBy = causedBy;
  }
}

/** The node of that name or id; throws where there is none. */
export function nodeOf(cluster: Cluster, nameOrId: string): Node {
  const found = cluster.nodes.get(nameOrId) ?? [...cluster.nodes.values()].find(({ name }) => name === nameOrId);
  if (!found) throw new Error(`stand-in: ${cluster.name} has no node ${nameOrId}`);
  return found;
}

/** The index of that name; throws as a server answers that has none: 404. */
export function indexOf(cluster: Cluster, name: string): Index {
  const found = cluster.indices.get(name);
  if (!found) throw new Refusal(404, 'index_not_found_exception', `no such index [${name}]`);
  return found;
}

/** The nodes that this cluster counts in. */
export function membersOf(cluster: Cluster): Node[] {
  return [...cluster.nodes.values()].filter(({ isMember }) => isMember);
}

export function holdsData({ roles }: Pick<Node, 'roles'>): boolean {
  return roles.some((role) => role === 'data' || role.startsWith('data_'));
}

/** Bytes of one copy of any shard of it. */
export function shardBytes({ primaryBytes, primaries }: Pick<Index, 'primaryBytes' | 'primaries'>): number {
  return Math.floor(primaryBytes / primaries);
}

/** Whether it can be read: STARTED, or still whole where it relocates from. */
export function isActive({ state }: Pick<Copy, 'state'>): boolean {
  return state === 'STARTED' || state === 'RELOCATING';
}
