/** Texts as a monitoring product sends them, one for each family of constructs. */
export const MONITORING_QUERIES: readonly { name: string; sql: string }[] = [
  {
    name: 'groups, replicas and databases joined',
    sql: `SELECT ag.name AS AgName, ag.group_id AS GroupId, ar.replica_server_name AS ReplicaServer,
       ars.role_desc AS RoleDesc, ars.is_local AS IsLocal, ars.synchronization_health AS Health,
       adc.database_name AS DbName, drs.synchronization_state_desc AS SyncState,
       drs.log_send_queue_size AS LogSendQueueKB, drs.redo_queue_size AS RedoQueueKB,
       drs.last_commit_time AS LastCommit, drs.last_hardened_lsn AS LastHardenedLsn
  FROM sys.availability_groups ag
  JOIN sys.availability_replicas ar ON ag.group_id = ar.group_id
  LEFT JOIN sys.dm_hadr_availability_replica_states ars ON ar.replica_id = ars.replica_id AND ar.group_id = ars.group_id
  LEFT JOIN sys.dm_hadr_database_replica_states drs ON drs.replica_id = ar.replica_id
  LEFT JOIN sys.availability_databases_cluster adc ON adc.group_database_id = drs.group_database_id
 WHERE ag.is_distributed = 0
 ORDER BY ag.name, ar.replica_server_name, adc.database_name`,
  },
  {
    name: 'top queries by CROSS APPLY',
    sql: `SELECT TOP (@n) qs.plan_handle AS PlanHandle, qs.sql_handle AS SqlHandle,
       qs.execution_count AS ExecutionCount,
       qs.total_worker_time / 1000 AS TotalCpuMs,
       qs.total_worker_time / qs.execution_count AS AvgCpu,
       CAST(qs.total_elapsed_time / 1000.0 / qs.execution_count AS decimal(18,3)) AS AvgMs,
       SUBSTRING(st.text, (qs.statement_start_offset / 2) + 1,
          ((CASE qs.statement_end_offset WHEN -1 THEN DATALENGTH(st.text) ELSE qs.statement_end_offset END
            - qs.statement_start_offset) / 2) + 1) AS StatementText,
       DB_NAME(CAST(pa.value AS int)) AS CompiledOn
  FROM sys.dm_exec_query_stats AS qs
 CROSS APPLY sys.dm_exec_sql_text(qs.sql_handle) AS st
 CROSS APPLY sys.dm_exec_plan_attributes(qs.plan_handle) AS pa
 WHERE pa.attribute = 'dbid' AND qs.execution_count >= @minCount
 ORDER BY qs.total_worker_time DESC`,
  },
  {
    name: 'a temporary table',
    sql: `SET NOCOUNT ON;
SELECT s.session_id, s.login_name, s.host_name, s.program_name, s.status, s.cpu_time, s.reads, s.writes
  INTO #sess
  FROM sys.dm_exec_sessions s
 WHERE s.is_user_process = 1;
SELECT login_name AS LoginName, COUNT(*) AS Sessions, SUM(cpu_time) AS Cpu FROM #sess GROUP BY login_name ORDER BY Sessions DESC, login_name;
SELECT COUNT(*) AS Total FROM #sess;
DROP TABLE #sess;`,
  },
  {
    name: 'sessions with what they run',
    sql: `SELECT s.session_id AS SessionId, r.status AS Status, r.wait_type AS WaitType, t.text AS SqlText
  FROM sys.dm_exec_sessions s
  LEFT JOIN sys.dm_exec_requests r ON r.session_id = s.session_id
 OUTER APPLY sys.dm_exec_sql_text(r.sql_handle) t
 WHERE s.session_id > 50
 ORDER BY s.session_id`,
  },
  {
    name: 'the last run of each job',
    sql: `SELECT j.job_id AS JobId, j.name AS JobName, j.enabled AS Enabled, h.run_status AS LastStatus,
       msdb.dbo.agent_datetime(h.run_date, h.run_time) AS LastRun, ISNULL(h.message, N'(never ran)') AS Message
  FROM msdb.dbo.sysjobs j
 OUTER APPLY (SELECT TOP 1 jh.run_status, jh.run_date, jh.run_time, jh.message
                FROM msdb.dbo.sysjobhistory jh
               WHERE jh.job_id = j.job_id AND jh.step_id = 0
               ORDER BY jh.instance_id DESC) h
 WHERE j.date_modified > DATEADD(HOUR, -@hours, GETDATE()) OR j.enabled = 1
 ORDER BY j.name`,
  },
  {
    name: 'properties and scalars',
    sql: `SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS Version,
       CONVERT(nvarchar(128), SERVERPROPERTY('Edition')) AS Edition,
       ISNULL(CAST(SERVERPROPERTY('IsHadrEnabled') AS bit), 0) AS IsHadr,
       @@SERVERNAME AS ServerName, @@VERSION AS FullVersion, DB_NAME() AS CurDb, DB_ID('msdb') AS MsdbId,
       SUSER_SNAME() AS Login, GETUTCDATE() AS UtcNow, SYSDATETIMEOFFSET() AS NowOff,
       DATEDIFF(second, '2020-01-01', '2020-01-02') AS Secs,
       CONVERT(varchar(10), CAST('2020-03-04' AS datetime), 120) AS IsoDate,
       IIF(1 = 1, 'y', 'n') AS YN, LEN('abc  ') AS L, CHARINDEX('b', 'abc') AS Ci, NEWID() AS Id`,
  },
  {
    name: 'the last backups by ROW_NUMBER',
    sql: `WITH ranked AS (
  SELECT r.database_name, r.type, r.backup_finish_date, r.backup_size,
         ROW_NUMBER() OVER (PARTITION BY r.database_name, r.type ORDER BY r.backup_finish_date DESC) AS rn
    FROM msdb.dbo.backupset r)
SELECT d.name AS DbName, d.state_desc AS State, d.recovery_model_desc AS Recovery,
       MAX(CASE WHEN b.type = 'D' THEN b.backup_finish_date END) AS LastFull,
       MAX(CASE WHEN b.type = 'I' THEN b.backup_finish_date END) AS LastDiff,
       MAX(CASE WHEN b.type = 'L' THEN b.backup_finish_date END) AS LastLog
  FROM sys.databases d
  LEFT JOIN ranked b ON b.database_name = d.name AND b.rn = 1
 GROUP BY d.name, d.state_desc, d.recovery_model_desc
 ORDER BY d.name`,
  },
  {
    name: 'sql_variant',
    sql: `SELECT c.configuration_id AS Id, c.name AS Name, c.value AS Value, c.value_in_use AS InUse,
       CAST(c.minimum AS int) AS MinV, c.is_dynamic AS IsDynamic, SQL_VARIANT_PROPERTY(c.value, 'BaseType') AS BaseType
  FROM sys.configurations c
 WHERE c.name LIKE N'max%' AND CAST(c.value AS bigint) <> CAST(c.value_in_use AS bigint)
 ORDER BY c.name`,
  },
  {
    name: 'XML of a ring buffer',
    sql: `DECLARE @ts_now bigint = (SELECT cpu_ticks / (cpu_ticks / ms_ticks) FROM sys.dm_os_sys_info WITH (NOLOCK));
SELECT TOP (30) DATEADD(ms, -1 * (@ts_now - y.[timestamp]), GETUTCDATE()) AS EventTime,
       y.SQLProcessUtilization AS SqlCpu, y.SystemIdle AS Idle
  FROM (SELECT record.value('(./Record/@id)[1]', 'int') AS record_id,
               record.value('(./Record/SchedulerMonitorEvent/SystemHealth/SystemIdle)[1]', 'int') AS SystemIdle,
               record.value('(./Record/SchedulerMonitorEvent/SystemHealth/ProcessUtilization)[1]', 'int') AS SQLProcessUtilization,
               [timestamp]
          FROM (SELECT [timestamp], CONVERT(xml, record) AS [record]
                  FROM sys.dm_os_ring_buffers
                 WHERE ring_buffer_type = N'RING_BUFFER_SCHEDULER_MONITOR' AND record LIKE N'%<SystemHealth>%') AS x) AS y
 ORDER BY y.record_id DESC`,
  },
  {
    name: 'a batch with variables and IF',
    sql: `SET NOCOUNT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;
DECLARE @cutoff datetime = DATEADD(minute, -10, GETUTCDATE()), @cnt int;
SELECT @cnt = COUNT(*) FROM sys.databases WHERE state <> 0;
IF @cnt > 0
BEGIN
  SELECT name AS DbName, state_desc AS State FROM sys.databases WHERE state <> 0 ORDER BY name;
END
ELSE
  SELECT 'all online' AS Msg;
IF OBJECT_ID('tempdb..#nothing') IS NOT NULL DROP TABLE #nothing;
SELECT @cnt AS NotOnline;`,
  },
  {
    name: 'UPDATE with OUTPUT',
    sql: `UPDATE Exceptions
   SET IsProtected = 1, DeletionDate = NULL
OUTPUT inserted.GUID, inserted.ApplicationName, deleted.IsProtected AS WasProtected
 WHERE GUID = @guid`,
  },
  {
    name: 'DELETE TOP',
    sql: `DELETE TOP (2) FROM Exceptions WHERE ApplicationName = @app AND IsProtected = 0 AND DeletionDate IS NULL;
SELECT @@ROWCOUNT AS Deleted;`,
  },
  {
    name: 'a page by OFFSET and FETCH',
    sql: `SELECT e.Id, e.GUID, e.ApplicationName, e.MachineName, e.CreationDate, e.Type, e.IsProtected, e.Host, e.Url,
       e.HTTPMethod, e.IPAddress, e.Source, e.Message, e.StatusCode, e.ErrorHash, e.DuplicateCount, e.LastLogDate, e.Category
  FROM [dbo].[Exceptions] e WITH (NOLOCK)
 WHERE e.DeletionDate IS NULL AND e.ApplicationName = @app
   AND (e.Message LIKE @q OR e.Detail LIKE @q)
   AND COALESCE(e.LastLogDate, e.CreationDate) >= @start
 ORDER BY e.CreationDate DESC, e.Id DESC
OFFSET @skip ROWS FETCH NEXT @take ROWS ONLY`,
  },
  {
    name: 'sums by group',
    sql: `SELECT ApplicationName AS Name, SUM(DuplicateCount) AS ExceptionCount,
       SUM(CASE WHEN CreationDate > DATEADD(SECOND, -300, GETUTCDATE()) THEN DuplicateCount END) AS RecentExceptionCount,
       MAX(CreationDate) AS MostRecent
  FROM Exceptions WHERE DeletionDate IS NULL GROUP BY ApplicationName HAVING SUM(DuplicateCount) > 0 ORDER BY Name`,
  },
  {
    name: 'INSERT with OUTPUT',
    sql: `INSERT INTO Exceptions (GUID, ApplicationName, MachineName, CreationDate, Type, IsProtected, Message, Detail, DuplicateCount)
OUTPUT inserted.Id
VALUES (NEWID(), @name, N'WEB01', SYSUTCDATETIME(), N'System.Exception', 0, N'boom', N'detail', 1)`,
  },
  {
    name: 'running sums',
    sql: `WITH w AS (
 SELECT wait_type, wait_time_ms, waiting_tasks_count,
        100.0 * wait_time_ms / SUM(wait_time_ms) OVER () AS pct,
        SUM(wait_time_ms) OVER (ORDER BY wait_time_ms DESC ROWS UNBOUNDED PRECEDING) AS running
   FROM sys.dm_os_wait_stats
  WHERE wait_type NOT IN (N'LAZYWRITER_SLEEP', N'SLEEP_TASK') AND waiting_tasks_count > 0)
SELECT TOP 5 wait_type AS WaitType, wait_time_ms AS WaitMs, CAST(pct AS decimal(5,2)) AS Pct, running AS Running
  FROM w ORDER BY wait_time_ms DESC`,
  },
  {
    name: 'a recursive chain of blockers',
    sql: `WITH blockers (session_id, blocking_session_id, lvl) AS (
  SELECT session_id, blocking_session_id, 0 FROM sys.dm_exec_requests WHERE blocking_session_id = 0
  UNION ALL
  SELECT r.session_id, r.blocking_session_id, b.lvl + 1
    FROM sys.dm_exec_requests r JOIN blockers b ON r.blocking_session_id = b.session_id)
SELECT session_id AS SessionId, blocking_session_id AS BlockedBy, lvl AS Lvl FROM blockers ORDER BY lvl, session_id
OPTION (MAXRECURSION 100)`,
  },
  {
    name: 'a table function with NULL arguments',
    sql: `SELECT DB_NAME(vfs.database_id) AS DbName, mf.physical_name AS PhysicalName, vfs.num_of_reads AS Reads,
       vfs.io_stall_read_ms AS StallReadMs, CAST(mf.size AS bigint) * 8192 AS SizeBytes
  FROM sys.dm_io_virtual_file_stats(NULL, NULL) vfs
  JOIN sys.master_files mf ON vfs.database_id = mf.database_id AND vfs.file_id = mf.file_id
 ORDER BY vfs.database_id, vfs.file_id`,
  },
  {
    name: 'STRING_AGG within TRY',
    sql: `BEGIN TRY
  SELECT d.name AS DbName, (SELECT STRING_AGG(f.name, ',') WITHIN GROUP (ORDER BY f.file_id) FROM sys.master_files f WHERE f.database_id = d.database_id) AS Files
    FROM sys.databases d ORDER BY d.name;
END TRY
BEGIN CATCH
  SELECT ERROR_NUMBER() AS ErrNo, ERROR_MESSAGE() AS Msg;
END CATCH`,
  },
];
