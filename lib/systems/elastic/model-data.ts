import type { Color, ShardCounts, ShardState, Teller } from './model.ts';

/** What is in a cluster, as Vigil uses it: copies of shards, recoveries, indices, snapshots, life cycles. Types alone; unknown is null, as in model.ts. */

/** One copy of a shard. `node` and `to` (of one that relocates) are names of members, or their ids where the table does not name them. */
export type Shard = {
  index: string;
  number: number;
  isPrimary: boolean;
  state: ShardState;
  node: string | null;
  to: string | null;
  /** Why it is not assigned, or was not before it began to initialize: NODE_LEFT, INDEX_CREATED, ALLOCATION_FAILED. `failedTimes` counts failed attempts. */
  unassigned: {
    reason: string;
    since: number | null;
    details: string | null;
    failedTimes: number | null;
    isDelayed: boolean | null;
    status: string | null;
  } | null;
  /** What it recovers from while it initializes: PEER, EXISTING_STORE, SNAPSHOT. */
  recoversFrom: string | null;
};

/**
 * SHARDS: the routing table, read again only when the cluster state is another. `readAt` is when it was read, and the reading is when that was last known to be so. `troubled` are the copies
 * that are not started, the worst first and `TROUBLED_KEPT` at most; `troubledCount` is how many there are.
 */
export type ShardsInfo = Teller & {
  stateVersion: number | null;
  stateUuid: string | null;
  readAt: number;
  count: number;
  held: { node: string; shards: number; primaries: number }[];
  troubled: Shard[];
  troubledCount: number;
};

/** Rows of SHARDS: one for the table as a whole, and one for each troubled copy. */
export type TableView = { kind: 'table' } & Omit<ShardsInfo, 'troubled' | 'held'>;

export type ShardView = Shard & { kind: 'shard' };

/** RECOVERIES: one copy that is being made. `type` is PEER, SNAPSHOT, EXISTING_STORE …, `stage` INIT, INDEX, VERIFY_INDEX, TRANSLOG, FINALIZE, DONE. `totalBytes` is what is to be copied: without what is there already. */
export type Recovery = {
  index: string;
  number: number;
  isPrimary: boolean;
  type: string;
  stage: string;
  from: string | null;
  to: string | null;
  startedAt: number | null;
  elapsedMs: number | null;
  totalBytes: number | null;
  recoveredBytes: number | null;
  totalOperations: number | null;
  recoveredOperations: number | null;
};

/** Asked only while the health says that something moves: `isAsked` is false where it did not. */
export type RecoveriesInfo = Teller & { isAsked: boolean; recoveries: Recovery[] };

/** `bytesPerSecond` over all readings that are kept, null where it cannot be told yet; `leftMs` is what is left at that pace. */
export type RecoveryView = Recovery & { kind: 'recovery'; percent: number | null; bytesPerSecond: number | null; leftMs: number | null };

/** INDICES: every index, by its health. `copies` is how many replicas each of its `primaries` is to have. */
export type IndexHealth = { name: string; color: Color; primaries: number; copies: number; shards: ShardCounts };

export type IndicesInfo = Teller & { indices: IndexHealth[] };

export type IndexView = IndexHealth & { kind: 'index' };

/** VOLUME: how much is in every index. `searches` and `indexed` count since its shards were last started. */
export type IndexVolume = {
  name: string;
  docs: number | null;
  deletedDocs: number | null;
  primaryBytes: number | null;
  totalBytes: number | null;
  searches: number | null;
  indexed: number | null;
};

/** `failedShards` is how many copies did not answer, so that the sums are without them; left out where that is not told. */
export type VolumeInfo = Teller & { indices: IndexVolume[]; failedShards?: number };

export type VolumeView = IndexVolume & { kind: 'volume'; searchesPerSecond: number | null; indexedPerSecond: number | null };

/** What stands in for an index in the sums of the whole cluster: the row of VOLUME for all of them. */
export type TotalView = Omit<VolumeView, 'kind' | 'name'> & { kind: 'total'; indices: number; failedShards?: number };

/** UPKEEP: snapshots and life cycles in brief. A part that cannot be asked is null, and `why` says why in words. */
export type SnapshotPolicy = {
  name: string;
  repository: string | null;
  lastSuccessAt: number | null;
  lastFailureAt: number | null;
  lastFailure: string | null;
  nextAt: number | null;
};

export type LifecycleError = {
  index: string;
  policy: string | null;
  phase: string | null;
  action: string | null;
  step: string | null;
  error: string | null;
  failedAt: number | null;
};

export type UpkeepInfo = Teller & {
  policies: SnapshotPolicy[] | null;
  whyNoPolicies: string | null;
  errors: LifecycleError[] | null;
  whyNoErrors: string | null;
};

export type PolicyView = SnapshotPolicy & { kind: 'policy' };

export type LifecycleView = LifecycleError & { kind: 'lifecycle' };

/** REPORT: what the cluster finds of itself (8.7 and later). `color` is unknown where it cannot tell. */
export type Indicator = { name: string; color: Color | 'unknown'; symptom: string | null };

export type ReportInfo = Teller & { color: Color | 'unknown'; indicators: Indicator[] };

export type IndicatorView = Indicator & { kind: 'indicator' };
