import { SERVER_STATE, type SqlSets, type SqlStatement, STATE_AND_DEFINITION } from '../statement.ts';

export type LogSetName = 'databases' | 'files' | 'volumes' | 'counters';

/** What the probe "logs" is told, each set by its name; columns as they are aliased in the statements. */
export type RawLogs = SqlSets<LogSetName>;

/**
 * What is asked of a node on its log files: of another part of the server than its replicas. `size_kb`, `used_kb` and the bytes of the transport are counters (object, counter and
 * instance without trailing spaces); `bytes_written` counts from the start of the server.
 */
export const LOG_STATEMENTS: readonly SqlStatement<LogSetName>[] = [
  {
    name: 'databases',
    since: 12,
    editions: null,
    right: null,
    text: `SELECT d.database_id AS database_id, d.name AS name, d.group_database_id AS group_database_id,
  d.state_desc AS state_desc, d.log_reuse_wait_desc AS log_reuse_wait_desc
FROM sys.databases AS d`,
  },
  {
    name: 'files',
    since: 12,
    editions: null,
    right: STATE_AND_DEFINITION,
    text: `SELECT f.database_id AS database_id, f.file_id AS file_id, s.num_of_bytes_written AS bytes_written, s.size_on_disk_bytes AS size_bytes
FROM sys.master_files AS f
LEFT JOIN sys.dm_io_virtual_file_stats(NULL, NULL) AS s ON s.database_id = f.database_id AND s.file_id = f.file_id
WHERE f.type_desc = 'LOG'`,
  },
  {
    name: 'volumes',
    since: 12,
    editions: null,
    right: STATE_AND_DEFINITION,
    text: `SELECT f.database_id AS database_id, f.file_id AS file_id, v.volume_mount_point AS volume_mount_point,
  v.total_bytes AS total_bytes, v.available_bytes AS available_bytes
FROM sys.master_files AS f
CROSS APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) AS v
WHERE f.type_desc = 'LOG'`,
  },
  {
    name: 'counters',
    since: 12,
    editions: null,
    right: SERVER_STATE,
    text: `SELECT RTRIM(c.object_name) AS object_name, RTRIM(c.counter_name) AS counter_name, RTRIM(c.instance_name) AS instance_name,
  c.cntr_value AS cntr_value
FROM sys.dm_os_performance_counters AS c
WHERE c.counter_name IN ('Log File(s) Size (KB)', 'Log File(s) Used Size (KB)', 'Bytes Sent to Transport/sec', 'Bytes Received from Replica/sec')`,
  },
];
