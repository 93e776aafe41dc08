import { type Node, nodeOf } from '../../model/cluster.ts';
import { type Holding, tally } from '../../model/tally.ts';
import type { Ask, Route } from '../ask.ts';
import { type CatRow, catAnswer } from '../cat-table.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isElasticFrom, type Release } from '../release.ts';
import { sizeText } from '../sizes.ts';
import { illegalArgument } from '../wire-error.ts';
import { nodesBy } from './names.ts';

export const allocationRoutes: Route[] = ['/_cat/allocation', '/_cat/allocation/{node}'].map((path) => ({
  ...{ methods: ['GET'], path, action: 'cluster:monitor/state', privilege: 'monitor', serve },
  parameters: (release: Release) => ['local', ...masterParameters(release)],
  needsMaster: ({ query }) => !isOn(query, 'local'),
}));

const DISKS = ['disk.indices', 'disk.used', 'disk.avail', 'disk.total', 'disk.percent', 'host', 'ip', 'node'];

/** Columns as the versions added them: forecasts in 8.6 and 8.8, roles in 8.10. */
function columnsOf(release: Release): string[] {
  if (!isElasticFrom(release, 8, 6)) return ['shards', ...DISKS];
  const undesired = isElasticFrom(release, 8, 8) ? ['shards.undesired'] : [];
  const roles = isElasticFrom(release, 8, 10) ? ['node.role'] : [];
  return ['shards', ...undesired, 'write_load.forecast', 'disk.indices.forecast', ...DISKS, ...roles];
}

function serve(ask: Ask): unknown {
  const { release, cluster, query, parts } = ask;
  const { holdings, unassigned } = tally(cluster);
  const meant = new Set(nodesBy(ask, parts.node).map(({ id }) => id));
  const size = sizer(query);
  const rows = [...holdings].filter(([id]) => meant.has(id)).map(([id, holding]) => rowOf(nodeOf(cluster, id), { holding, size }));
  const columns = columnsOf(release);
  const nowhere: CatRow = {
    ...Object.fromEntries(columns.map((name) => [name, null])),
    shards: String(unassigned.length),
    node: 'UNASSIGNED',
  };
  return catAnswer({ columns, rows: unassigned.length > 0 && parts.node === undefined ? [...rows, nowhere] : rows }, query);
}

type Told = { holding: Holding; size: (bytes: number) => string };

function rowOf(node: Node, { holding, size }: Told): CatRow {
  const { shards, indicesBytes, diskUsedBytes: used, diskAvailableBytes: free } = holding;
  return {
    ...{ shards: String(shards), 'shards.undesired': '0', 'write_load.forecast': '0.0', 'disk.indices.forecast': size(indicesBytes) },
    ...{ 'disk.indices': size(indicesBytes), 'disk.used': size(used), 'disk.avail': size(free), 'disk.total': size(used + free) },
    ...{ 'disk.percent': String(Math.floor((used / (used + free)) * 100)), host: node.host, ip: node.ip, node: node.name },
    'node.role': rolesText(node),
  };
}

const UNITS: Record<string, number> = {
  b: 1,
  k: 2 ** 10,
  kb: 2 ** 10,
  m: 2 ** 20,
  mb: 2 ** 20,
  g: 2 ** 30,
  gb: 2 ** 30,
  t: 2 ** 40,
  tb: 2 ** 40,
};

/** In the unit that was asked for, whole; else as people read it. */
export function sizer(query: URLSearchParams): (bytes: number) => string {
  const unit = query.get('bytes');
  if (unit === null) return sizeText;
  const divisor = UNITS[unit];
  if (divisor === undefined) throw illegalArgument(`bytes parameter [${unit}] is not one of [b, kb, mb, gb, tb]`);
  return (bytes) => String(Math.floor(bytes / divisor));
}

const LETTERS: Record<string, string> = {
  ...{ data_cold: 'c', data: 'd', data_frozen: 'f', data_hot: 'h', ingest: 'i', ml: 'l', master: 'm' },
  ...{ remote_cluster_client: 'r', data_content: 's', transform: 't', data_warm: 'w' },
};

export function rolesText({ roles }: Node): string {
  return (
    roles
      .map((role) => LETTERS[role] ?? '')
      .toSorted()
      .join('') || '-'
  );
}
