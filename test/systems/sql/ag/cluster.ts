import { type Found, toldInUtc } from '#lib/finding.ts';
import type { Reading } from '#lib/reading.ts';
import type { WitnessInput, WitnessNode } from '#lib/system.ts';
import type { AgLimits } from '#lib/systems/sql/ag/limits.ts';
import type { AgDatabase, AgGroup, AgInfo, AgReplica, LogInfo, Lsn, Positions, WindowsCluster } from '#lib/systems/sql/ag/model.ts';
import { witnessAg } from '#lib/systems/sql/ag/witness.ts';

export const NOW = Date.UTC(2026, 10, 22, 14, 2, 0);
export const STEP_MS = 10_000;
export const GROUP = 'aaaaaaaa-0000-0000-0000-000000000001';

export const NO_LIMITS: AgLimits = {
  behindWarningSeconds: null,
  behindCriticalSeconds: null,
  sendQueueWarningKb: null,
  sendQueueCriticalKb: null,
  redoQueueWarningKb: null,
  redoQueueCriticalKb: null,
  logFullWarningSeconds: null,
  logFullCriticalSeconds: null,
};

/** A position in the log: the block of that number. */
export function lsn(block: number): Lsn {
  return `27841${String(block).padStart(10, '0')}00001`;
}

/** What a node says of its own replica and of one database in one reading: where its log is, and how many bytes were written to its file. */
export type Said = {
  at: number | null;
  bytes: number | null;
  /** How large its log file is. */
  logBytes?: number;
  usedBytes?: number | null;
  database?: Partial<AgDatabase>;
  positions?: Partial<Positions>;
  replica?: Partial<AgReplica>;
  group?: Partial<AgGroup>;
  /** Always On is off there. */
  isDisabled?: boolean;
  /** Databases that rest all the time, whatever the others do. */
  resting?: readonly string[];
};

/** Readings at these positions, newest first, with as much written to the file as that takes. */
export function at(...blocks: readonly number[]): Said[] {
  return blocks.map((block) => ({ at: block, bytes: block * 1_000 }));
}

/** The same with other bytes written; null where they are not read. */
export function writing(said: readonly Said[], ...bytes: readonly (number | null)[]): Said[] {
  return said.map((one, index) => ({ ...one, bytes: bytes[index] ?? null }));
}

/** The same, all saying this besides. */
export function saying(said: readonly Said[], over: Omit<Partial<Said>, 'at'>): Said[] {
  return said.map((one) => ({ ...one, ...over }));
}

const NOT_TOLD = {
  mode: 'synchronous',
  failoverMode: 'automatic',
  seedingMode: null,
  endpointUrl: null,
  sessionTimeoutSeconds: 10,
} as const;

export function replica(name: string, over: Partial<AgReplica> = {}): AgReplica {
  return {
    ...{ id: `replica ${name}`, name: `SQL-${name.toUpperCase()}`, isLocal: true, role: 'secondary', backupPriority: 50 },
    ...NOT_TOLD,
    ...{ primaryAllows: 'all', secondaryAllows: 'all', readOnlyRoutingUrl: null, operationalState: 'online', isConnected: true },
    ...{ recoveryHealth: 'online', syncHealth: 'healthy', joinState: 'joined standalone instance', lastConnectError: null },
    ...over,
  };
}

export function positions(block: number | null, over: Partial<Positions> = {}): Positions {
  const place = block === null ? null : lsn(block);
  return {
    ...{
      endOfLog: place,
      lastSent: null,
      lastReceived: place,
      lastHardened: place,
      lastRedone: place,
      lastCommit: place,
      truncation: null,
      recovery: null,
    },
    ...{ lastSentAt: null, lastReceivedAt: null, lastHardenedAt: null, lastRedoneAt: null, lastCommitAt: null },
    ...over,
  };
}

export function database(name: string, over: Partial<AgDatabase> = {}): AgDatabase {
  return {
    ...{
      id: `id of ${name}`,
      replicaId: 'replica a',
      name,
      isLocal: true,
      isPrimary: null,
      syncState: 'synchronized',
      syncHealth: 'healthy',
    },
    ...{
      databaseState: 'online',
      isSuspended: false,
      suspendReason: null,
      isCommitParticipant: true,
      isFailoverReady: true,
      isJoined: true,
    },
    ...{
      sendQueueKb: null,
      sendRateKbPerSecond: null,
      redoQueueKb: 0,
      redoRateKbPerSecond: 100,
      lagSeconds: null,
      positions: positions(1),
    },
    ...over,
  };
}

export function groupOf(over: Partial<AgGroup> = {}): AgGroup {
  return {
    ...{ id: GROUP, name: 'SO_AG', clusterType: 'wsfc', isDistributed: false, primaryReplica: 'SQL-A', syncHealth: 'healthy' },
    ...{ primaryRecoveryHealth: null, secondaryRecoveryHealth: null, failureConditionLevel: 3, healthCheckTimeoutMs: 30_000 },
    ...{ backupPreference: 'secondary', replicas: [], databases: [], listeners: [], routing: [] },
    ...over,
  };
}

const DATABASES = ['StackOverflow'];

/** What the probe "ag" read of a node: "a" calls itself SQL-A, and has these databases, all alike. */
export function agInfo(node: string, said: Said, databases: readonly string[] = DATABASES): AgInfo {
  const own = replica(node, said.replica);
  const rows = databases.map((name) =>
    database(name, {
      replicaId: own.id,
      ...said.database,
      positions: said.resting?.includes(name) ? positions(1) : positions(said.at, said.positions),
    }),
  );
  const group = groupOf({ replicas: [own], databases: rows, ...said.group });
  const isEnabled = said.isDisabled !== true;
  return { server: own.name, isEnabled, saidAt: NOW, clockChanges: [], groups: isEnabled ? [group] : [] };
}

export function logInfo(said: Said, databases: readonly string[] = DATABASES): LogInfo {
  const file = {
    writtenBytes: said.bytes,
    sizeBytes: said.logBytes ?? 1e9,
    usedBytes: said.usedBytes === undefined ? 1e8 : said.usedBytes,
    reuseWait: 'nothing',
    volume: 'L:\\',
    otherVolumes: [],
  };
  return {
    files: databases.map((name) => ({
      ...file,
      ...(said.resting?.includes(name) ? { writtenBytes: 1 } : {}),
      ...{ database: name, groupDatabaseId: `id of ${name}` },
    })),
    volumes: [{ mount: 'L:\\', totalBytes: 1e12, freeBytes: 1e11 }],
    transport: [],
  };
}

/** Readings of a node, newest first and a step apart. */
export function readings<T>(node: string, probe: string, values: readonly T[], stepMs = STEP_MS): Reading<T>[] {
  return values.map((value, index) => ({
    ...{ value, observedAt: NOW - index * stepMs, producedAt: null },
    source: { system: 'sql', group: 'ny', node, probe },
  }));
}

export type Options = {
  databases?: readonly string[];
  stepMs?: number;
  standing?: readonly string[];
  limits?: Partial<AgLimits>;
  cluster?: Readonly<Record<string, readonly (WindowsCluster | null)[]>>;
  inFlight?: WitnessInput<unknown>['inFlight'];
};

/** A cluster whose nodes said this, the newest first; "a" is the primary where nothing else is said; nothing of a node that cannot be heard. */
export function witnessOf(said: Readonly<Record<string, readonly Said[]>>, options: Options = {}): Found[] {
  const { standing = [], inFlight = [] } = options;
  return witnessAg({ nodes: nodesOf(said, options), marks: [], inFlight, events: [], standing: new Set(standing), now: NOW });
}

/** The nodes of such a cluster. */
export function nodesOf(said: Readonly<Record<string, readonly Said[]>>, options: Options = {}): WitnessNode<unknown>[] {
  const { databases, stepMs, limits = {}, cluster = {} } = options;
  return Object.entries(said).map(([node, own]): WitnessNode<unknown> => {
    const role = node === 'a' ? 'primary' : 'secondary';
    const told = own.map((one) => ({ ...one, replica: { role, ...one.replica } as const }));
    return {
      node,
      settings: { limits: { ...NO_LIMITS, ...limits } },
      windows: {
        ag: readings(
          node,
          'ag',
          told.map((one) => agInfo(node, one, databases)),
          stepMs,
        ),
        logs: readings(
          node,
          'logs',
          told.map((one) => logInfo(one, databases)),
          stepMs,
        ),
        cluster: readings(node, 'cluster', cluster[node] ?? [], stepMs),
      },
    };
  });
}

/** What is found of one kind or another, as "critical b: stuck". */
export function kinds(findings: readonly Found[]): string[] {
  return findings.map(({ judged, subject, kind }) => `${judged.status} ${subject}: ${kind}`);
}

/** The sentences, moments as the time of the day in UTC. */
export function sentences(findings: readonly Found[]): string {
  return findings.map(({ subject, told }) => `${subject}: ${toldInUtc(told)}`).join('\n');
}
