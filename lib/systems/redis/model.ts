/** The words and types of Redis as Vigil uses them. Safe in the browser. */

/** What a node is by its own word. */
export type RedisRole = 'master' | 'replica';

/** Bytes of a full sync that have come; `totalBytes` is null while it is not known, which with a diskless sync is until its end. */
export type FullSync = { readBytes: number; totalBytes: number | null };

/**
 * The link of a replica to its master, by the word of the replica. `said` is its state in ROLE: connect, connecting, handshake, sync, connected. `readOffset` counts what it
 * has received, `appliedOffset` what it has carried out; `downSeconds` is null while the link is up, and where it was never up. `lastIoSeconds` is null while it is down.
 */
export type MasterLink = {
  host: string;
  port: number;
  isUp: boolean;
  said: string;
  lastIoSeconds: number | null;
  downSeconds: number | null;
  readOffset: number | null;
  appliedOffset: number | null;
  sync: FullSync | null;
};

/** What a node says of one of its replicas: hearsay. */
export type ReplicaClaim = { host: string; port: number; state: string; offset: number | null; lagSeconds: number | null };

export type Memory = {
  usedBytes: number;
  /** The limit, null where there is none. */
  maxBytes: number | null;
  policy: string | null;
  peakBytes: number | null;
  residentBytes: number | null;
  fragmentation: number | null;
  /** Of the whole machine. */
  machineBytes: number | null;
};

/**
 * How the last writes of the two kinds of files went. `savedAt` in epoch ms by the clock of the node, null where it has not saved since its start; before 7.0 a node that has
 * not says its start.
 */
export type Persistence = {
  rdb: { isOk: boolean; savedAt: number | null; changesSince: number | null; isSaving: boolean };
  aof: { isEnabled: boolean; isWriteOk: boolean; isRewriteOk: boolean };
};

/** Loading its data at the moment: `isAsync` where it still serves what it had. `startedAt` in epoch ms by the clock of the node. */
export type Loading = { isAsync: boolean; percent: number | null; startedAt: number | null };

/**
 * `name` is that on the wire, db0; `title` what people call it, null where nobody said. `averageTtlMs` of the keys that expire, as the node estimates it; null where none do or it
 * does not tell.
 */
export type Database = { name: string; title: string | null; keys: number; expires: number | null; averageTtlMs: number | null };

/** What one node says of itself at one moment. Counters count since its start, or since somebody cleared them. */
export type RedisInfo = {
  /** The number of Redis, "7.0.15"; of another server its name too: "Valkey 8.0.1 (7.2.4 compatible)". */
  version: string;
  mode: string;
  runId: string;
  port: number | null;
  uptimeSeconds: number;
  role: RedisRole;
  /** Its role in ROLE, asked right after INFO, is another: it changed in between. */
  isTurning: boolean;
  link: MasterLink | null;
  replicas: ReplicaClaim[];
  replicationId: string | null;
  /** The history that this one goes on from: of a replica that became a master, that of its master. Null where there is none. */
  olderReplicationId: string | null;
  /** True where a replica takes writes of its own; null of a master. */
  isWritable: boolean | null;
  /** How much of its history is kept for replicas that come back. */
  backlogBytes: number | null;
  /** How much was written to this history, of a replica how much of it has been carried out. */
  offset: number | null;
  memory: Memory;
  clients: number;
  maxClients: number | null;
  blockedClients: number;
  rejectedTotal: number;
  opsPerSecond: number;
  /** Bytes per second that come in and go out, by the node's own word. */
  netInPerSecond: number | null;
  netOutPerSecond: number | null;
  hitsTotal: number;
  missesTotal: number;
  evictedTotal: number;
  expiredTotal: number;
  /** How often it sent all its data to a replica. */
  fullSyncsTotal: number | null;
  keys: number;
  databases: Omit<Database, 'title'>[];
  persistence: Persistence;
  loading: Loading | null;
};

/**
 * What a page shows of a node. Rates are over the readings that are kept, null with only one of them and where a count fell in between. `hitRatio` is of the reads in
 * that time, null where there were none. `startedAt` and `downSince` in epoch ms, to the second, by the node's own word. `name` and `address` are those of the configuration.
 */
export type RedisView = Omit<
  RedisInfo,
  | 'uptimeSeconds'
  | 'rejectedTotal'
  | 'hitsTotal'
  | 'missesTotal'
  | 'evictedTotal'
  | 'expiredTotal'
  | 'fullSyncsTotal'
  | 'olderReplicationId'
  | 'isWritable'
  | 'backlogBytes'
  | 'databases'
> & {
  /** `title` as the configuration has it; those that it names and the node does not are empty. In the order of their numbers. */
  databases: Database[];
  name: string;
  address: { host: string; port: number };
  startedAt: number;
  downSince: number | null;
  /** There, where something else is wrong with it than its link to its master. */
  hasOwnTrouble?: true;
  rejected: { count: number; overMs: number } | null;
  hitRatio: number | null;
  evictedPerSecond: number | null;
  expiredPerSecond: number | null;
  /** How fast the offset grows: of a master, how much is written to it. */
  offsetPerSecond: number | null;
  /** What the machine would have left besides this process, if nothing else ran on it: a fork for saving may take up to as much as is used. */
  forkRoomBytes: number | null;
};
