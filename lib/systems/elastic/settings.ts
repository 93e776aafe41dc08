import type { Secret } from '../../secret.ts';

/** As whom a URL is asked: basic authentication, an API key as Elasticsearch encodes it, or a bearer token. */
export type ElasticCredentials =
  | { by: 'password'; user: string; password: Secret }
  | { by: 'apiKey'; apiKey: Secret }
  | { by: 'token'; token: Secret };

/** One URL as it is asked. `node` is what it is called in the configuration. */
export type ElasticUrl = {
  node: string;
  url: string;
  read: ElasticCredentials | null;
  act: ElasticCredentials | null;
  tls: { ca: string | null; verify: boolean };
};

/** Where something turns warning or critical. Null is off. Disks are judged by the watermarks of the cluster itself. */
export type ElasticLimits = {
  heapWarningRatio: number | null;
  heapCriticalRatio: number | null;
  cpuWarningPercent: number | null;
  filesWarningRatio: number | null;
  /** Rejected by a pool for searches or writes within the readings that are kept. */
  rejectedWarning: number | null;
  /** How often a breaker tripped within them. */
  trippedWarning: number | null;
  pendingWarning: number | null;
  pendingWarningSeconds: number | null;
  /** The oldest success of a snapshot policy. */
  snapshotWarningHours: number | null;
  /** For how long a state version may lie behind what another node has had. */
  behindWarningSeconds: number | null;
};

/** How often each thing is asked of the whole cluster, in ms; its health and its nodes' own words by `intervalMs`. */
export type ElasticIntervals = {
  load: number;
  members: number;
  allocation: number;
  shards: number;
  recoveries: number;
  indices: number;
  volume: number;
  upkeep: number;
  report: number;
};

/**
 * The settings of one node of a group. `node`: a configured URL, which is asked for its own word alone, and `urls` is that one. `cluster`: the cluster as a whole, asked at whichever of `urls`
 * answers. `members` are the nodes that the cluster is to have, as people wrote them; null where nobody did.
 */
export type ElasticSettings = {
  kind: 'node' | 'cluster';
  name: string;
  group: string;
  urls: readonly ElasticUrl[];
  members: readonly string[] | null;
  intervalMs: number;
  timeoutMs: number;
  intervals: ElasticIntervals;
  maxBytes: number;
  limits: ElasticLimits;
};
