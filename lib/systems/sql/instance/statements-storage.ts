import { ANY_DEFINITION, SERVER_STATE, type SqlSets, type SqlStatement } from '../statement.ts';

export type VolumeSetName = 'clock' | 'files' | 'volumes';
export type DatabaseSetName = 'clock' | 'databases' | 'files' | 'counters';
export type BackupSetName = 'clock' | 'databases' | 'backups';

/** What these probes are told, each set by its name; columns as they are aliased in the statements. */
export type RawVolumes = SqlSets<VolumeSetName>;
export type RawDatabases = SqlSets<DatabaseSetName>;
export type RawBackups = SqlSets<BackupSetName>;

const FILES_AND_STATE = {
  before2022: 'VIEW SERVER STATE and VIEW ANY DEFINITION',
  from2022: 'VIEW SERVER PERFORMANCE STATE and VIEW ANY DEFINITION',
};
const MSDB = { before2022: 'SELECT on msdb.dbo.backupset', from2022: 'SELECT on msdb.dbo.backupset' };

// Local times are told by this clock; a server's offset is another one in summer.
const CLOCK_TEXT = 'SELECT SYSDATETIMEOFFSET() AS said_at, DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS offset_minutes';

/** What is asked of a node on its files and their volumes. Sizes in bytes but for the pages of 8 KB of `growth` (a percentage where `is_percent_growth`) and `max_pages`. */
export const VOLUME_STATEMENTS: readonly SqlStatement<VolumeSetName>[] = [
  {
    ...{ name: 'clock', since: 12, editions: null, right: SERVER_STATE },
    text: `SELECT i.ms_ticks AS ms_ticks, i.sqlserver_start_time_ms_ticks AS start_ticks
FROM sys.dm_os_sys_info AS i`,
  },
  {
    ...{ name: 'files', since: 12, editions: null, right: FILES_AND_STATE },
    text: `SELECT f.database_id AS database_id, d.name AS database_name, f.file_id AS file_id, f.name AS name, f.physical_name AS physical_name,
  f.type_desc AS type_desc, f.state_desc AS state_desc, CAST(f.size AS bigint) * 8192 AS made_bytes, s.size_on_disk_bytes AS size_bytes,
  f.max_size AS max_pages, f.growth AS growth, f.is_percent_growth AS is_percent_growth, f.is_read_only AS is_read_only,
  s.num_of_reads AS reads, s.num_of_bytes_read AS read_bytes, s.io_stall_read_ms AS read_stall_ms,
  s.num_of_writes AS writes, s.num_of_bytes_written AS written_bytes, s.io_stall_write_ms AS write_stall_ms
FROM sys.master_files AS f
INNER JOIN sys.databases AS d ON d.database_id = f.database_id
LEFT JOIN sys.dm_io_virtual_file_stats(NULL, NULL) AS s ON s.database_id = f.database_id AND s.file_id = f.file_id`,
  },
  {
    ...{ name: 'volumes', since: 12, editions: null, right: FILES_AND_STATE },
    text: `SELECT f.database_id AS database_id, f.file_id AS file_id, v.volume_mount_point AS volume_mount_point,
  v.logical_volume_name AS logical_volume_name, v.file_system_type AS file_system_type, v.total_bytes AS total_bytes,
  v.available_bytes AS available_bytes, CAST(v.is_read_only AS int) AS is_read_only
FROM sys.master_files AS f
CROSS APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) AS v`,
  },
];

const databasesText = (queryStore: string): string => `SELECT d.database_id AS database_id, d.name AS name, d.state_desc AS state_desc,
  d.user_access_desc AS user_access_desc, d.is_read_only AS is_read_only, d.is_in_standby AS is_in_standby,
  d.source_database_id AS source_database_id, d.compatibility_level AS compatibility_level, d.recovery_model_desc AS recovery_model_desc,
  d.page_verify_option_desc AS page_verify_option_desc, d.log_reuse_wait_desc AS log_reuse_wait_desc, d.collation_name AS collation_name,
  d.create_date AS created_at, d.is_auto_close_on AS is_auto_close_on, d.is_auto_shrink_on AS is_auto_shrink_on,
  d.is_read_committed_snapshot_on AS is_read_committed_snapshot_on, d.snapshot_isolation_state_desc AS snapshot_isolation_state_desc,
  ${queryStore} AS is_query_store_on, d.is_encrypted AS is_encrypted, d.is_trustworthy_on AS is_trustworthy_on,
  d.containment_desc AS containment_desc, d.group_database_id AS group_database_id
FROM sys.databases AS d`;

/** What is asked of a node on its databases. The sizes are of the files as they were made (tempdb may have grown since); what is used of logs is a counter. */
export const DATABASE_STATEMENTS: readonly SqlStatement<DatabaseSetName>[] = [
  { ...{ name: 'clock', since: 12, editions: null, right: null }, text: CLOCK_TEXT },
  { ...{ name: 'databases', since: 12, editions: null, right: null }, text: databasesText('CAST(NULL AS bit)') },
  { ...{ name: 'databases', since: 13, editions: null, right: null }, text: databasesText('d.is_query_store_on') },
  {
    ...{ name: 'files', since: 12, editions: null, right: ANY_DEFINITION },
    text: `SELECT f.database_id AS database_id, f.type_desc AS type_desc, COUNT(*) AS files, SUM(CAST(f.size AS bigint)) AS pages
FROM sys.master_files AS f
GROUP BY f.database_id, f.type_desc`,
  },
  {
    ...{ name: 'counters', since: 12, editions: null, right: SERVER_STATE },
    text: `SELECT RTRIM(c.instance_name) AS instance_name, c.cntr_value AS cntr_value
FROM sys.dm_os_performance_counters AS c
WHERE c.counter_name = 'Log File(s) Used Size (KB)'`,
  },
];

/**
 * What is asked of a node on the newest backups that were made on it. A restore leaves what it read in the same table, under the name of the server that made it. Times are of the clock
 * on the wall as it was then, `time_zone` how far that was ahead of UTC in quarters of an hour (127: not known).
 */
export const BACKUP_STATEMENTS: readonly SqlStatement<BackupSetName>[] = [
  { ...{ name: 'clock', since: 12, editions: null, right: null }, text: CLOCK_TEXT },
  {
    ...{ name: 'databases', since: 12, editions: null, right: null },
    text: `SELECT d.name AS name, d.group_database_id AS group_database_id, d.recovery_model_desc AS recovery_model_desc,
  d.state_desc AS state_desc, d.source_database_id AS source_database_id, d.create_date AS created_at
FROM sys.databases AS d`,
  },
  {
    ...{ name: 'backups', since: 12, editions: null, right: MSDB },
    text: `SELECT b.database_name AS database_name, b.type AS type, b.time_zone AS time_zone, MAX(b.backup_finish_date) AS finished_at
FROM msdb.dbo.backupset AS b
WHERE b.server_name IN (CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)), @@SERVERNAME) AND b.type IN ('D', 'I', 'L')
GROUP BY b.database_name, b.type, b.time_zone`,
  },
];
