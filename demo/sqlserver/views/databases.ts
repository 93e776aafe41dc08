import { isSeeding } from '../model/copy.ts';
import type { Copy } from '../model/estate.ts';
import { madeId } from '../model/made-id.ts';
import { type Asked, coded, here, localCopies, type Row, type Seen } from './asked.ts';
import { logSpace } from './log-space.ts';

const REUSE_WAITS = [
  ...['NOTHING', 'CHECKPOINT', 'LOG_BACKUP', 'ACTIVE_BACKUP_OR_RESTORE', 'ACTIVE_TRANSACTION', 'DATABASE_MIRRORING', 'REPLICATION'],
  ...['DATABASE_SNAPSHOT_CREATION', 'LOG_SCAN', 'AVAILABILITY_REPLICA'],
];
const STATES = ['ONLINE', 'RESTORING', 'RECOVERING'] as const;
/** The compatibility level that a release gives to new databases. */
const LEVELS = { 2014: 120, 2016: 130, 2017: 140, 2019: 150, 2022: 160 };
export const COLLATION = 'SQL_Latin1_General_CP1_CI_AS';
const ON = [
  ...[
    'is_auto_create_stats_on',
    'is_auto_update_stats_on',
    'is_fulltext_enabled',
    'is_honor_broker_priority_on',
    'is_mixed_page_allocation_on',
  ],
  ...['is_temporal_history_retention_enabled', 'is_memory_optimized_enabled'],
];
const OFF = [
  ...['is_read_only', 'is_auto_close_on', 'is_auto_shrink_on', 'is_in_standby', 'is_cleanly_shutdown', 'is_supplemental_logging_enabled'],
  ...[
    'is_auto_create_stats_incremental_on',
    'is_auto_update_stats_async_on',
    'is_ansi_null_default_on',
    'is_ansi_nulls_on',
    'is_ansi_padding_on',
  ],
  ...['is_ansi_warnings_on', 'is_arithabort_on', 'is_concat_null_yields_null_on', 'is_numeric_roundabort_on', 'is_quoted_identifier_on'],
  ...['is_recursive_triggers_on', 'is_cursor_close_on_commit_on', 'is_local_cursor_default', 'is_trustworthy_on', 'is_db_chaining_on'],
  ...[
    'is_parameterization_forced',
    'is_master_key_encrypted_by_server',
    'is_query_store_on',
    'is_published',
    'is_subscribed',
    'is_merge_published',
  ],
  ...['is_distributor', 'is_sync_with_backup', 'is_broker_enabled', 'is_date_correlation_on', 'is_cdc_enabled', 'is_encrypted'],
  ...[
    'is_memory_optimized_elevate_to_snapshot_on',
    'is_remote_data_archive_enabled',
    'is_accelerated_database_recovery_on',
    'is_ledger_on',
  ],
  ...['is_change_feed_enabled'],
];
const SETTINGS: Row = Object.fromEntries([...ON.map((name) => [name, true]), ...OFF.map((name) => [name, false])]);

/** sys.databases: without VIEW ANY DATABASE (public has it unless taken away) only master, tempdb and the current one. */
export function databases(asked: Asked): Row[] {
  const maySeeAll = asked.hasPermission('VIEW ANY DATABASE');
  return localCopies(asked)
    .filter(({ copy }) => maySeeAll || ['master', 'tempdb', asked.database].includes(copy.name))
    .map(({ copy, seen }) => databaseRow(asked, copy, seen));
}

function databaseRow(asked: Asked, copy: Copy, seen: Seen | null): Row {
  const { instance, now } = asked;
  return {
    ...SETTINGS,
    name: copy.name,
    database_id: copy.localId,
    owner_sid: Uint8Array.of(1),
    create_date: here(asked, copy.createdAt),
    compatibility_level: LEVELS[instance.release.year],
    collation_name: COLLATION,
    user_access: 0,
    user_access_desc: 'MULTI_USER',
    ...coded('state', STATES, stateOf(copy, seen, now)),
    snapshot_isolation_state: 0,
    snapshot_isolation_state_desc: 'OFF',
    is_read_committed_snapshot_on: copy.localId > 4,
    recovery_model: copy.recoveryModel === 'FULL' ? 1 : 3,
    recovery_model_desc: copy.recoveryModel,
    page_verify_option: 2,
    page_verify_option_desc: 'CHECKSUM',
    service_broker_guid: madeId('broker', instance.name, copy.name),
    ...coded('log_reuse_wait', REUSE_WAITS, logSpace(copy, seen, now).reuseWait),
    replica_id: seen?.replica.id ?? null,
    group_database_id: copy.groupDatabaseId,
    resource_pool_id: null,
    containment: 0,
    containment_desc: 'NONE',
    target_recovery_time_in_seconds: Number(instance.release.year) >= 2016 ? 60 : 0,
    delayed_durability: 0,
    delayed_durability_desc: 'DISABLED',
    physical_database_name: copy.name,
  };
}

function stateOf(copy: Copy, seen: Seen | null, now: number): (typeof STATES)[number] {
  if (isSeeding(copy, now)) return 'RESTORING';
  return seen?.replica.role === 'RESOLVING' || now < copy.revertingUntil ? 'RECOVERING' : 'ONLINE';
}
