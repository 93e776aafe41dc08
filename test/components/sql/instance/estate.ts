import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Status } from '#lib/status.ts';
import type {
  BackupInfo,
  ConfigurationView,
  CpuView,
  DatabaseInfo,
  LateBackups,
  LoadView,
  ServiceView,
  VolumeView,
  WaitsView,
} from '#lib/systems/sql/instance/model.ts';
import { NOW } from '../../estate.ts';
import { agRows, part, replica, serverRow } from '../estate.ts';

const MINUTE = 60_000;

export function live(id: string, value: object, status: Status = 'ok', reason = 'as it should be'): LiveRow {
  return { id, value, verdict: { status, reason, since: { at: NOW - 60_000, how: 'seen' } } };
}

export function loadView(over: Partial<LoadView> = {}): LoadView {
  return {
    ...{ kind: 'load', node: 'NY-SQL01', startedAt: NOW - 86_400_000, processors: 32, sockets: 2, virtualMachine: 'hypervisor' },
    memory: {
      ...{ physicalBytes: 768e9, availableBytes: 24e9, totalBytes: 700e9, targetBytes: 710e9, processBytes: 702e9 },
      ...{ lockedBytes: 690e9, isOsLow: false, isProcessLow: false, state: 'available physical memory is high' },
    },
    gauges: {
      ...{ pageLifeSeconds: 5_400, blocked: 0, grantsPending: 0, tempdbFreeBytes: 90e9, planCacheBytes: 12e9, bufferPoolBytes: 640e9 },
    },
    ...{ sessions: 1_204, connections: 1_190, running: 12, workers: 180, maxWorkers: 960, runnableTasks: 1 },
    ...{ cpuPercent: 14, hostCpuPercent: 17, cpuAt: NOW - 30_000, overMs: 110_000 },
    rates: {
      ...{ batchesPerSecond: 8_461, compilationsPerSecond: 90, recompilationsPerSecond: 2, transactionsPerSecond: 3_100 },
      ...{ loginsPerSecond: 4, pageReadsPerSecond: 40, pageWritesPerSecond: 12, pageLookupsPerSecond: 900_000, lazyWritesPerSecond: 0 },
      ...{ deadlocksPerSecond: 0, lockWaitsPerSecond: 3, errorsPerSecond: 0.2, logFlushedBytesPerSecond: 1.2e6 },
    },
    ...over,
  };
}

/** The minutes before now, the newest `lastAgoMs` ago. */
export function cpuView(count: number, lastAgoMs = 30_000): CpuView {
  const minutes = Array.from({ length: count }, (_, index) => ({
    ...{ at: NOW - lastAgoMs - (count - 1 - index) * MINUTE, sqlPercent: 10 + (index % 5), otherPercent: 3 },
  }));
  return { kind: 'cpu', node: 'NY-SQL01', minutes };
}

export function databaseRow(name: string, over: Partial<DatabaseInfo> = {}, status: Status = 'ok', reason = 'online'): LiveRow {
  const database: DatabaseInfo = {
    ...{ id: 5, name, state: 'online', userAccess: 'multi user', isReadOnly: false, isInStandby: false, isSnapshot: false },
    ...{
      compatibilityLevel: 160,
      recoveryModel: 'full',
      pageVerify: 'checksum',
      logReuseWait: 'nothing',
      collation: null,
      createdAt: null,
    },
    ...{ isAutoClose: false, isAutoShrink: false, isReadCommittedSnapshot: true, snapshotIsolation: null, isQueryStoreOn: true },
    ...{ isEncrypted: false, isTrustworthy: false, containment: null, groupDatabaseId: null, files: 2 },
    ...{ dataBytes: 900e9, logBytes: 40e9, logUsedBytes: 10e9 },
    ...over,
  };
  return live(`database/${name}`, { kind: 'database', node: 'NY-SQL01', database }, status, reason);
}

export function backupRow(
  database: string,
  { late, ...over }: Partial<BackupInfo> & { late?: Partial<LateBackups> } = {},
  status: Status = 'ok',
  reason = 'young enough',
): LiveRow {
  const backup: BackupInfo = {
    ...{ database, groupDatabaseId: null, recoveryModel: 'full', state: 'online', isSnapshot: false, createdAt: null },
    ...{ fullAt: NOW - 7_200_000, differentialAt: null, logAt: NOW - 300_000 },
    ...over,
  };
  return live(`backup/${database}`, { kind: 'backup', node: 'NY-SQL01', backup, late: { data: null, log: null, ...late } }, status, reason);
}

const LATENCY: VolumeView['latency'] = {
  ...{ readMs: 1.4, writeMs: 0.3, readsPerSecond: 210, writesPerSecond: 900, readBytesPerSecond: 14e6, writtenBytesPerSecond: 9e6 },
};

export function volumeRow(mount: string, over: Partial<VolumeView> = {}, status: Status = 'ok', reason = 'room enough'): LiveRow {
  const value: VolumeView = {
    ...{ kind: 'volume', node: 'NY-SQL01', overMs: 110_000, latency: LATENCY },
    volume: { mount, name: 'Data', fileSystem: 'NTFS', totalBytes: 4e12, freeBytes: 1e12, isReadOnly: false },
    files: [
      {
        ...{ database: 'Sites', databaseId: 5, fileId: 1, name: 'Sites', path: `${mount}Sites.mdf`, type: 'rows', state: 'online' },
        ...{ volume: mount, sizeBytes: 90e9, maxBytes: null, growthBytes: 1e9, growthPercent: null, isReadOnly: false, io: null },
        latency: LATENCY,
      },
    ],
    ...over,
  };
  return live(`volume/${mount}`, value, status, reason);
}

export const WAITS: WaitsView = {
  ...{ kind: 'waits', node: 'NY-SQL01', overMs: 110_000, sinceStart: [] },
  waits: [
    { name: 'HADR_SYNC_COMMIT', category: 'replication', msPerSecond: 412, tasksPerSecond: 300, signalShare: 0.02, averageMs: 1.4 },
    { name: 'WRITELOG', category: 'log', msPerSecond: 120, tasksPerSecond: 800, signalShare: 0.1, averageMs: 0.2 },
  ],
};

type Setting = ConfigurationView['settings'][number];
const setting = (name: string, over: Partial<Setting>): Setting => ({
  ...{ id: name.length, name, description: null, configured: 0, inUse: 0, minimum: 0, maximum: 1, isDynamic: true, isAdvanced: false },
  ...{ usual: [0], class: 'usual' },
  ...over,
});

export const CONFIGURATION: ConfigurationView = {
  ...{ kind: 'configuration', node: 'NY-SQL01', collation: 'SQL_Latin1_General_CP1_CI_AS' },
  host: { platform: 'Windows', distribution: 'Windows Server 2022 Datacenter', release: '10.0', servicePack: null },
  settings: [
    setting('remote access', { usual: [1], inUse: 1, configured: 1 }),
    setting('max degree of parallelism', { class: 'changed', inUse: 8, configured: 8 }),
    setting('optimize for ad hoc workloads', { class: 'pending', configured: 1, inUse: 0 }),
    setting('max server memory (MB)', { class: 'not known', usual: null, inUse: 716_800, configured: 716_800 }),
  ],
};

export const AGENT: ServiceView['service'] = {
  ...{ name: 'SQL Server Agent (MSSQLSERVER)', status: 'running', startup: 'automatic', account: 'NT Service\\SQLAgent', processId: 812 },
  ...{ startedAt: NOW - 90_000, isClustered: false },
};

export type Answers = Partial<Record<string, { rows?: readonly LiveRow[]; probe?: Partial<ProbeRow> }>>;

/** An instance that was asked everything 2 s ago; `over` gives other answers to some of its questions. */
export function instance(node = 'NY-SQL01', over: Answers = {}): Part[] {
  const rows: Record<string, readonly LiveRow[]> = {
    server: [serverRow(node, { startedAt: NOW - 86_400_000 })],
    ag: agRows({ own: replica(node, { role: 'primary' }), databases: [] }),
    load: [live('load', loadView())],
    cpu: [live('cpu', cpuView(120))],
    waits: [live('waits', WAITS)],
    volumes: [volumeRow('D:\\')],
    databases: [databaseRow('Sites'), databaseRow('tempdb', { recoveryModel: 'simple' })],
    backups: [backupRow('Sites')],
    configuration: [live('configuration', CONFIGURATION)],
    services: [live(`service/${AGENT.name}`, { kind: 'service', node, service: AGENT })],
  };
  return Object.entries(rows).map(([question, own]) => part(node, question, over[question]?.rows ?? own, over[question]?.probe ?? {}));
}
