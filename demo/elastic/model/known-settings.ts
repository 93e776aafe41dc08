import type { Cluster } from './cluster.ts';
import { isElasticFrom } from './release.ts';
import { isBoolean, isBytes, isDuration, isNumber, isWatermark, isWholeNumber } from './setting-values.ts';

/** A setting: what it is by default, and what is wrong with a value (null: nothing). */
export type Known = { value: string; wrong: (value: string) => string | null };

const ENABLE = ['all', 'primaries', 'new_primaries', 'none'];
const REBALANCE = ['all', 'primaries', 'replicas', 'none'];
const A = 'cluster.routing.allocation';

const any = () => null;
const oneOf =
  (words: readonly string[], name: string) =>
  (value: string): string | null =>
    words.includes(value.toLowerCase()) ? null : `Illegal ${name} value [${value.toUpperCase()}]`;
const as =
  (is: (value: string) => boolean, what: string) =>
  (value: string): string | null =>
    is(value) ? null : `Failed to parse value [${value}] as ${what}`;
const bool = as(isBoolean, 'only [true] or [false] are allowed.');
const whole = as(isWholeNumber, 'a whole number');
const number = as(isNumber, 'a number');
const bytes = as(isBytes, 'a size in bytes: unit is missing or unrecognized');
const duration = as(isDuration, 'a time value: unit is missing or unrecognized');
const watermark = as(isWatermark, 'a percentage, a ratio or a size in bytes');

const CLUSTER: Record<string, Known> = {
  [`${A}.enable`]: { value: 'all', wrong: oneOf(ENABLE, 'allocation.enable') },
  'cluster.routing.rebalance.enable': { value: 'all', wrong: oneOf(REBALANCE, 'rebalance.enable') },
  [`${A}.allow_rebalance`]: {
    value: 'indices_all_active',
    wrong: oneOf(['always', 'indices_primaries_active', 'indices_all_active'], 'allow_rebalance'),
  },
  [`${A}.cluster_concurrent_rebalance`]: { value: '2', wrong: whole },
  [`${A}.node_concurrent_recoveries`]: { value: '2', wrong: whole },
  [`${A}.node_concurrent_incoming_recoveries`]: { value: '2', wrong: whole },
  [`${A}.node_concurrent_outgoing_recoveries`]: { value: '2', wrong: whole },
  [`${A}.node_initial_primaries_recoveries`]: { value: '4', wrong: whole },
  [`${A}.same_shard.host`]: { value: 'false', wrong: bool },
  [`${A}.total_shards_per_node`]: { value: '-1', wrong: whole },
  [`${A}.awareness.attributes`]: { value: '', wrong: any },
  [`${A}.balance.shard`]: { value: '0.45', wrong: number },
  [`${A}.balance.index`]: { value: '0.55', wrong: number },
  [`${A}.balance.threshold`]: { value: '1.0', wrong: number },
  [`${A}.disk.threshold_enabled`]: { value: 'true', wrong: bool },
  [`${A}.disk.watermark.low`]: { value: '85%', wrong: watermark },
  [`${A}.disk.watermark.high`]: { value: '90%', wrong: watermark },
  [`${A}.disk.watermark.flood_stage`]: { value: '95%', wrong: watermark },
  'cluster.info.update.interval': { value: '30s', wrong: duration },
  'cluster.max_shards_per_node': { value: '1000', wrong: whole },
  'cluster.blocks.read_only': { value: 'false', wrong: bool },
  'cluster.blocks.read_only_allow_delete': { value: 'false', wrong: bool },
  'indices.recovery.max_bytes_per_sec': { value: '40mb', wrong: bytes },
  'indices.breaker.total.limit': { value: '95%', wrong: watermark },
  'indices.breaker.request.limit': { value: '60%', wrong: watermark },
  'indices.breaker.fielddata.limit': { value: '40%', wrong: watermark },
  'search.default_search_timeout': { value: '-1', wrong: any },
  'search.max_buckets': { value: '65535', wrong: whole },
  'action.auto_create_index': { value: 'true', wrong: any },
  'action.destructive_requires_name': { value: 'true', wrong: bool },
  'script.max_compilations_rate': { value: '150/5m', wrong: any },
};

const ELASTIC: Record<string, Known> = {
  'indices.lifecycle.poll_interval': { value: '10m', wrong: duration },
  'slm.retention_schedule': { value: '0 30 1 * * ?', wrong: any },
  'xpack.monitoring.collection.enabled': { value: 'false', wrong: bool },
};
const HEADROOM: Record<string, Known> = {
  [`${A}.disk.watermark.low.max_headroom`]: { value: '200GB', wrong: watermark },
  [`${A}.disk.watermark.high.max_headroom`]: { value: '150GB', wrong: watermark },
  [`${A}.disk.watermark.flood_stage.max_headroom`]: { value: '100GB', wrong: watermark },
};
const OPENSEARCH: Record<string, Known> = {
  'plugins.index_state_management.enabled': { value: 'true', wrong: bool },
  'plugins.index_state_management.job_interval': { value: '5', wrong: whole },
};

const INDEX: Record<string, Known> = {
  'index.routing.allocation.enable': { value: 'all', wrong: oneOf(ENABLE, 'allocation.enable') },
  'index.routing.rebalance.enable': { value: 'all', wrong: oneOf(REBALANCE, 'rebalance.enable') },
  'index.routing.allocation.total_shards_per_node': { value: '-1', wrong: whole },
  'index.number_of_replicas': { value: '1', wrong: whole },
  'index.refresh_interval': { value: '1s', wrong: as((value) => value === '-1' || isDuration(value), 'a time value') },
  'index.allocation.max_retries': { value: '5', wrong: whole },
  'index.unassigned.node_left.delayed_timeout': { value: '1m', wrong: duration },
  'index.blocks.read_only': { value: 'false', wrong: bool },
  'index.blocks.read_only_allow_delete': { value: 'false', wrong: bool },
  'index.blocks.read': { value: 'false', wrong: bool },
  'index.blocks.write': { value: 'false', wrong: bool },
  'index.blocks.metadata': { value: 'false', wrong: bool },
  'index.hidden': { value: 'false', wrong: bool },
  'index.priority': { value: '1', wrong: whole },
  'index.max_result_window': { value: '10000', wrong: whole },
  'index.lifecycle.name': { value: '', wrong: any },
  'index.search.slowlog.threshold.query.warn': { value: '-1', wrong: any },
};

const OF_OPENSEARCH = { ...CLUSTER, ...OPENSEARCH };
const OF_OLD_ELASTIC = { ...CLUSTER, ...ELASTIC };
const OF_ELASTIC = { ...OF_OLD_ELASTIC, ...HEADROOM };

/** Settings of the cluster that have a default, by name. */
export function knownClusterSettings(cluster: Cluster): Record<string, Known> {
  if (cluster.product === 'opensearch') return OF_OPENSEARCH;
  return isElasticFrom(cluster, 8, 5) ? OF_ELASTIC : OF_OLD_ELASTIC;
}

/** A setting of the cluster; also one of those that end with any attribute. Null where there is no such. */
export function knownClusterSetting(cluster: Cluster, name: string): Known | null {
  const known = knownClusterSettings(cluster)[name];
  if (known) return known;
  if (/^cluster\.routing\.allocation\.(exclude|include|require)\.[^.]+$/.test(name)) return { value: '', wrong: any };
  if (/^cluster\.routing\.allocation\.awareness\.force\.[^.]+\.values$/.test(name) || name.startsWith('logger.')) {
    return { value: '', wrong: any };
  }
  return null;
}

/** A setting of an index that can be changed while it is open; null where there is no such. */
export function knownIndexSetting(name: string): Known | null {
  if (INDEX[name]) return INDEX[name];
  if (/^index\.routing\.allocation\.(exclude|include|require)\.[^.]+$/.test(name)) return { value: '', wrong: any };
  return null;
}
