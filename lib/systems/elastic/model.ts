/**
 * The words and types of a cluster as Vigil uses them. Safe in the browser. Unknown is null everywhere: every field that a server may leave out is null where it did. Times are epoch ms,
 * sizes bytes. A *member* is a node as the cluster lists it; a *node* is an address that Vigil asks.
 */

/** The probe of every configured URL: what that one says of itself. */
export const OWN = 'own';

/** The probes of the whole cluster, asked of CLUSTER_NODE. */
export const HEALTH = 'health';

export const LOAD = 'load';

export const MEMBERS = 'members';

export const ALLOCATION = 'allocation';

export const SHARDS = 'shards';

export const RECOVERIES = 'recoveries';

export const INDICES = 'indices';

export const VOLUME = 'volume';

export const UPKEEP = 'upkeep';

export const REPORT = 'report';

/** What the node of a group is called that stands for the whole cluster: it is asked at whichever configured URL answers. No configured node may have this name. */
export const CLUSTER_NODE = 'cluster';

/** What answers, by its own word: `version` is that of the product itself ("8.17.0", "2.19.1"). */
export type Product = { is: 'elasticsearch' | 'opensearch'; version: string };

/** Who told what is true of the whole cluster: `by` is the configured node whose URL answered. */
export type Teller = { by: string; product: Product };

export const COLORS = ['green', 'yellow', 'red'] as const;

export type Color = (typeof COLORS)[number];

/**
 * OWN: what one URL says of itself. `name` is what answered there calls itself, `uuid` the cluster's identity (null, "_na_" on the wire, where it never formed one), `stateVersion` and `stateUuid`
 * those of the cluster state that it has, `masterId` whom it takes for the elected master: null where it knows none.
 */
export type OwnInfo = {
  product: Product;
  name: string;
  clusterName: string;
  uuid: string | null;
  stateVersion: number | null;
  stateUuid: string | null;
  masterId: string | null;
};

/** The row of a node: `kind` tells the rows of this system apart. */
export type OwnView = OwnInfo & { kind: 'own'; node: string; address: string };

/** How many shards stand how. `unassignedPrimary` is told since 8.16. */
export type ShardCounts = {
  active: number;
  activePrimary: number;
  relocating: number;
  initializing: number;
  unassigned: number;
  unassignedPrimary: number | null;
  delayed: number | null;
};

/** HEALTH: the cluster in one line, and its identity. `dataNodes` are those of its `nodes` that hold data; `oldestPendingMs` how long the oldest of the pending tasks waits. */
export type HealthInfo = Teller & {
  clusterName: string;
  uuid: string | null;
  color: Color;
  isTimedOut: boolean;
  nodes: number;
  dataNodes: number;
  shards: ShardCounts;
  pendingTasks: number | null;
  oldestPendingMs: number | null;
  inFlightFetches: number | null;
  activePercent: number | null;
};

export type ClusterView = HealthInfo & { kind: 'cluster' };

/** A pool of threads. `rejected` and `completed` count since the node started. */
export type ThreadPool = {
  name: string;
  threads: number | null;
  active: number | null;
  queue: number | null;
  rejected: number | null;
  completed: number | null;
};

export type Breaker = { name: string; limitBytes: number | null; usedBytes: number | null; tripped: number | null };

export type Collector = { name: string; runs: number | null; tookMs: number | null };

/** How often since the node started, and how long that took altogether. */
export type Work = { times: number | null; tookMs: number | null; current: number | null };

/** LOAD: how a member is doing. Its counters count since `startedAt`. */
export type MemberLoad = {
  id: string;
  name: string;
  roles: string[];
  host: string | null;
  ip: string | null;
  takenAt: number | null;
  startedAt: number | null;
  cpuPercent: number | null;
  load1: number | null;
  memoryTotalBytes: number | null;
  memoryUsedBytes: number | null;
  heapUsedBytes: number | null;
  heapMaxBytes: number | null;
  openFiles: number | null;
  maxFiles: number | null;
  diskTotalBytes: number | null;
  diskAvailableBytes: number | null;
  receivedBytes: number | null;
  sentBytes: number | null;
  collectors: Collector[];
  breakers: Breaker[];
  pools: ThreadPool[];
  searches: Work;
  indexing: Work;
};

/** `unanswered` is how many more members there are that did not answer in time; left out where that is not told. */
export type LoadInfo = Teller & { members: MemberLoad[]; unanswered?: number };

/** The same over the time between two readings, per second; null where there is only one, or the member was restarted in between. */
export type MemberRates = {
  searchesPerSecond: number | null;
  indexingPerSecond: number | null;
  /** The mean of one search, in ms. */
  searchMs: number | null;
  receivedBytesPerSecond: number | null;
  sentBytesPerSecond: number | null;
  /** The part of the time that it spent collecting garbage, 0 to 1. */
  collectingRatio: number | null;
  /** What was rejected, and how often a breaker tripped, within all readings that are kept; `overMs` is how long that is. */
  rejected: number | null;
  tripped: number | null;
  overMs: number | null;
};

export type MemberView = MemberLoad & { kind: 'member'; rates: MemberRates };

/** MEMBERS: who is in the cluster. `version` is null where it is not told. `publishAddress` is where it says that it answers HTTP. */
export type Member = {
  id: string;
  name: string;
  version: string | null;
  roles: string[];
  host: string | null;
  ip: string | null;
  publishAddress: string | null;
  attributes: Record<string, string>;
};

export type MembersInfo = Teller & { members: Member[] };

export type IdentityView = Member & { kind: 'identity' };

/** A setting of the cluster as it is written in one place. */
export type WrittenSetting = { value: string; at: 'persistent' | 'transient' };

/**
 * Where disks are too full, as it is set: "85%", "0.85" or "50gb" of room left. Null where the server tells none. `headroom`, where it is told (8.5 and later), is how much room left is enough
 * whatever the share is: "200GB", "-1" for no such bound.
 */
export type Watermarks = {
  low: string | null;
  high: string | null;
  floodStage: string | null;
  isEnabled: boolean;
  headroom?: { low: string | null; high: string | null; floodStage: string | null };
};

/** What stands in the cluster's settings about who may hold what; null is the default. The lists of `exclude` are by attribute: _name, _ip, _host. */
export type AllocationSettings = {
  enable: WrittenSetting | null;
  rebalance: WrittenSetting | null;
  exclude: { attribute: string; names: string[]; at: 'persistent' | 'transient' }[];
  watermarks: Watermarks;
};

/** What a member holds, and its disk. `roles`, one letter for each, is left out where the server does not tell them with it. */
export type Holding = {
  name: string;
  host: string | null;
  ip: string | null;
  shards: number | null;
  indicesBytes: number | null;
  diskUsedBytes: number | null;
  diskAvailableBytes: number | null;
  diskTotalBytes: number | null;
  roles?: string;
};

/** A member of which an orchestrator has said that it is to go: RESTART, REMOVE, REPLACE. `status` is IN_PROGRESS, STALLED or COMPLETE; `name` is null where it was not told. */
export type ShuttingDown = { id: string; name: string | null; type: string; status: string | null };

/** ALLOCATION: settings, and what every data node holds. `shuttingDown` are the members of which an orchestrator has said so (7.15 and later; null where it cannot be asked). */
export type AllocationInfo = Teller & {
  settings: AllocationSettings;
  holdings: Holding[];
  unassigned: number;
  shuttingDown: ShuttingDown[] | null;
};

/** Beyond which mark a disk is; null where it is below all, or that cannot be told. */
export type Watermark = 'low' | 'high' | 'flood stage';

/** Rows of ALLOCATION: one for the settings, and one for each member that holds data. `isExcluded`: it is being drained. */
export type SettingsView = { kind: 'settings'; settings: AllocationSettings; unassigned: number; by: string };

export type HoldingView = Holding & {
  kind: 'holding';
  beyond: Watermark | null;
  watermarks: Watermarks;
  isExcluded: boolean;
  shutdown: string | null;
};

export const SHARD_STATES = ['UNASSIGNED', 'INITIALIZING', 'RELOCATING', 'STARTED'] as const;

export type ShardState = (typeof SHARD_STATES)[number];

export const TROUBLED_KEPT = 500;

/** Beside which stands who switched something off for the whole cluster, and why: one for each, so that putting one back says nothing of the other. */
export const switchRow = (action: 'allocation' | 'rebalance'): string => `settings/${action}`;

/** Whether it is `major.minor` or later. */
export function isAtLeast({ version }: Product, major: number, minor = 0): boolean {
  const [own = 0, ownMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return own > major || (own === major && ownMinor >= minor);
}
