import { SERVER_STATE, type SqlSets, type SqlStatement } from '../statement.ts';

export type RawClerks = SqlSets<'clerks'>;
export type RawConnections = SqlSets<'clock' | 'connections'>;
export type RawSample = SqlSets<'clock' | 'counters'>;
export type RawTempdb = SqlSets<'files' | 'space'>;
export type RawRecentBackups = SqlSets<'clock' | 'backups'>;

const CLOCK_TEXT = 'SELECT DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS offset_minutes';

/** Who holds memory. */
export const CLERK_STATEMENTS: readonly SqlStatement<'clerks'>[] = [
  {
    ...{ name: 'clerks', since: 12, editions: null, right: SERVER_STATE },
    text: `SELECT c.type AS type, SUM(c.pages_kb) AS pages_kb
FROM sys.dm_os_memory_clerks AS c
GROUP BY c.type`,
  },
];

/** Who is connected. */
export const CONNECTION_STATEMENTS: readonly SqlStatement<'clock' | 'connections'>[] = [
  { ...{ name: 'clock', since: 12, editions: null, right: null }, text: CLOCK_TEXT },
  {
    ...{ name: 'connections', since: 12, editions: null, right: SERVER_STATE },
    text: `SELECT s.login_name AS login_name, s.host_name AS host_name, s.program_name AS program_name,
  s.transaction_isolation_level AS transaction_isolation_level, COUNT(*) AS connections, SUM(CAST(c.num_reads AS bigint)) AS reads,
  SUM(CAST(c.num_writes AS bigint)) AS writes, MAX(s.login_time) AS last_login_at
FROM sys.dm_exec_connections AS c
INNER JOIN sys.dm_exec_sessions AS s ON s.session_id = c.session_id
GROUP BY s.login_name, s.host_name, s.program_name, s.transaction_isolation_level`,
  },
];

/** One sample of the counters, without those of each database and each backup device. */
export const SAMPLE_STATEMENTS: readonly SqlStatement<'clock' | 'counters'>[] = [
  {
    ...{ name: 'clock', since: 12, editions: null, right: SERVER_STATE },
    text: `SELECT i.ms_ticks AS ms_ticks, i.sqlserver_start_time_ms_ticks AS start_ticks
FROM sys.dm_os_sys_info AS i`,
  },
  {
    ...{ name: 'counters', since: 12, editions: null, right: SERVER_STATE },
    text: `SELECT RTRIM(c.object_name) AS object_name, RTRIM(c.counter_name) AS counter_name, RTRIM(c.instance_name) AS instance_name,
  c.cntr_value AS cntr_value, c.cntr_type AS cntr_type
FROM sys.dm_os_performance_counters AS c
WHERE c.instance_name IN ('', '_Total') OR (c.object_name NOT LIKE '%:Databases%' AND c.object_name NOT LIKE '%:Database Replica%'
  AND c.object_name NOT LIKE '%:Backup Device%' AND c.object_name NOT LIKE '%:Advanced Analytics%')`,
  },
];

/** tempdb as it is now; pages of 8 KB. */
export const TEMPDB_STATEMENTS: readonly SqlStatement<'files' | 'space'>[] = [
  {
    ...{ name: 'files', since: 12, editions: null, right: null },
    text: `SELECT f.name AS name, f.physical_name AS physical_name, f.type_desc AS type_desc, CAST(f.size AS bigint) AS pages, f.growth AS growth,
  f.is_percent_growth AS is_percent_growth
FROM tempdb.sys.database_files AS f`,
  },
  {
    ...{ name: 'space', since: 12, editions: null, right: SERVER_STATE },
    text: `SELECT SUM(u.total_page_count) AS total_pages, SUM(u.unallocated_extent_page_count) AS free_pages,
  SUM(u.user_object_reserved_page_count) AS user_pages, SUM(u.internal_object_reserved_page_count) AS internal_pages,
  SUM(u.version_store_reserved_page_count) AS version_pages, SUM(u.mixed_extent_page_count) AS mixed_pages
FROM tempdb.sys.dm_db_file_space_usage AS u`,
  },
];

/** The newest backups that were made here. */
export const RECENT_BACKUP_STATEMENTS: readonly SqlStatement<'clock' | 'backups'>[] = [
  { ...{ name: 'clock', since: 12, editions: null, right: null }, text: CLOCK_TEXT },
  {
    ...{ name: 'backups', since: 12, editions: null },
    right: {
      before2022: 'SELECT on msdb.dbo.backupset and SELECT on msdb.dbo.backupmediafamily',
      from2022: 'SELECT on msdb.dbo.backupset and SELECT on msdb.dbo.backupmediafamily',
    },
    text: `SELECT TOP (200) b.backup_set_id AS backup_set_id, b.database_name AS database_name, b.type AS type, b.time_zone AS time_zone,
  b.backup_start_date AS started_at, b.backup_finish_date AS finished_at, b.backup_size AS backup_size,
  b.compressed_backup_size AS compressed_backup_size, b.is_copy_only AS is_copy_only, m.physical_device_name AS device
FROM msdb.dbo.backupset AS b
LEFT JOIN msdb.dbo.backupmediafamily AS m ON m.media_set_id = b.media_set_id AND m.family_sequence_number = 1 AND m.mirror = 0
WHERE b.server_name IN (CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)), @@SERVERNAME)
ORDER BY b.backup_set_id DESC`,
  },
];
