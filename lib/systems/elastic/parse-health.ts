import { ParseError } from '../../failure.ts';
import { JsonPart } from './json-part.ts';
import { COLORS, type Color, type HealthInfo, type ShardCounts } from './model.ts';
import { parseUuid } from './parse-own.ts';
import type { RawHealth } from './raw.ts';

/** Reads `_cluster/health`, and of `GET /` the identity of the cluster. */
export function parseHealth({ by, product, root, health }: RawHealth): HealthInfo {
  const told = new JsonPart(health, '');
  return {
    ...{ by, product },
    clusterName: told.neededText('cluster_name'),
    uuid: parseUuid(new JsonPart(root, '').text('cluster_uuid')),
    color: parseColor(told),
    isTimedOut: told.flag('timed_out') ?? false,
    nodes: told.neededCount('number_of_nodes'),
    dataNodes: told.neededCount('number_of_data_nodes'),
    shards: parseShardCounts(told),
    pendingTasks: told.count('number_of_pending_tasks'),
    oldestPendingMs: told.count('task_max_waiting_in_queue_millis'),
    inFlightFetches: told.count('number_of_in_flight_fetch'),
    activePercent: told.count('active_shards_percent_as_number'),
  };
}

/** The colour of a health. Where there is no master a number stands in its place: the status of the refusal. */
export function parseColor(told: JsonPart): Color {
  const said = told.value('status');
  const color = COLORS.find((one) => one === said);
  if (color !== undefined) return color;
  if (typeof said !== 'number')
    throw new ParseError(`${told.where === '' ? '' : `${told.where}.`}status is no colour of a health`, JSON.stringify(said ?? null));
  const why = said === 503 ? ': it knows no elected master' : '';
  throw new ParseError(`it refuses to tell the health, with status ${said}${why}`, String(said));
}

/** How many shards stand how, of the cluster or of one index. */
export function parseShardCounts(told: JsonPart): ShardCounts {
  return {
    active: told.neededCount('active_shards'),
    activePrimary: told.neededCount('active_primary_shards'),
    relocating: told.neededCount('relocating_shards'),
    initializing: told.neededCount('initializing_shards'),
    unassigned: told.neededCount('unassigned_shards'),
    unassignedPrimary: told.count('unassigned_primary_shards'),
    delayed: told.count('delayed_unassigned_shards'),
  };
}
