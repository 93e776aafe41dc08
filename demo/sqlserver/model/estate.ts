import type { Release } from '../catalog/release.ts';
import type { Follow } from './follow.ts';
import type { LogStream } from './log-stream.ts';

export type Role = 'PRIMARY' | 'SECONDARY' | 'RESOLVING';
export type AvailabilityMode = 'SYNCHRONOUS_COMMIT' | 'ASYNCHRONOUS_COMMIT';
export type FailoverMode = 'AUTOMATIC' | 'MANUAL';
export type SecondaryAllows = 'NO' | 'READ_ONLY' | 'ALL';
export type PrimaryAllows = 'READ_WRITE' | 'ALL';
export type ClusterType = 'WSFC' | 'EXTERNAL' | 'NONE';
export type SuspendReason = 'SUSPEND_FROM_USER' | 'SUSPEND_FROM_PARTNER';
export type RecoveryModel = 'FULL' | 'SIMPLE';

/** A database on one instance: a copy of a database of a group, or one that lives there alone. Sizes in bytes, times in epoch ms. */
export type Copy = {
  name: string;
  /** The number that this instance knows it by. */
  localId: number;
  groupDatabaseId: string | null;
  createdAt: number;
  recoveryModel: RecoveryModel;
  dataBytes: number;
  /** The log file as it was made: it grows when what must be kept does not fit. */
  logBytes: number;
  stream: LogStream;
  isWriting: boolean;
  /** How log arrives and is hardened, and how it is redone, while it is not written here. */
  log: Follow;
  redo: Follow;
  /** What was written to the log file up to the position `from`, since the instance started. */
  written: { bytes: number; from: number };
  suspended: { reason: SuspendReason; at: number } | null;
  /** The end of the log that it shares with the new primary, where it has more than that: resuming throws the rest away. */
  forkedAt: number | null;
  revertingUntil: number;
  /** Since when it has stopped while its words go on to say that all is well; null: words and deeds agree. */
  pretendsSince: number | null;
  /** What log_send_rate keeps while nothing is sent, KB a second. */
  keptSendRateKb: number;
  seeding: Seeding | null;
  /** Whether a failover to it would have lost nothing when the primary was lost; null while there is one. */
  readyAtLoss: boolean | null;
  heartbeatMs: number | null;
};

/** An automatic seeding from `at` on. `failedAt`: when it was broken off. */
export type Seeding = { at: number; bytes: number; bytesPerSecond: number; failedAt: number | null; fromHost: string; toHost: string };

/** A replica's connection to its primary. `error` outlives a reconnect, as on the real server. */
export type Link = { isUp: boolean; since: number; error: { number: number; text: string; at: number } | null };

export type Replica = {
  /** The instance that it lives on, by SERVERPROPERTY ServerName. */
  instance: string;
  id: string;
  role: Role;
  mode: AvailabilityMode;
  failover: FailoverMode;
  /** Whom it lets read its databases while it is a secondary, and while it is the primary: READ_WRITE is nobody who says that he will only read. */
  allows: SecondaryAllows;
  primaryAllows: PrimaryAllows;
  seeding: 'AUTOMATIC' | 'MANUAL';
  endpointUrl: string;
  routing: readonly string[];
  backupPriority: number;
  sessionTimeoutSeconds: number;
  createdAt: number;
  link: Link;
  /** Cut off from everybody else in the group, by order. */
  isIsolated: boolean;
  /** Whether commits can wait for it: it and the primary that it follows are both synchronous. */
  isCommitting: boolean;
  /** Whose log it takes, by instance; null for a primary and for one that knows of none. */
  follows: string | null;
  copies: Copy[];
  /** What its primary heard last, when the link was cut. */
  heard: { at: number; copies: Copy[] } | null;
};

export type Listener = {
  id: string;
  dnsName: string;
  port: number;
  isConformant: boolean;
  addresses: { ip: string; mask: string; subnet: string; prefix: number }[];
};

export type Group = {
  id: string;
  resourceId: string;
  name: string;
  clusterType: ClusterType;
  cluster: string | null;
  replicas: Replica[];
  listener: Listener | null;
  /** The rate at which each database is written while there is a primary, bytes a second, by name. */
  rates: Record<string, number>;
  /** The zone and instance of the primary that was last: its clock stamps the log. */
  stampedBy: string;
};

export type MemberKind = 'CLUSTER_NODE' | 'DISK_WITNESS' | 'FILE_SHARE_WITNESS' | 'CLOUD_WITNESS';
export type Member = {
  name: string;
  kind: MemberKind;
  isUp: boolean;
  votes: number;
  networks: { subnet: string; mask: string; prefix: number; isPublic: boolean }[];
};
export type Cluster = { name: string; quorumType: string; isForced: boolean; members: Member[] };

/** A volume of a host. It fills by `fillBytesPerSecond` from `at` on. */
export type Volume = { mount: string; totalBytes: number; usedBytes: number; fillBytesPerSecond: number; at: number };
/** What an instance does all day. `connections` are held by the web servers. */
export type Load = { batchesPerSecond: number; connections: number; cpuPercent: number; pageLifeSeconds: number };
/** How a view of an instance is ill. */
export type Ailment = { kind: 'slow'; ms: number } | { kind: 'hangs' } | { kind: 'refused'; number: number; text: string };

export type Instance = {
  /** SERVERPROPERTY ServerName: HOST or HOST\NAME. */
  name: string;
  host: string;
  release: Release;
  edition: string;
  engineEdition: number;
  /** The zone of the host: its local times are told in it. */
  zone: string;
  /** How far the clock of the host is ahead of the estate's, in ms. */
  clockSkewMs: number;
  platform: 'Windows' | 'Linux';
  isUp: boolean;
  startedAt: number;
  isHadrEnabled: boolean;
  cpuCount: number;
  memoryKb: number;
  port: number;
  load: Load;
  volumes: { data: Volume; log: Volume };
  /** Databases that are in no group, the system's among them. */
  own: Copy[];
  ailments: Map<string, Ailment>;
  /** The groups as the HADR views of this instance last saw them: while it is set they do not move. */
  frozen: { at: number; groups: Group[] } | null;
};

export type Estate = { instances: Map<string, Instance>; clusters: Map<string, Cluster>; groups: Group[] };

/** An instance by its name, whatever the case; throws where the estate has none. */
export function instanceOf(estate: Estate, name: string): Instance {
  const found = estate.instances.get(name.toUpperCase());
  if (!found) throw new Error(`stand-in: no instance ${name}`);
  return found;
}

/** A group by its name; throws where the estate has none. */
export function groupOf(estate: Estate, name: string): Group {
  const found = estate.groups.find((group) => group.name === name);
  if (!found) throw new Error(`stand-in: no availability group ${name}`);
  return found;
}

/** A replica of a group by its instance; throws where there is none. */
export function replicaOf(group: Group, instance: string): Replica {
  const found = group.replicas.find((replica) => isNamed(replica, instance));
  if (!found) throw new Error(`stand-in: ${group.name} has no replica on ${instance}`);
  return found;
}

/** The replicas of an estate's groups that live on an instance. */
export function localReplicas(groups: readonly Group[], instance: string): { group: Group; replica: Replica }[] {
  return groups.flatMap((group) => group.replicas.filter((replica) => isNamed(replica, instance)).map((replica) => ({ group, replica })));
}

function isNamed(replica: Replica, instance: string): boolean {
  return replica.instance.toUpperCase() === instance.toUpperCase();
}
