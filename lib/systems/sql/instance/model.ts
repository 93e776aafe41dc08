/**
 * The words and types of what an instance tells of itself besides its availability groups. Safe in the browser. Unknown is null everywhere: never 0, never an empty list. Times in
 * epoch ms, sizes in bytes, shares in percent.
 */

/** The probes of this part, and the rows they give: see rows.ts. */
export const LOAD = 'load';
export const CPU = 'cpu';
export const WAITS = 'waits';
export const VOLUMES = 'volumes';
export const DATABASES = 'databases';
export const BACKUPS = 'backups';
export const CONFIGURATION = 'configuration';
export const SERVICES = 'services';

/** One minute of the scheduler monitor, told by how long before the reading it was written. What is neither SQL Server nor idle is `other`. */
export type CpuRecord = { id: number; agoMs: number; sqlPercent: number | null; otherPercent: number | null; idlePercent: number | null };

/** `totalBytes` is committed by SQL Server, `targetBytes` what it aims at; the physical memory is that of the machine. */
export type MemoryInfo = {
  physicalBytes: number | null;
  availableBytes: number | null;
  totalBytes: number | null;
  targetBytes: number | null;
  processBytes: number | null;
  lockedBytes: number | null;
  isOsLow: boolean | null;
  isProcessLow: boolean | null;
  state: string | null;
};

/** Counters that grow from the start of the server on. */
export type LoadCounters = {
  batches: number | null;
  compilations: number | null;
  recompilations: number | null;
  transactions: number | null;
  logins: number | null;
  pageReads: number | null;
  pageWrites: number | null;
  pageLookups: number | null;
  lazyWrites: number | null;
  deadlocks: number | null;
  lockWaits: number | null;
  errors: number | null;
  logFlushedBytes: number | null;
};

export type LoadGauges = {
  pageLifeSeconds: number | null;
  blocked: number | null;
  grantsPending: number | null;
  tempdbFreeBytes: number | null;
  planCacheBytes: number | null;
  bufferPoolBytes: number | null;
};

/**
 * What the probe "load" reads. `msTicks` counts from the start of the machine: the time between two readings by the server's own clock. `startTicks` is what it was when SQL Server was
 * started: another one is another run.
 */
export type LoadInfo = {
  msTicks: number;
  startTicks: number;
  processors: number | null;
  sockets: number | null;
  virtualMachine: string | null;
  cpu: readonly CpuRecord[];
  memory: MemoryInfo;
  counters: LoadCounters;
  gauges: LoadGauges;
  sessions: number | null;
  connections: number | null;
  running: number | null;
  workers: number | null;
  maxWorkers: number | null;
  runnableTasks: number | null;
};

/** Counters per second over the readings that are kept; null before there are two of one run. */
export type LoadRates = { [Name in keyof LoadCounters as `${Name}PerSecond`]: number | null };

/** The row "load". `cpuPercent` is the newest minute (SQL Server alone), `hostCpuPercent` with what else runs on the machine; `cpuAt` when that was written. */
export type LoadView = Omit<LoadInfo, 'counters' | 'cpu' | 'msTicks' | 'startTicks'> & {
  kind: 'load';
  node: string;
  startedAt: number;
  cpuPercent: number | null;
  hostCpuPercent: number | null;
  cpuAt: number | null;
  rates: LoadRates;
  overMs: number | null;
};

/** What the probe "cpu" reads: up to 256 minutes, oldest first. */
export type CpuInfo = { records: readonly CpuRecord[] };

/** The row "cpu": the minutes with the moment each was written, oldest first. */
export type CpuView = {
  kind: 'cpu';
  node: string;
  minutes: readonly { at: number; sqlPercent: number | null; otherPercent: number | null }[];
};

/** A kind of wait since the start of the server, or since somebody cleared the counts (dm_os_wait_stats). Milliseconds. */
export type WaitCount = { name: string; tasks: number; waitMs: number; signalMs: number; longestMs: number };

export type WaitsInfo = { msTicks: number; startTicks: number; waits: readonly WaitCount[]; ignored: number };

/** The row "waits": what was waited for over the last readings, longest first. `msPerSecond` is how many ms of waiting there were in each second: 1,000 is one task waiting all the time. */
export type WaitsView = {
  kind: 'waits';
  node: string;
  overMs: number | null;
  waits:
    | readonly {
        name: string;
        category: string;
        msPerSecond: number;
        tasksPerSecond: number;
        signalShare: number | null;
        averageMs: number | null;
      }[]
    | null;
  /** Since the start of the server, for the time before there are two readings. */
  sinceStart: readonly WaitCount[];
};

/** A file of a database. `growth`: by bytes or by percent; `maxBytes` null where it has no limit. */
export type DatabaseFile = {
  database: string;
  databaseId: number;
  fileId: number;
  name: string;
  path: string;
  type: string;
  state: string;
  volume: string | null;
  sizeBytes: number | null;
  maxBytes: number | null;
  growthBytes: number | null;
  growthPercent: number | null;
  isReadOnly: boolean | null;
  io: FileIo | null;
};

/** What went through a file since the server was started, with the ms that was waited for it. */
export type FileIo = { reads: number; readBytes: number; readStallMs: number; writes: number; writtenBytes: number; writeStallMs: number };

export type Volume = {
  mount: string;
  name: string | null;
  fileSystem: string | null;
  totalBytes: number | null;
  freeBytes: number | null;
  isReadOnly: boolean | null;
};

/** What the probe "volumes" reads. */
export type VolumeInfo = { msTicks: number; startTicks: number; volumes: readonly Volume[]; files: readonly DatabaseFile[] };

/** Over the last readings: how long one read or write took on average (null where there was none), and how much a second. */
export type Latency = {
  readMs: number | null;
  writeMs: number | null;
  readsPerSecond: number | null;
  writesPerSecond: number | null;
  readBytesPerSecond: number | null;
  writtenBytesPerSecond: number | null;
};

/** A file as pages show it: what its counts grew by, and not the counts. */
export type FileView = Omit<DatabaseFile, 'io'> & { latency: Latency };

/** A row "volume/<mount>" with the files that lie on it. */
export type VolumeView = {
  kind: 'volume';
  node: string;
  volume: Volume;
  latency: Latency;
  files: readonly FileView[];
  overMs: number | null;
};

/** What the probe "databases" reads of one. Words as SQL Server's own in lower case with blanks ("recovery pending", "bulk logged"). */
export type DatabaseInfo = {
  id: number;
  name: string;
  state: string;
  userAccess: string | null;
  isReadOnly: boolean | null;
  isInStandby: boolean | null;
  isSnapshot: boolean;
  compatibilityLevel: number | null;
  recoveryModel: string | null;
  pageVerify: string | null;
  logReuseWait: string | null;
  collation: string | null;
  createdAt: number | null;
  isAutoClose: boolean | null;
  isAutoShrink: boolean | null;
  isReadCommittedSnapshot: boolean | null;
  snapshotIsolation: string | null;
  isQueryStoreOn: boolean | null;
  isEncrypted: boolean | null;
  isTrustworthy: boolean | null;
  containment: string | null;
  groupDatabaseId: string | null;
  dataBytes: number | null;
  logBytes: number | null;
  logUsedBytes: number | null;
  files: number | null;
};

/** A row "database/<name>". */
export type DatabaseView = { kind: 'database'; node: string; database: DatabaseInfo };

/** The newest backups of a database that were made on this very instance: nothing is known here of those made on others. */
export type BackupInfo = {
  database: string;
  groupDatabaseId: string | null;
  recoveryModel: string | null;
  state: string;
  isSnapshot: boolean;
  createdAt: number | null;
  fullAt: number | null;
  differentialAt: number | null;
  logAt: number | null;
};

/** A row "backup/<name>". Of a database of a group (`groupDatabaseId`) the age is judged over all replicas: by the finding of kind "backup" that names this row. */
export type BackupView = { kind: 'backup'; node: string; backup: BackupInfo; late: LateBackups };

/** How bad it is that the newest backup of the data, and of the log, is too old or is none; null where that is not so. */
export type LateBackups = { data: Lateness; log: Lateness };
export type Lateness = 'warning' | 'critical' | null;

/** A setting of sp_configure. `usual` is what it is on a new server, null where that depends on the machine or Vigil does not know it. */
export type Setting = {
  id: number;
  name: string;
  description: string | null;
  configured: number | null;
  inUse: number | null;
  minimum: number | null;
  maximum: number | null;
  isDynamic: boolean | null;
  isAdvanced: boolean | null;
  usual: readonly number[] | null;
};

export type HostInfo = { platform: string | null; distribution: string | null; release: string | null; servicePack: string | null };

export type ConfigurationInfo = { settings: readonly Setting[]; host: HostInfo | null; collation: string | null; major: number };

/** The row "configuration". `class` tells: not what it was set to yet ("pending"), set to something else than usual ("changed"), usual, or not known. */
export type ConfigurationView = {
  kind: 'configuration';
  node: string;
  settings: readonly (Setting & { class: SettingClass })[];
  host: HostInfo | null;
  collation: string | null;
};
export type SettingClass = 'pending' | 'changed' | 'usual' | 'not known';

/** A row "service/<name>": a Windows or Linux service of this instance. */
export type ServiceInfo = {
  name: string;
  status: string | null;
  startup: string | null;
  account: string | null;
  processId: number | null;
  startedAt: number | null;
  isClustered: boolean | null;
};
export type ServiceView = { kind: 'service'; node: string; service: ServiceInfo };
