import { isElasticFrom, isSearch, type Release } from '../release.ts';

/** What is counted of shards, on a node or in an index. Bytes, ms. */
export type Counted = {
  docs: number;
  deleted: number;
  bytes: number;
  shards: number;
  indexed: number;
  indexMs: number;
  searches: number;
  searchMs: number;
  searching: number;
  fetches: number;
  flushes: number;
  refreshes: number;
};

export const INDEX_METRICS =
  'docs shard_stats store indexing get search merge refresh flush warmer query_cache fielddata completion segments translog request_cache recovery bulk dense_vector sparse_vector'.split(
    ' ',
  );

/** The sections of statistics of shards as the version has them; `metrics` null is all. What nothing counts is 0. */
export function commonStats(release: Release, counted: Counted, metrics: readonly string[] | null): Record<string, unknown> {
  const sections = { ...workStats(release, counted), ...cacheStats(release, counted) };
  return Object.fromEntries(Object.entries(sections).filter(([name]) => metrics === null || metrics.includes(METRIC_OF[name] ?? name)));
}

/** The one section whose name is not that of its metric. */
const METRIC_OF: Record<string, string> = { merges: 'merge' };

function workStats(release: Release, { docs, deleted, bytes, shards, ...work }: Counted): Record<string, unknown> {
  return {
    docs: { count: docs, deleted, ...(isElasticFrom(release, 8, 15) ? { total_size_in_bytes: bytes } : {}) },
    ...(isElasticFrom(release, 8, 4) || hasBackported(release) ? { shard_stats: { total_count: shards } } : {}),
    store: {
      size_in_bytes: bytes,
      ...(isElasticFrom(release, 7, 13) ? { total_data_set_size_in_bytes: bytes } : {}),
      reserved_in_bytes: 0,
    },
    indexing: indexingStats(release, work),
    get: {
      total: 0,
      time_in_millis: 0,
      exists_total: 0,
      exists_time_in_millis: 0,
      missing_total: 0,
      missing_time_in_millis: 0,
      current: 0,
    },
    search: searchStats(release, work),
    merges: {
      ...{
        current: 0,
        current_docs: 0,
        current_size_in_bytes: 0,
        total: 0,
        total_time_in_millis: 0,
        total_docs: 0,
        total_size_in_bytes: 0,
      },
      ...{ total_stopped_time_in_millis: 0, total_throttled_time_in_millis: 0, total_auto_throttle_in_bytes: 20_971_520 },
    },
    refresh: {
      ...{ total: work.refreshes, total_time_in_millis: work.refreshes * 4, external_total: work.refreshes },
      ...{ external_total_time_in_millis: work.refreshes * 4, listeners: 0 },
    },
    flush: {
      total: work.flushes,
      periodic: 0,
      total_time_in_millis: work.flushes * 40,
      ...(isElasticFrom(release, 8, 14) ? { total_time_excluding_waiting_on_lock_in_millis: work.flushes * 40 } : {}),
    },
    warmer: { current: 0, total: 0, total_time_in_millis: 0 },
  };
}

/** As the captures have it: 7.17.27 tells it, 7.17.7 does not. */
function hasBackported({ is, version }: Release): boolean {
  return is === 'elasticsearch' && version.startsWith('7.17.') && Number(version.split('.')[2]) !== 7;
}

type Work = Omit<Counted, 'docs' | 'deleted' | 'bytes' | 'shards'>;

function indexingStats(release: Release, { indexed, indexMs }: Work): unknown {
  return {
    ...{ index_total: indexed, index_time_in_millis: indexMs, index_current: 0, index_failed: 0 },
    ...(isElasticFrom(release, 8, 17) ? { index_failed_due_to_version_conflict: 0 } : {}),
    ...{
      delete_total: 0,
      delete_time_in_millis: 0,
      delete_current: 0,
      noop_update_total: 0,
      is_throttled: false,
      throttle_time_in_millis: 0,
    },
    ...(isElasticFrom(release, 8, 6) ? { write_load: 0 } : {}),
  };
}

function searchStats(release: Release, { searches, searchMs, searching, fetches }: Work): unknown {
  return {
    ...{ open_contexts: 0, query_total: searches, query_time_in_millis: searchMs, query_current: searching },
    ...(isElasticFrom(release, 8, 16) ? { query_failure: 0 } : {}),
    ...{ fetch_total: fetches, fetch_time_in_millis: Math.round(fetches / 3), fetch_current: 0 },
    ...(isElasticFrom(release, 8, 16) ? { fetch_failure: 0 } : {}),
    ...{ scroll_total: 0, scroll_time_in_millis: 0, scroll_current: 0 },
    ...(isSearch(release) ? {} : { point_in_time_total: 0, point_in_time_time_in_millis: 0, point_in_time_current: 0 }),
    ...{ suggest_total: 0, suggest_time_in_millis: 0, suggest_current: 0 },
  };
}

function cacheStats(release: Release, { shards }: Counted): Record<string, unknown> {
  const isOpen = !isSearch(release);
  return {
    query_cache: { memory_size_in_bytes: 0, total_count: 0, hit_count: 0, miss_count: 0, cache_size: 0, cache_count: 0, evictions: 0 },
    fielddata: {
      memory_size_in_bytes: 0,
      evictions: 0,
      ...(isOpen ? { item_count: 0 } : {}),
      ...(isElasticFrom(release, 8, 9) ? { global_ordinals: { build_time_in_millis: 0 } } : {}),
    },
    completion: { size_in_bytes: 0 },
    segments: segmentStats(isOpen, shards),
    translog: {
      ...{
        operations: 0,
        size_in_bytes: 55 * shards,
        uncommitted_operations: 0,
        uncommitted_size_in_bytes: 55 * shards,
        earliest_last_modified_age: 0,
      },
      ...(isOpen ? { remote_store: { upload: { total_uploads: NO_UPLOADS, total_upload_size: sizes(NO_UPLOADS) } } } : {}),
    },
    request_cache: { memory_size_in_bytes: 0, evictions: 0, hit_count: 0, miss_count: 0 },
    recovery: { current_as_source: 0, current_as_target: 0, throttle_time_in_millis: 0 },
    ...(isElasticFrom(release, 8)
      ? { bulk: { total_operations: 0, total_time_in_millis: 0, total_size_in_bytes: 0, avg_time_in_millis: 0, avg_size_in_bytes: 0 } }
      : {}),
    ...(isElasticFrom(release, 8, 10) ? { dense_vector: { value_count: 0 } } : {}),
    ...(isElasticFrom(release, 8, 15) ? { sparse_vector: { value_count: 0 } } : {}),
  };
}

const NO_UPLOADS = { started: 0, failed: 0, succeeded: 0 };

function sizes({ started, failed, succeeded }: typeof NO_UPLOADS): unknown {
  return { started_bytes: started, failed_bytes: failed, succeeded_bytes: succeeded };
}

function segmentStats(isOpen: boolean, shards: number): unknown {
  const memory = Object.fromEntries(
    'memory terms_memory stored_fields_memory term_vectors_memory norms_memory points_memory doc_values_memory index_writer_memory version_map_memory fixed_bit_set_memory'
      .split(' ')
      .map((name) => [`${name}_in_bytes`, 0]),
  );
  const remote = {
    upload: {
      ...{ total_upload_size: sizes(NO_UPLOADS), refresh_size_lag: { total_bytes: 0, max_bytes: 0 }, max_refresh_time_lag_in_millis: 0 },
      ...{ total_time_spent_in_millis: 0, pressure: { total_rejections: 0 } },
    },
    download: { total_download_size: sizes(NO_UPLOADS), total_time_spent_in_millis: 0 },
  };
  return { count: shards * 12, ...memory, max_unsafe_auto_id_timestamp: -1, ...(isOpen ? { remote_store: remote } : {}), file_sizes: {} };
}
