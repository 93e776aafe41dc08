/** The words and types of availability groups as Vigil uses them. Safe in the browser. Unknown is null everywhere, never 0 and never "healthy". */

/** A position in a log as SQL Server writes it: up to 25 decimal digits. Two are compared as numbers (`compareLsn`) and never subtracted. */
export type Lsn = string;

export type AgRole = 'primary' | 'secondary' | 'resolving';
export type AvailabilityMode = 'synchronous' | 'asynchronous' | 'configuration only';
export type FailoverMode = 'automatic' | 'manual' | 'external';
/** sys.dm_hadr_database_replica_states.synchronization_state_desc. */
export type SyncState = 'not synchronizing' | 'synchronizing' | 'synchronized' | 'reverting' | 'initializing';
export type SyncHealth = 'not healthy' | 'partially healthy' | 'healthy';

/** The last error of a replica's connection: it may outlive the reconnect. `at` in epoch ms, null where it is not told. */
export type ConnectError = { number: number; description: string; at: number | null };

/**
 * A replica of a group as one node has it in its catalogue and its views. Of a replica that is not that node's own (`isLocal` false) everything but the settings is hearsay. Words of SQL
 * Server that are only shown stay as it writes them, in lower case.
 */
export type AgReplica = {
  id: string;
  /** The server name: HOST or HOST\INSTANCE. */
  name: string;
  isLocal: boolean;
  role: AgRole | null;
  mode: AvailabilityMode | null;
  failoverMode: FailoverMode | null;
  seedingMode: 'automatic' | 'manual' | null;
  endpointUrl: string | null;
  sessionTimeoutSeconds: number | null;
  backupPriority: number | null;
  primaryAllows: string | null;
  secondaryAllows: string | null;
  readOnlyRoutingUrl: string | null;
  operationalState: string | null;
  isConnected: boolean | null;
  recoveryHealth: string | null;
  syncHealth: SyncHealth | null;
  joinState: string | null;
  lastConnectError: ConnectError | null;
};

/** Positions in the log of one database at one replica (sys.dm_hadr_database_replica_states); the times in epoch ms by the clock of the primary. */
export type Positions = {
  endOfLog: Lsn | null;
  lastSent: Lsn | null;
  lastReceived: Lsn | null;
  lastHardened: Lsn | null;
  lastRedone: Lsn | null;
  lastCommit: Lsn | null;
  truncation: Lsn | null;
  recovery: Lsn | null;
  lastSentAt: number | null;
  lastReceivedAt: number | null;
  lastHardenedAt: number | null;
  lastRedoneAt: number | null;
  lastCommitAt: number | null;
};

/**
 * One database at one replica. `id` is group_database_id, the same on every replica; `replicaId` whose it is. Rows that are not local are what the primary last heard. Queues in KB, rates in KB/s:
 * averages over the last active period, which keep their value at rest. `lagSeconds` is null before 2016.
 */
export type AgDatabase = {
  id: string;
  replicaId: string;
  name: string;
  isLocal: boolean;
  isPrimary: boolean | null;
  syncState: SyncState | null;
  syncHealth: SyncHealth | null;
  databaseState: string | null;
  isSuspended: boolean | null;
  suspendReason: string | null;
  isCommitParticipant: boolean | null;
  isFailoverReady: boolean | null;
  isJoined: boolean | null;
  sendQueueKb: number | null;
  sendRateKbPerSecond: number | null;
  redoQueueKb: number | null;
  redoRateKbPerSecond: number | null;
  lagSeconds: number | null;
  positions: Positions;
};

/** An address of a listener; `state` as SQL Server writes it, in lower case: "online", "offline", "online pending", "failed". */
export type ListenerAddress = { ip: string; mask: string | null; state: string | null };
export type Listener = {
  id: string;
  dnsName: string;
  port: number | null;
  isConformant: boolean | null;
  addresses: readonly ListenerAddress[];
};
/** Where the read-only connections of a primary are sent, in the order of `priority`. */
export type RoutingStep = { from: string; to: string; priority: number };

/** A group as one node has it. `primaryReplica` is whom it takes for the primary: a claim, null where it knows none. */
export type AgGroup = {
  id: string;
  name: string;
  clusterType: 'wsfc' | 'external' | 'none' | null;
  isDistributed: boolean;
  primaryReplica: string | null;
  syncHealth: SyncHealth | null;
  primaryRecoveryHealth: string | null;
  secondaryRecoveryHealth: string | null;
  failureConditionLevel: number | null;
  healthCheckTimeoutMs: number | null;
  backupPreference: string | null;
  replicas: readonly AgReplica[];
  databases: readonly AgDatabase[];
  listeners: readonly Listener[];
  routing: readonly RoutingStep[];
};

/** What the probe "ag" reads of one node. `server` is what it calls itself (SERVERPROPERTY ServerName); `isEnabled` whether Always On is on there at all. */
export type AgInfo = { server: string; isEnabled: boolean; saidAt: number; groups: readonly AgGroup[] };

/** What was written to and is in the log file of one database of a node, by the file system's side of the server (sys.dm_io_virtual_file_stats, counters): another view than that of the positions. */
export type LogFile = {
  database: string;
  groupDatabaseId: string | null;
  writtenBytes: number | null;
  sizeBytes: number | null;
  usedBytes: number | null;
  reuseWait: string | null;
  volume: string | null;
};
/** A volume that holds a log. */
export type LogVolume = { mount: string; totalBytes: number | null; freeBytes: number | null };
/** What the probe "logs" reads. `sentBytesPerSecond` by replica is left to rates of two readings: `transport` are counters since the start of the server. */
export type LogInfo = {
  files: readonly LogFile[];
  volumes: readonly LogVolume[];
  transport: readonly { group: string; replica: string; sentBytes: number | null; receivedBytes: number | null }[];
};

/** What the probe "heartbeat" reads: the newest time in the table (epoch ms, by the clock of whoever writes it), null where it is empty, and the clock of the server that answers. */
export type Beat = { beatAt: number | null; saidAt: number | null };
/** The row of a heartbeat at one node. */
export type HeartbeatView = Beat & { kind: 'heartbeat'; database: string; table: string };

export type ClusterMember = { name: string; kind: string | null; isUp: boolean | null; votes: number | null };
export type ClusterNetwork = { member: string; subnet: string; isPublic: boolean | null };
/** What the probe "cluster" reads of the Windows cluster; null where there is none to tell (no quorum, or no Windows cluster). Words in lower case. */
export type WindowsCluster = {
  name: string;
  quorumType: string | null;
  quorumState: string | null;
  members: readonly ClusterMember[];
  networks: readonly ClusterNetwork[];
};

/**
 * The row of a group on one node: what the node itself says of its own replica, and its claims on the others. `kind` tells rows apart. `writtenBytesPerSecond` from two readings of ours, null until there are two.
 */
export type AgReplicaView = {
  kind: 'ag';
  node: string;
  server: string;
  group: Omit<AgGroup, 'replicas' | 'databases'>;
  own: AgReplica | null;
  others: readonly AgReplica[];
  databases: number;
};

/** A database as pages show it. Of its positions, most of which move with every reading, only those that are shown. */
export type ShownDatabase = Omit<AgDatabase, 'positions'> & {
  positions: Pick<Positions, 'endOfLog' | 'lastReceived' | 'lastHardened' | 'lastRedone' | 'lastCommitAt'>;
};

/** What a primary says of a database at another replica, as far as pages show it: what is the same of that database everywhere, and what only its own replica can know, is not said again. */
export type DatabaseClaim = Pick<
  AgDatabase,
  | 'replicaId'
  | 'syncState'
  | 'isSuspended'
  | 'isFailoverReady'
  | 'sendQueueKb'
  | 'sendRateKbPerSecond'
  | 'redoQueueKb'
  | 'redoRateKbPerSecond'
  | 'lagSeconds'
> & { positions: Pick<Positions, 'lastCommitAt'> };

/** The row of a database of a group on one node: its own word, and where the node is primary its claims on that database at the other replicas. */
export type AgDatabaseView = {
  kind: 'ag database';
  group: string;
  groupId: string;
  server: string;
  own: ShownDatabase;
  claims: readonly DatabaseClaim[];
};

/** The row of a log file (probe "logs"): rates from two readings of ours. `wroteBytes` is what was written to it since the reading before; null where one of the two does not tell, or the counter began anew. */
export type LogView = {
  kind: 'log';
  file: LogFile;
  volume: LogVolume | null;
  bytesPerSecond: number | null;
  wroteBytes: number | null;
  fullInSeconds: number | null;
};

/** The row of what a node sends to and receives from `replica` of `group` (probe "logs"), by two readings of its own counters: null where they do not tell. */
export type TransportView = {
  kind: 'transport';
  group: string;
  replica: string;
  sentBytesPerSecond: number | null;
  receivedBytesPerSecond: number | null;
};

/** The row of the Windows cluster as one node tells it (probe "cluster", row "cluster"). `cluster` is null where it tells of none. */
export type WindowsClusterView = { kind: 'windows cluster'; cluster: WindowsCluster | null };
