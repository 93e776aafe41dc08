import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import type { Part } from '#lib/issues/issue.ts';
import { sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import type { AgDatabase, AgGroup, AgReplica, LogView, WindowsClusterView } from '#lib/systems/sql/ag/model.ts';
import type { ServerView } from '#lib/systems/sql/model.ts';
import { finding } from '../../issues/finding.ts';
import { NOW, probe } from '../estate.ts';

export const CLUSTER = 'ny-sql-cl1';

export function sqlProbe(node: string, question: string, over: Partial<ProbeRow> = {}): ProbeRow {
  return probe(
    {
      source: { system: 'sql', group: CLUSTER, node, probe: question },
      question,
      systemTitle: 'SQL Server',
      groupTitle: 'NY-SQL-CL1',
      address: `${node}:1433`,
      acting: null,
      intervalMs: 10_000,
      staleAfterMs: 17_000,
      vital: question === 'ag',
      ...over,
    },
    node,
  );
}

export function replica(name: string, over: Partial<AgReplica> = {}): AgReplica {
  return {
    ...{
      id: `id of ${name}`,
      name,
      isLocal: true,
      role: 'secondary',
      mode: 'synchronous',
      failoverMode: 'automatic',
      seedingMode: 'manual',
    },
    ...{
      endpointUrl: null,
      sessionTimeoutSeconds: 10,
      backupPriority: 50,
      primaryAllows: null,
      secondaryAllows: null,
      readOnlyRoutingUrl: null,
    },
    ...{
      operationalState: 'online',
      isConnected: true,
      recoveryHealth: 'online',
      syncHealth: 'healthy',
      joinState: null,
      lastConnectError: null,
    },
    ...over,
  };
}

const NOWHERE: AgDatabase['positions'] = {
  ...{ endOfLog: null, lastSent: null, lastReceived: null, lastHardened: null, lastRedone: null, lastCommit: null, truncation: null },
  ...{ recovery: null, lastSentAt: null, lastReceivedAt: null, lastHardenedAt: null, lastRedoneAt: null, lastCommitAt: null },
};

export function database(name: string, of: string, over: Partial<AgDatabase> = {}): AgDatabase {
  return {
    ...{
      id: `id of ${name}`,
      replicaId: `id of ${of}`,
      name,
      isLocal: true,
      isPrimary: false,
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
    ...{ sendQueueKb: null, sendRateKbPerSecond: null, redoQueueKb: 0, redoRateKbPerSecond: 0, lagSeconds: null },
    positions: {
      ...NOWHERE,
      lastReceived: '0000027841000030211800004',
      lastHardened: '0000027841000030211800004',
      lastCommitAt: NOW - 3_000,
    },
    ...over,
  };
}

/** What the primary says of a database at another replica. */
export function claim(name: string, of: string, over: Partial<AgDatabase> = {}): AgDatabase {
  return database(name, of, { isLocal: false, sendQueueKb: 0, lagSeconds: 0, ...over });
}

function live(id: string, value: object, status: Status = 'ok', reason = 'as it should be'): LiveRow {
  return { id, value, verdict: { status, reason, since: { at: NOW - 60_000, how: 'seen' } } };
}

/** What a node says of a group: `own` is its replica there, `others` what it claims; databases by name. */
export type Says = {
  ag?: string;
  own: AgReplica;
  others?: readonly AgReplica[];
  databases: readonly { own: AgDatabase; claims?: readonly AgDatabase[]; status?: Status; reason?: string }[];
  status?: Status;
  reason?: string;
  group?: Partial<AgGroup>;
};

const SETTINGS: Omit<AgGroup, 'id' | 'name' | 'replicas' | 'databases'> = {
  ...{ clusterType: 'wsfc', isDistributed: false, primaryReplica: null, syncHealth: 'healthy', primaryRecoveryHealth: 'online' },
  ...{
    secondaryRecoveryHealth: 'online',
    failureConditionLevel: 3,
    healthCheckTimeoutMs: 30_000,
    backupPreference: 'secondary',
    routing: [],
  },
  listeners: [
    {
      ...{ id: 'l1', dnsName: 'SO-AG', port: 1433, isConformant: true },
      addresses: [
        { ip: '10.7.2.50', mask: '255.255.255.0', state: 'online' },
        { ip: '10.17.2.50', mask: '255.255.255.0', state: 'offline' },
      ],
    },
  ],
};

export function agRows({ ag = 'SO_AG', own, others = [], databases, status, reason, group = {} }: Says): LiveRow[] {
  const view = { ...SETTINGS, id: `id of ${ag}`, name: ag, ...group };
  return [
    live(
      `ag/${ag}`,
      { kind: 'ag', node: own.name, server: own.name, group: view, own, others, databases: databases.length },
      status,
      reason,
    ),
    ...databases.map((one) =>
      live(
        `ag/${ag}/${one.own.name}`,
        { kind: 'ag database', group: ag, groupId: `id of ${ag}`, server: own.name, own: one.own, claims: one.claims ?? [] },
        one.status,
        one.reason,
      ),
    ),
  ];
}

export function logRow(name: string, over: Partial<LogView> = {}): LiveRow {
  const file = {
    database: name,
    groupDatabaseId: `id of ${name}`,
    writtenBytes: 1,
    sizeBytes: 1e9,
    usedBytes: 61e7,
    reuseWait: 'availability_replica',
    volume: 'L:',
    otherVolumes: [],
  };
  const volume = { mount: 'L:', totalBytes: 954e9, freeBytes: 372e9 };
  const value: LogView = {
    kind: 'log',
    file,
    volume,
    otherVolumes: [],
    bytesPerSecond: 1.01e6,
    wroteBytes: 1.01e7,
    fullInSeconds: 331_200,
    ...over,
  };
  return live(`log/${name}`, value);
}

export function clusterRow(): LiveRow {
  const value: WindowsClusterView = {
    kind: 'windows cluster',
    cluster: {
      ...{ name: 'NY-SQL-CL1', quorumType: 'node majority', quorumState: 'normal quorum', networks: [] },
      members: ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'].map((name) => ({ name, kind: 'node', isUp: true, votes: 1 })),
    },
  };
  return live('cluster', value);
}

export function serverRow(node: string, over: Partial<ServerView> = {}): LiveRow {
  const value: ServerView = {
    ...{
      kind: 'server',
      node,
      address: `${node}:1433`,
      name: node,
      machine: node,
      instance: null,
      version: '16.0.4145.4',
      level: 'RTM',
      update: 'CU15',
    },
    ...{ edition: 'Enterprise', engineEdition: 3, isAlwaysOn: true, isFailoverCluster: false, saidAt: NOW, offsetMinutes: 0, startedAt: 0 },
    ...{ release: '2022', skewMs: 0 },
    ...over,
  };
  return live('server', value);
}

export const part = (node: string, question: string, rows: readonly LiveRow[], over: Partial<ProbeRow> = {}): Part => ({
  probe: sqlProbe(node, question, over),
  rows,
});

export function rowsOf(parts: readonly Part[]): Map<string, readonly LiveRow[]> {
  return new Map(parts.map(({ probe: { source }, rows }) => [sourceId(source), rows]));
}

/** What is proved of databases at a node of the cluster. */
export function proved(
  [kind, status]: readonly [string, Status],
  node: string,
  rows: readonly string[],
  over: Partial<Finding> = {},
): Finding {
  const told = [`${node}: ${kind}`];
  return finding(['NY-SQL01', node], {
    ...{
      system: 'sql',
      group: CLUSTER,
      id: `${kind} ${node} ${rows[0]}`,
      kind,
      title: kind,
      subject: node,
      place: '',
      host: null,
      probe: 'ag',
    },
    ...{ told, rows: rows.map((row) => ({ node, row })) },
    verdict: { status, reason: told.join(''), since: { at: NOW - 368_000, how: 'seen' } },
    ...over,
  });
}
