import { holdsData, type Index } from '../../model/cluster.ts';
import { type Color, type Counts, healthOfIndex, healthOfShard } from '../../model/health.ts';
import type { Ask, Route } from '../ask.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isElasticFrom, isOpenFrom, isSearch, type Release } from '../release.ts';
import { illegalArgument, WireError } from '../wire-error.ts';
import { indicesBy, seenNodes } from './names.ts';

const WAITS = ['status', 'nodes', 'active_shards', 'events', 'no_relocating_shards', 'no_initializing_shards'];
const SEVERITY: Record<Color, number> = { green: 0, yellow: 1, red: 2 };
const NONE: Counts = { active: 0, activePrimary: 0, relocating: 0, initializing: 0, unassigned: 0, unassignedPrimary: 0, delayed: 0 };

const own = (release: Release): string[] => [
  ...['local', 'level', 'timeout', 'expand_wildcards', ...WAITS.map((one) => `wait_for_${one}`), ...masterParameters(release)],
  ...(isSearch(release) ? [] : ['awareness_attribute']),
];

export const healthRoutes: Route[] = ['/_cluster/health', '/_cluster/health/{index}'].map((path) => ({
  ...{ methods: ['GET'], path, action: 'cluster:monitor/health', privilege: 'monitor', parameters: own, serve: health },
  needsMaster: ({ query }) => !isOn(query, 'local'),
}));

function health(ask: Ask): unknown {
  const { release, cluster, view, parts, query, now } = ask;
  const level = levelOf(release, query);
  const indices = indicesBy(cluster, parts.index, true);
  const { color, counts } = together(ask, indices);
  const seen = seenNodes(ask);
  const hasMaster = view.masterId !== null;
  const body = {
    ...{
      cluster_name: cluster.name,
      status: color,
      timed_out: false,
      number_of_nodes: seen.length,
      number_of_data_nodes: seen.filter(holdsData).length,
    },
    ...(isSearch(release) ? {} : { discovered_master: hasMaster }),
    ...(isOpenFrom(release, 2) ? { discovered_cluster_manager: hasMaster } : {}),
    ...wireCounts(release, counts),
    ...{ delayed_unassigned_shards: counts.delayed, number_of_pending_tasks: cluster.pending.length, number_of_in_flight_fetch: 0 },
    task_max_waiting_in_queue_millis: Math.max(0, ...cluster.pending.map(({ at }) => now - at)),
    active_shards_percent_as_number: activePercent(counts),
    ...(level === 'cluster'
      ? {}
      : { indices: Object.fromEntries(indices.map((index) => [index.name, indexHealth(release, index, level)])) }),
  };
  if (isAwaited(query, color)) throw new WireError(408, { ...body, timed_out: true });
  return body;
}

function levelOf(release: Release, query: URLSearchParams): string {
  const level = query.get('level') ?? 'cluster';
  if (level === 'awareness_attributes' && !isSearch(release)) return 'cluster';
  if (!['cluster', 'indices', 'shards'].includes(level)) throw illegalArgument(`unknown level [${level}]`);
  return level;
}

/** Without a master nothing is known to be well. */
export function together({ view }: Pick<Ask, 'view'>, indices: readonly Index[]): { color: Color; counts: Counts } {
  const counts = { ...NONE };
  let color: Color = view.masterId === null ? 'red' : 'green';
  for (const health of indices.map(healthOfIndex)) {
    if (SEVERITY[health.color] > SEVERITY[color]) color = health.color;
    for (const name of Object.keys(counts) as (keyof Counts)[]) counts[name] += health.counts[name];
  }
  return { color, counts };
}

export function activePercent({ active, initializing, unassigned }: Counts): number {
  const all = active + initializing + unassigned;
  return all === 0 ? 100 : (active / all) * 100;
}

function indexHealth(release: Release, index: Index, level: string): unknown {
  const { color, counts } = healthOfIndex(index);
  return {
    ...{ status: color, number_of_shards: index.primaries, number_of_replicas: index.replicas, ...wireCounts(release, counts) },
    ...(level === 'shards' ? { shards: shardsHealth(release, index) } : {}),
  };
}

function shardsHealth(release: Release, index: Index): unknown {
  return Object.fromEntries(
    index.shards.map((shard) => {
      const { color, counts } = healthOfShard(shard);
      const { active_primary_shards: primary, ...others } = wireCounts(release, counts);
      return [shard.number, { status: color, primary_active: primary > 0, ...others }];
    }),
  );
}

function wireCounts(release: Release, counts: Counts): { active_primary_shards: number } & Record<string, number> {
  return {
    ...{ active_primary_shards: counts.activePrimary, active_shards: counts.active, relocating_shards: counts.relocating },
    ...{ initializing_shards: counts.initializing, unassigned_shards: counts.unassigned },
    ...(isElasticFrom(release, 8, 16) ? { unassigned_primary_shards: counts.unassignedPrimary } : {}),
  };
}

/** Nobody waits here: what is waited for and is not so times out at once. */
function isAwaited(query: URLSearchParams, color: Color): boolean {
  const wanted = query.get('wait_for_status')?.toLowerCase();
  return (wanted === 'green' || wanted === 'yellow') && SEVERITY[color] > SEVERITY[wanted];
}
