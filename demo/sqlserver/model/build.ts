import { type ReleaseYear, releaseOf } from '../catalog/release.ts';
import { type Cluster, type Copy, type Estate, type Instance, instanceOf, type Load, type RecoveryModel } from './estate.ts';
import { createStream } from './log-stream.ts';

/** What an instance is made from; what is left out is a Windows server of the Enterprise edition in UTC. `address` is HOST or HOST\NAME; memory in GB. */
export type InstanceSpec = {
  address: string;
  year: ReleaseYear;
  edition?: 'Enterprise' | 'Standard' | 'Developer' | 'Express';
  zone?: string;
  platform?: 'Windows' | 'Linux';
  isHadrEnabled?: boolean;
  cpuCount?: number;
  memoryGb?: number;
  port?: number;
  load?: Partial<Load>;
  databases?: readonly { name: string; dataBytes: number; writeRate: number; recoveryModel?: RecoveryModel }[];
};

const GB = 1024 ** 3;
const MB = 1024 ** 2;
/** How long everything runs already when the estate is made. */
export const RUNNING_MS = 6 * 3_600_000;
const LOAD: Load = { batchesPerSecond: 3_400, connections: 180, cpuPercent: 8, pageLifeSeconds: 42_000 };
const SYSTEM: readonly { name: string; recoveryModel: RecoveryModel; dataBytes: number; writeRate: number }[] = [
  { name: 'master', recoveryModel: 'SIMPLE', dataBytes: 8 * MB, writeRate: 0 },
  { name: 'tempdb', recoveryModel: 'SIMPLE', dataBytes: 16 * GB, writeRate: 180_000 },
  { name: 'model', recoveryModel: 'FULL', dataBytes: 8 * MB, writeRate: 0 },
  { name: 'msdb', recoveryModel: 'SIMPLE', dataBytes: 900 * MB, writeRate: 900 },
];
const ENGINES = { Enterprise: 3, Developer: 3, Standard: 2, Express: 4 };

/** An estate with nothing in it. */
export function createEstate(): Estate {
  return { instances: new Map(), clusters: new Map(), groups: [] };
}

/** Adds an instance that has run for six hours at `now` (epoch ms), with its system databases and those of its own. */
export function addInstance(estate: Estate, spec: InstanceSpec, now: number): Instance {
  const startedAt = now - RUNNING_MS;
  const edition = spec.edition ?? 'Enterprise';
  const [host = spec.address] = spec.address.split('\\');
  const own = [...SYSTEM, ...(spec.databases ?? [])].map((database, index) =>
    createCopy({ ...database, localId: index + 1, startedAt, recoveryModel: database.recoveryModel ?? 'FULL' }),
  );
  const made: Instance = {
    name: spec.address.toUpperCase(),
    host: host.toUpperCase(),
    release: releaseOf(spec.year),
    edition: `${edition} Edition (64-bit)`,
    engineEdition: ENGINES[edition],
    zone: spec.zone ?? 'UTC',
    clockSkewMs: 0,
    platform: spec.platform ?? 'Windows',
    isUp: true,
    startedAt,
    isHadrEnabled: spec.isHadrEnabled ?? true,
    cpuCount: spec.cpuCount ?? 24,
    memoryKb: (spec.memoryGb ?? 384) * 1024 * 1024,
    port: spec.port ?? 1433,
    load: { ...LOAD, ...spec.load },
    volumes: { data: volume('D:\\', 4_000 * GB, now), log: volume('L:\\', 400 * GB, now) },
    own,
    ailments: new Map(),
    frozen: null,
  };
  estate.instances.set(made.name, made);
  return made;
}

/** Adds a Windows cluster. Members that are left to themselves have one vote and one private and one public network. */
export function addCluster(
  estate: Estate,
  spec: { name: string; nodes: readonly string[]; witness?: 'FILE_SHARE_WITNESS' | 'CLOUD_WITNESS' },
): Cluster {
  const networks = [
    { subnet: '10.7.0.0', mask: '255.255.240.0', prefix: 20, isPublic: true },
    { subnet: '192.168.90.0', mask: '255.255.255.0', prefix: 24, isPublic: false },
  ];
  const nodes = spec.nodes.map((name) => ({ name, kind: 'CLUSTER_NODE' as const, isUp: true, votes: 1, networks }));
  const witness = spec.witness ? [{ name: `${spec.name}-witness`, kind: spec.witness, isUp: true, votes: 1, networks: [] }] : [];
  const quorumType = { FILE_SHARE_WITNESS: 'NODE_AND_FILE_SHARE_MAJORITY', CLOUD_WITNESS: 'CLOUD_WITNESS', none: 'NODE_MAJORITY' }[
    spec.witness ?? 'none'
  ];
  const made = { name: spec.name, quorumType, isForced: false, members: [...nodes, ...witness] };
  estate.clusters.set(spec.name, made);
  return made;
}

/** A copy that is written from its start, at `writeRate` bytes a second. */
export function createCopy(spec: {
  name: string;
  localId: number;
  startedAt: number;
  recoveryModel: RecoveryModel;
  dataBytes: number;
  writeRate: number;
}): Copy {
  const { startedAt, writeRate, ...same } = spec;
  const stream = createStream(20 * MB + (spec.dataBytes % (512 * MB)), writeRate, startedAt);
  const bytes = stream.stretches[0]?.bytes ?? 0;
  const follow = { at: startedAt, bytes, speed: 0, delayMs: 0, reachedAt: startedAt };
  return {
    ...same,
    groupDatabaseId: null,
    createdAt: startedAt - 200 * 86_400_000,
    logBytes: Math.max(8 * MB, Math.ceil(spec.dataBytes / 20 / MB) * MB),
    stream,
    isWriting: true,
    log: follow,
    redo: follow,
    written: { bytes: 0, from: bytes },
    suspended: null,
    forkedAt: null,
    revertingUntil: 0,
    pretendsSince: null,
    keptSendRateKb: 0,
    seeding: null,
    readyAtLoss: null,
    heartbeatMs: null,
  };
}

/** The next number for a database on an instance. */
export function nextDatabaseId(estate: Estate, instance: string): number {
  const { own, name } = instanceOf(estate, instance);
  const replicas = estate.groups.flatMap((group) => group.replicas.filter((replica) => replica.instance === name));
  return Math.max(4, ...own.map(({ localId }) => localId), ...replicas.flatMap(({ copies }) => copies.map(({ localId }) => localId))) + 1;
}

function volume(mount: string, totalBytes: number, now: number) {
  return { mount, totalBytes, usedBytes: Math.floor(totalBytes * 0.46), fillBytesPerSecond: 0, at: now };
}
