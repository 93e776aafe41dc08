import { type Node, nodeOf, type RecoveryStage } from '../../model/cluster.ts';
import type { Ask, Route } from '../ask.ts';
import { type CatRow, catAnswer } from '../cat-table.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isElasticFrom, isOpenFrom } from '../release.ts';
import { timeText } from '../sizes.ts';
import { sizer } from './cat-allocation.ts';
import { activePercent, together } from './health.ts';
import { seenNodes } from './names.ts';
import { type Moving, percentOf, recoveriesOf } from './recovery.ts';

const notLocal = ({ query }: Ask): boolean => !isOn(query, 'local');

export const catRoutes: Route[] = [
  ...['/_cat/master', '/_cat/cluster_manager'].map(
    (path): Route => ({
      ...{ methods: ['GET'], path, action: 'cluster:monitor/state', privilege: 'monitor', serve: master, needsMaster: notLocal },
      parameters: (release) => ['local', ...masterParameters(release)],
      isThere: (release) => path === '/_cat/master' || isOpenFrom(release, 2),
    }),
  ),
  {
    methods: ['GET'],
    path: '/_cat/health',
    action: 'cluster:monitor/health',
    privilege: 'monitor',
    serve: health,
    needsMaster: () => true,
  },
  ...['/_cat/recovery', '/_cat/recovery/{index}'].map(
    (path): Route => ({
      ...{ methods: ['GET'], path, action: 'indices:monitor/recovery', privilege: 'index:monitor', serve: recovery },
      parameters: () => ['active_only', 'detailed', 'index'],
    }),
  ),
];

function master({ cluster, view, query }: Ask): unknown {
  const node = view.masterId === null ? null : nodeOf(cluster, view.masterId);
  const row: CatRow =
    node === null ? { id: '-', host: '-', ip: '-', node: '-' } : { id: node.id, host: node.host, ip: node.ip, node: node.name };
  return catAnswer({ columns: ['id', 'host', 'ip', 'node'], rows: [row] }, query);
}

function health(ask: Ask): unknown {
  const { release, cluster, query, now } = ask;
  const { color, counts } = together(ask, [...cluster.indices.values()]);
  const seen = seenNodes(ask);
  const waiting = Math.max(0, ...cluster.pending.map(({ at }) => now - at));
  const row: CatRow = {
    ...{
      epoch: String(Math.floor(now / 1_000)),
      timestamp: new Date(now).toISOString().slice(11, 19),
      cluster: cluster.name,
      status: color,
    },
    ...{ 'node.total': String(seen.length), 'node.data': String(seen.filter(hasData).length) },
    ...(isOpenFrom(release, 1) ? { discovered_cluster_manager: String(ask.view.masterId !== null) } : {}),
    ...{
      shards: String(counts.active),
      pri: String(counts.activePrimary),
      relo: String(counts.relocating),
      init: String(counts.initializing),
    },
    ...{
      unassign: String(counts.unassigned),
      ...(isElasticFrom(release, 8, 16) ? { 'unassign.pri': String(counts.unassignedPrimary) } : {}),
    },
    ...{ pending_tasks: String(cluster.pending.length), max_task_wait_time: waiting === 0 ? '-' : timeText(waiting) },
    active_shards_percent: `${activePercent(counts).toFixed(1)}%`,
  };
  return catAnswer({ columns: Object.keys(row), rows: [row] }, query);
}

function hasData({ roles }: Node): boolean {
  return roles.some((role) => role.startsWith('data'));
}

const COLUMNS = (
  'index shard time type stage source_host source_node target_host target_node repository snapshot files files_recovered files_percent files_total ' +
  'bytes bytes_recovered bytes_percent bytes_total translog_ops translog_ops_recovered translog_ops_percent'
).split(' ');
const ALIASES = {
  i: 'index',
  s: 'shard',
  t: 'time',
  ty: 'type',
  st: 'stage',
  shost: 'source_host',
  thost: 'target_host',
  f: 'files',
  fp: 'files_percent',
  b: 'bytes',
  bp: 'bytes_percent',
};
const STAGES: Record<RecoveryStage, string> = {
  ...{ INIT: 'init', INDEX: 'index', VERIFY_INDEX: 'verify_index', TRANSLOG: 'translog', FINALIZE: 'finalize', DONE: 'done' },
};

function recovery(ask: Ask): unknown {
  return catAnswer({ columns: COLUMNS, aliases: ALIASES, rows: recoveriesOf(ask).map((one) => recoveryRow(ask, one)) }, ask.query);
}

function recoveryRow({ cluster, query, now }: Ask, { index, shard, recovery: made }: Moving): CatRow {
  const size = sizer(query);
  const node = (id: string | null): { host: string; name: string } => (id === null ? { host: 'n/a', name: 'n/a' } : nodeOf(cluster, id));
  const [from, to] = [node(made.fromId), node(made.toId)];
  const elapsed = made.stage === 'DONE' ? made.stageAt - made.startedAt : now - made.startedAt;
  const [bytes, files] = [made.totalBytes - made.reusedBytes, made.totalFiles - made.reusedFiles];
  return {
    ...{ index: index.name, shard: String(shard.number), time: query.get('time') === 'ms' ? String(elapsed) : timeText(elapsed) },
    ...{ type: made.source.toLowerCase(), stage: STAGES[made.stage] },
    ...{ source_host: from.host, source_node: from.name, target_host: to.host, target_node: to.name, repository: 'n/a', snapshot: 'n/a' },
    ...{ files: String(files), files_recovered: String(made.recoveredFiles), files_percent: percentOf(made.recoveredFiles, files) },
    ...{ files_total: String(made.totalFiles), bytes: size(bytes), bytes_recovered: size(made.recoveredBytes) },
    ...{
      bytes_percent: percentOf(made.recoveredBytes, bytes),
      bytes_total: size(made.totalBytes),
      translog_ops: String(made.totalOperations),
    },
    ...{
      translog_ops_recovered: String(made.recoveredOperations),
      translog_ops_percent: percentOf(made.recoveredOperations, made.totalOperations),
    },
  };
}
