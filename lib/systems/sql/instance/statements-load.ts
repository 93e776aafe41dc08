import { SERVER_STATE, type SqlSets, type SqlStatement } from '../statement.ts';

export type LoadSetName = 'info' | 'host' | 'processors' | 'memory' | 'counters' | 'sessions' | 'requests' | 'schedulers';
export type CpuSetName = 'host' | 'processors';
export type WaitSetName = 'clock' | 'waits';

/** What these probes are told, each set by its name; columns as they are aliased in the statements. */
export type RawLoad = SqlSets<LoadSetName>;
export type RawCpu = SqlSets<CpuSetName>;
export type RawWaits = SqlSets<WaitSetName>;

const one = <Name extends string>(name: Name, text: string): SqlStatement<Name> => ({
  ...{ name, text, since: 12, editions: null, right: SERVER_STATE },
});

// On Linux the scheduler monitor writes 0 for what was idle, which would be read as a machine that is never idle. Before 2017 there was Windows alone.
const host: readonly SqlStatement<'host'>[] = [
  { ...{ name: 'host', since: 12, editions: null, right: null }, text: `SELECT CAST('Windows' AS nvarchar(256)) AS host_platform` },
  {
    ...{ name: 'host', since: 14, editions: null, right: null },
    text: `SELECT h.host_platform AS host_platform
FROM sys.dm_os_host_info AS h`,
  },
];

/** How far the newest minutes that come with the load go back, in ms. */
const LATEST_MS = 330_000;

// A record is told by the ticks of the machine and no clock: what both stand at in one statement says how long ago it was, in any zone.
const processors = (only: string): string => `SELECT x.asked_ticks AS asked_ticks, x.written_ticks AS written_ticks,
  x.record.value('(./Record/@id)[1]', 'int') AS record_id,
  x.record.value('(./Record/SchedulerMonitorEvent/SystemHealth/ProcessUtilization)[1]', 'int') AS sql_percent,
  x.record.value('(./Record/SchedulerMonitorEvent/SystemHealth/SystemIdle)[1]', 'int') AS idle_percent
FROM (SELECT i.ms_ticks AS asked_ticks, r.[timestamp] AS written_ticks, CONVERT(xml, r.record) AS record
  FROM sys.dm_os_ring_buffers AS r
  CROSS JOIN sys.dm_os_sys_info AS i
  WHERE r.ring_buffer_type = 'RING_BUFFER_SCHEDULER_MONITOR' AND r.record LIKE '%<SystemHealth>%'${only}) AS x`;

/** What is asked of a node on its load. Counters by object, name and instance without trailing spaces; those that end in "/sec" grow from the start of the server. */
export const LOAD_STATEMENTS: readonly SqlStatement<LoadSetName>[] = [
  one(
    'info',
    `SELECT i.ms_ticks AS ms_ticks, i.sqlserver_start_time_ms_ticks AS start_ticks, i.cpu_count AS cpu_count,
  i.hyperthread_ratio AS hyperthread_ratio, i.committed_kb AS committed_kb, i.committed_target_kb AS committed_target_kb,
  i.max_workers_count AS max_workers_count, i.virtual_machine_type_desc AS virtual_machine_type_desc
FROM sys.dm_os_sys_info AS i`,
  ),
  ...host,
  one('processors', processors(` AND r.[timestamp] > i.ms_ticks - ${LATEST_MS}`)),
  one(
    'memory',
    `SELECT m.total_physical_memory_kb AS physical_kb, m.available_physical_memory_kb AS available_kb,
  m.system_low_memory_signal_state AS is_os_low, m.system_memory_state_desc AS state_desc,
  p.physical_memory_in_use_kb AS process_kb, p.locked_page_allocations_kb AS locked_kb, p.process_physical_memory_low AS is_process_low
FROM sys.dm_os_sys_memory AS m
CROSS JOIN sys.dm_os_process_memory AS p`,
  ),
  one(
    'counters',
    `SELECT RTRIM(c.object_name) AS object_name, RTRIM(c.counter_name) AS counter_name, c.cntr_value AS cntr_value
FROM sys.dm_os_performance_counters AS c
WHERE c.instance_name IN ('', '_Total') AND c.counter_name IN ('Batch Requests/sec', 'SQL Compilations/sec', 'SQL Re-Compilations/sec',
  'Transactions/sec', 'Log Bytes Flushed/sec', 'Logins/sec', 'User Connections', 'Processes blocked', 'Page life expectancy',
  'Page reads/sec', 'Page writes/sec', 'Page lookups/sec', 'Lazy writes/sec', 'Number of Deadlocks/sec', 'Lock Waits/sec', 'Errors/sec',
  'Memory Grants Pending', 'Database Cache Memory (KB)', 'Free Space in tempdb (KB)', 'Cache Pages')`,
  ),
  one(
    'sessions',
    `SELECT COUNT(*) AS sessions
FROM sys.dm_exec_sessions AS s
WHERE s.is_user_process = 1`,
  ),
  one(
    'requests',
    `SELECT COUNT(*) AS running
FROM sys.dm_exec_requests AS r
INNER JOIN sys.dm_exec_sessions AS s ON s.session_id = r.session_id
WHERE s.is_user_process = 1`,
  ),
  one(
    'schedulers',
    `SELECT SUM(s.active_workers_count) AS active_workers, SUM(s.runnable_tasks_count) AS runnable_tasks
FROM sys.dm_os_schedulers AS s
WHERE s.status = 'VISIBLE ONLINE'`,
  ),
];

/** All minutes of the scheduler monitor that the server keeps: 256 of them. */
export const CPU_STATEMENTS: readonly SqlStatement<CpuSetName>[] = [...host, one('processors', processors(''))];

/** What was waited for since the start, or since somebody cleared it. */
export const WAIT_STATEMENTS: readonly SqlStatement<WaitSetName>[] = [
  one(
    'clock',
    `SELECT i.ms_ticks AS ms_ticks, i.sqlserver_start_time_ms_ticks AS start_ticks
FROM sys.dm_os_sys_info AS i`,
  ),
  one(
    'waits',
    `SELECT w.wait_type AS wait_type, w.waiting_tasks_count AS waiting_tasks_count, w.wait_time_ms AS wait_time_ms,
  w.max_wait_time_ms AS max_wait_time_ms, w.signal_wait_time_ms AS signal_wait_time_ms
FROM sys.dm_os_wait_stats AS w
WHERE w.waiting_tasks_count > 0`,
  ),
];
