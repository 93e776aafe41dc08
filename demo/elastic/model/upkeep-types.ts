/** Everything of a cluster beside its shards: tasks, life cycles, snapshots, templates. Times are epoch ms. */

/** Where an index stands in its policy. In error: `step` is ERROR, and `failedStep` what failed. */
export type Lifecycle = {
  policy: string;
  phase: string;
  action: string;
  step: string;
  failedStep: string | null;
  error: { type: string; reason: string } | null;
  retries: number;
  /** By order: its step fails again however often it is tried. */
  isFailing: boolean;
  phaseAt: number;
  actionAt: number;
  stepAt: number;
};

/** `endsAt` null: it runs until it is cancelled. */
export type Task = {
  id: number;
  nodeId: string;
  type: string;
  action: string;
  description: string;
  startedAt: number;
  endsAt: number | null;
  isCancellable: boolean;
  isCancelled: boolean;
  parent: { nodeId: string; id: number } | null;
  /** How far it is: for a reindex the documents done of all. */
  status: { total: number; done: number; batches: number } | null;
};

export type PendingTask = {
  insertOrder: number;
  priority: 'IMMEDIATE' | 'URGENT' | 'HIGH' | 'NORMAL' | 'LOW' | 'LANGUID';
  source: string;
  at: number;
  isExecuting: boolean;
};

export type Repository = { name: string; type: 'fs' | 's3'; location: string };

export type Snapshot = {
  repository: string;
  name: string;
  uuid: string;
  policy: string | null;
  state: 'IN_PROGRESS' | 'SUCCESS' | 'PARTIAL' | 'FAILED';
  startedAt: number;
  endedAt: number | null;
  indices: string[];
  totalShards: number;
  failedShards: number;
  reason: string | null;
};

export type SnapshotPolicy = {
  id: string;
  namePattern: string;
  schedule: string;
  repository: string;
  everyMs: number;
  nextAt: number;
  lastSuccess: { snapshot: string; startedAt: number; at: number } | null;
  lastFailure: { snapshot: string; at: number; details: string } | null;
  taken: number;
  failed: number;
  deleted: number;
  /** Its snapshots fail, by order, with this said. */
  failsWith: string | null;
  modifiedAt: number;
};

export type Template = {
  name: string;
  patterns: string[];
  priority: number;
  version: number | null;
  composedOf: string[];
  isDataStream: boolean;
  isLegacy: boolean;
  isComponent: boolean;
  settings: Record<string, string>;
};
