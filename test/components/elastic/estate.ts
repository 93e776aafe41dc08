import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import { sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import {
  ALLOCATION,
  CLUSTER_NODE,
  type ClusterView,
  HEALTH,
  type HoldingView,
  INDICES,
  LOAD,
  type MemberView,
  OWN,
  type OwnView,
  RECOVERIES,
  SHARDS,
  VOLUME,
} from '#lib/systems/elastic/model.ts';
import type { RecoveryView, ShardView, TableView } from '#lib/systems/elastic/model-data.ts';
import { type ElasticView, memberRow, shardRow } from '#lib/systems/elastic/rows.ts';
import { NOW, probe } from '../estate.ts';

const GIB = 2 ** 30;
const TELLER = { by: 'log01', product: { is: 'elasticsearch', version: '8.17.0' } } as const;

/** A source with its rows. */
export type Fed = { probe: ProbeRow; rows: readonly LiveRow[] };

/** What one probe of a node of the cluster "logs" told 2 s ago. */
export function fed(name: string, views: readonly LiveRow[], over: Partial<ProbeRow> = {}, node = CLUSTER_NODE): Fed {
  const own = probe(
    {
      source: { system: 'elastic', group: 'logs', node, probe: name },
      ...{ question: name, systemTitle: 'Elasticsearch', groupTitle: 'Logs', address: node, acting: null },
      ...over,
    },
    node,
  );
  return { probe: own, rows: over.newest === null ? [] : views };
}

export function rowOf(id: string, value: ElasticView, status: Status = 'ok', reason = 'as it should be'): LiveRow {
  return { id, verdict: { status, reason, since: { at: NOW - 60_000, how: 'source' } }, value };
}

export function own(node: string, over: Partial<OwnView> = {}, ofProbe: Partial<ProbeRow> = {}): Fed {
  const view: OwnView = {
    ...{
      kind: 'own',
      node,
      address: `http://${node}:9200`,
      product: TELLER.product,
      name: `ny-${node}`,
      clusterName: 'ny-logs',
      uuid: 'u',
    },
    ...{ stateVersion: 1201, stateUuid: 's', masterId: 'id of ny-log01' },
    ...over,
  };
  return fed(OWN, [rowOf('own', view)], ofProbe, node);
}

export function health(over: Partial<ClusterView> = {}, ofProbe: Partial<ProbeRow> = {}): Fed {
  const view: ClusterView = {
    ...{ kind: 'cluster', ...TELLER, clusterName: 'ny-logs', uuid: 'u', color: 'green', isTimedOut: false, nodes: 3, dataNodes: 3 },
    shards: { active: 120, activePrimary: 60, relocating: 0, initializing: 0, unassigned: 0, unassignedPrimary: 0, delayed: 0 },
    ...{ pendingTasks: 0, oldestPendingMs: 0, inFlightFetches: 0, activePercent: 100 },
    ...over,
  };
  const status = view.color === 'red' ? 'critical' : view.color === 'yellow' ? 'warning' : 'ok';
  return fed(HEALTH, [rowOf('cluster', view, status, view.color)], ofProbe);
}

export function member(name: string, over: Partial<MemberView> = {}): LiveRow {
  const view: MemberView = {
    ...{ kind: 'member', id: `id of ${name}`, name, roles: ['master', 'data_hot'], host: `${name}.example.net`, ip: '10.0.0.1' },
    ...{ takenAt: NOW, startedAt: NOW - 3_600_000, cpuPercent: 31, load1: 1.5, memoryTotalBytes: 64 * GIB, memoryUsedBytes: 60 * GIB },
    ...{ heapUsedBytes: 12 * GIB, heapMaxBytes: 30 * GIB, openFiles: 10, maxFiles: 100, diskTotalBytes: null, diskAvailableBytes: null },
    ...{ receivedBytes: null, sentBytes: null, collectors: [], breakers: [], pools: [] },
    searches: { times: 1, tookMs: 1, current: 0 },
    indexing: { times: 1, tookMs: 1, current: 0 },
    rates: {
      ...{ searchesPerSecond: 120, indexingPerSecond: 1_500, searchMs: 4.5, receivedBytesPerSecond: null, sentBytesPerSecond: null },
      ...{ collectingRatio: 0.01, rejected: 0, tripped: 0, overMs: 60_000 },
    },
    ...over,
  };
  return rowOf(memberRow(name), view);
}

export function holding(name: string, usedRatio: number, over: Partial<HoldingView> = {}): LiveRow {
  const view: HoldingView = {
    ...{ kind: 'holding', name, host: name, ip: null, shards: 40, indicesBytes: 1, diskUsedBytes: usedRatio * 100 * GIB },
    ...{ diskAvailableBytes: (1 - usedRatio) * 100 * GIB, diskTotalBytes: 100 * GIB, beyond: null, isExcluded: false, shutdown: null },
    watermarks: { low: '85%', high: '90%', floodStage: '95%', isEnabled: true },
    ...over,
  };
  return rowOf(
    memberRow(name),
    view,
    view.beyond === null ? 'ok' : 'warning',
    view.beyond === null ? 'room' : `beyond the ${view.beyond} watermark`,
  );
}

export function shard(over: Partial<ShardView> = {}): LiveRow {
  const view: ShardView = {
    ...{ kind: 'shard', index: 'logs-1', number: 0, isPrimary: true, state: 'UNASSIGNED', node: null, to: null, recoversFrom: null },
    unassigned: { reason: 'NODE_LEFT', since: NOW - 900_000, details: null, failedTimes: null, isDelayed: false, status: 'no_attempt' },
    ...over,
  };
  return rowOf(shardRow(view), view, view.isPrimary ? 'critical' : 'warning', 'not assigned');
}

export function shards(troubled: readonly LiveRow[], over: Partial<TableView> = {}, ofProbe: Partial<ProbeRow> = {}): Fed {
  const table: TableView = {
    ...{ kind: 'table', ...TELLER, stateVersion: 1201, stateUuid: 's', readAt: NOW - 2_000, count: 124, troubledCount: troubled.length },
    ...over,
  };
  return fed(SHARDS, [rowOf('table', table), ...troubled], ofProbe);
}

export function recovery(over: Partial<RecoveryView> = {}): LiveRow {
  const view: RecoveryView = {
    ...{ kind: 'recovery', index: 'logs-1', number: 0, isPrimary: false, type: 'PEER', stage: 'INDEX', from: 'ny-log01', to: 'ny-log02' },
    ...{
      startedAt: NOW - 60_000,
      elapsedMs: 60_000,
      totalBytes: 4e9,
      recoveredBytes: 1e9,
      totalOperations: null,
      recoveredOperations: null,
    },
    ...{ percent: 25, bytesPerSecond: 1e7, leftMs: 300_000 },
    ...over,
  };
  return rowOf(`recovery/${view.index}/${view.number}`, view);
}

const MEMBERS = ['ny-log01', 'ny-log02', 'ny-log03'];

/** A cluster that is well: two URLs and three members. Later parts take the place of earlier ones of the same source. */
export function cluster(...parts: readonly Fed[]): Fed[] {
  const all = [
    health(),
    own('log01'),
    own('log02'),
    fed(
      LOAD,
      MEMBERS.map((name) => member(name)),
    ),
    fed(ALLOCATION, [
      rowOf('settings', {
        ...{ kind: 'settings', unassigned: 0, by: 'log01' },
        settings: {
          enable: null,
          rebalance: null,
          exclude: [],
          watermarks: { low: '85%', high: '90%', floodStage: '95%', isEnabled: true },
        },
      }),
      ...MEMBERS.map((name) => holding(name, 0.6)),
    ]),
    shards([]),
    fed(RECOVERIES, []),
    fed(INDICES, []),
    fed(VOLUME, [
      rowOf('total', {
        ...{ kind: 'total', indices: 12, docs: 4_000_000, deletedDocs: 0, primaryBytes: 5e9, totalBytes: 1e10 },
        ...{ searches: 1, indexed: 1, searchesPerSecond: 10, indexedPerSecond: 20 },
      }),
    ]),
    ...parts,
  ];
  return [...new Map(all.map((one) => [sourceId(one.probe.source), one])).values()];
}

/** What is found about the cluster as a whole. */
export function found(over: Partial<Finding> = {}): Finding {
  return {
    ...{ id: 'missing ny-log05', kind: 'missing', title: 'Member missing', subject: 'ny-log05', place: '', host: null },
    ...{ system: 'elastic', group: 'logs', told: ['is not in the cluster'], nodes: [CLUSTER_NODE], probe: HEALTH },
    ...{ rows: [{ node: CLUSTER_NODE, row: 'cluster' }], followsRows: false },
    verdict: { status: 'warning', reason: 'is not in the cluster', since: { at: NOW - 900_000, how: 'seen' } },
    ...over,
  };
}
