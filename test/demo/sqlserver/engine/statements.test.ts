import { expect, test } from 'vitest';
import { addObject, type Instance, type PlainRow } from '#demo/sqlserver/engine/catalog.ts';
import { addTable, ask, columns, rowsOf, signIn, testInstance } from './ask.ts';

const view = (instance: Instance, path: string, made: string[], rows: PlainRow[]): void =>
  addObject(instance, path, { kind: 'view', columns: columns(...made), rows: () => rows });

const guid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

function addGroups(instance: Instance): void {
  view(
    instance,
    'sys.availability_groups',
    ['group_id uniqueidentifier', 'name nvarchar(128)', 'is_distributed bit'],
    [
      [guid(1), 'AG1', false],
      [guid(2), 'ag2', false],
      [guid(3), 'DAG', true],
    ],
  );
  view(
    instance,
    'sys.availability_replicas',
    ['replica_id uniqueidentifier', 'group_id uniqueidentifier', 'replica_server_name nvarchar(256)'],
    [
      [guid(11), guid(1), 'SQL01'],
      [guid(12), guid(1), 'SQL02'],
      [guid(13), guid(2), 'SQL01'],
    ],
  );
  const states = [
    'replica_id uniqueidentifier',
    'log_send_queue_size bigint',
    'last_commit_time datetime',
    'last_hardened_lsn numeric(25,0)',
  ];
  view(instance, 'sys.dm_hadr_database_replica_states', states, [
    [guid(11), null, new Date('2020-01-01T00:00:01.123Z'), '34000000123400001'],
    [guid(12), 9_007_199_254_740_993n, '2020-01-01T00:00:00.500', '34000000123300001'],
  ]);
}

function addSessions(instance: Instance): void {
  const sessions = ['session_id smallint', 'login_name nvarchar(128)', 'cpu_time int'];
  view(instance, 'sys.dm_exec_sessions', sessions, [
    [51, 'app', 10],
    [52, 'App', 20],
    [53, 'report', 300],
  ]);
  view(
    instance,
    'sys.dm_exec_requests',
    ['session_id smallint', 'blocking_session_id smallint', 'sql_handle varbinary(64)'],
    [
      [52, 0, Buffer.from([1])],
      [53, 52, Buffer.from([2])],
    ],
  );
  addObject(instance, 'sys.dm_exec_sql_text', {
    kind: 'tableFunction',
    parameters: [{ name: 'varbinary', length: 64 }],
    columns: columns('text nvarchar(max)'),
    rows: ([handle]) => (handle instanceof Uint8Array && handle[0] === 1 ? [['SELECT 1 FROM a']] : []),
  });
}

function addRest(instance: Instance): void {
  view(
    instance,
    'sys.databases',
    ['name nvarchar(128)', 'database_id int', 'state tinyint'],
    [
      ['master', 1, 0],
      ['Core', 5, 0],
      ['Broken', 6, 3],
    ],
  );
  const backups = ['database_name nvarchar(128)', 'type char(1)', 'backup_finish_date datetime'];
  addTable(instance, 'msdb.dbo.backupset', columns(...backups), [
    ['Core', 'D', '2020-01-01T01:00:00'],
    ['Core', 'D', '2020-01-02T01:00:00'],
    ['Core', 'L', '2020-01-02T02:00:00'],
  ]);
  view(
    instance,
    'sys.dm_os_performance_counters',
    ['counter_name nchar(128)', 'cntr_value bigint'],
    [
      ['Batch Requests/sec', 123_456n],
      ['Page life expectancy', 4321n],
    ],
  );
  view(
    instance,
    'sys.configurations',
    ['name nvarchar(35)', 'value sql_variant', 'value_in_use sql_variant'],
    [
      ['max server memory (MB)', 100_000, 90_000],
      ['max degree of parallelism', 8, 8],
    ],
  );
  view(
    instance,
    'sys.dm_os_wait_stats',
    ['wait_type nvarchar(60)', 'wait_time_ms bigint'],
    [
      ['CXPACKET', 6000n],
      ['LCK_M_S', 3000n],
      ['WRITELOG', 1000n],
    ],
  );
  const record = (id: number, cpu: number): string =>
    `<Record id = "${id}"><SchedulerMonitorEvent><SystemHealth><ProcessUtilization>${cpu}</ProcessUtilization></SystemHealth></SchedulerMonitorEvent></Record>`;
  view(
    instance,
    'sys.dm_os_ring_buffers',
    ['timestamp bigint', 'record nvarchar(3072)'],
    [
      [940_000n, record(1, 12)],
      [1_000_000n, record(2, 55)],
    ],
  );
}

function world() {
  const instance = testInstance();
  addGroups(instance);
  addSessions(instance);
  addRest(instance);
  return signIn(instance);
}

test('groups, replicas and states are joined, and 25 digits stay 25 digits', async () => {
  const sql = `SELECT ag.name, ar.replica_server_name, drs.log_send_queue_size, CONVERT(varchar(23), drs.last_commit_time, 126), CAST(drs.last_hardened_lsn AS varchar(25))
    FROM sys.availability_groups ag
    JOIN sys.availability_replicas ar ON ag.group_id = ar.group_id
    LEFT JOIN sys.dm_hadr_database_replica_states drs ON drs.replica_id = ar.replica_id
    WHERE ag.is_distributed = 0 ORDER BY ag.name, ar.replica_server_name`;
  expect(await rowsOf(world(), sql)).toEqual([
    ['AG1', 'SQL01', 'NULL', '2020-01-01T00:00:01.123', '34000000123400001'],
    ['AG1', 'SQL02', '9007199254740993', '2020-01-01T00:00:00.500', '34000000123300001'],
    ['ag2', 'SQL01', 'NULL', 'NULL', 'NULL'],
  ]);
});

test('a function is applied to each row, and OUTER APPLY keeps the row for which it gives none', async () => {
  const sql = `SELECT s.session_id, t.text FROM sys.dm_exec_sessions s
    LEFT JOIN sys.dm_exec_requests r ON r.session_id = s.session_id OUTER APPLY sys.dm_exec_sql_text(r.sql_handle) t ORDER BY s.session_id`;
  expect(await rowsOf(world(), sql)).toEqual([
    ['51', 'NULL'],
    ['52', 'SELECT 1 FROM a'],
    ['53', 'NULL'],
  ]);
});

test('texts that differ in case only are one group', async () => {
  const sql =
    'SET NOCOUNT ON; SELECT login_name, cpu_time INTO #s FROM sys.dm_exec_sessions; SELECT login_name AS l, COUNT(*) AS n, SUM(cpu_time) AS c FROM #s GROUP BY login_name ORDER BY n DESC, l';
  expect(await rowsOf(world(), sql)).toEqual([
    ['app', '2', '30'],
    ['report', '1', '300'],
  ]);
});

test('who blocks whom is followed by a recursive query', async () => {
  const sql = `WITH blockers (session_id, blocking_session_id, lvl) AS (
      SELECT session_id, blocking_session_id, 0 FROM sys.dm_exec_requests WHERE blocking_session_id = 0
      UNION ALL SELECT r.session_id, r.blocking_session_id, b.lvl + 1 FROM sys.dm_exec_requests r JOIN blockers b ON r.blocking_session_id = b.session_id)
    SELECT session_id, blocking_session_id, lvl FROM blockers ORDER BY lvl OPTION (MAXRECURSION 100)`;
  expect(await rowsOf(world(), sql)).toEqual([
    ['52', '0', '0'],
    ['53', '52', '1'],
  ]);
});

test('the last backup of each kind, and none for a database without one', async () => {
  const sql = `WITH ranked AS (SELECT database_name, type, backup_finish_date, ROW_NUMBER() OVER (PARTITION BY database_name, type ORDER BY backup_finish_date DESC) AS rn FROM msdb.dbo.backupset)
    SELECT d.name, MAX(CASE WHEN b.type = 'D' THEN CONVERT(varchar(10), b.backup_finish_date, 120) END) AS f, MAX(CASE WHEN b.type = 'I' THEN b.backup_finish_date END) AS i
    FROM sys.databases d LEFT JOIN ranked b ON b.database_name = d.name AND b.rn = 1 GROUP BY d.name ORDER BY d.name`;
  expect(await rowsOf(world(), sql)).toEqual([
    ['Broken', 'NULL', 'NULL'],
    ['Core', '2020-01-02', 'NULL'],
    ['master', 'NULL', 'NULL'],
  ]);
});

test('counters are filled up with spaces, which neither IN nor RTRIM minds', async () => {
  const sql =
    "SELECT RTRIM(counter_name), DATALENGTH(counter_name), cntr_value FROM sys.dm_os_performance_counters WHERE counter_name IN ('page life expectancy')";
  expect(await rowsOf(world(), sql)).toEqual([['Page life expectancy', '256', '4321']]);
});

test('a variant is compared as what it holds', async () => {
  const sql =
    "SELECT name, CAST(value AS int), SQL_VARIANT_PROPERTY(value, 'BaseType') FROM sys.configurations WHERE name LIKE N'max%' AND CAST(value AS bigint) <> CAST(value_in_use AS bigint)";
  expect(await rowsOf(world(), sql)).toEqual([['max server memory (MB)', '100000', 'int']]);
});

test('shares and running sums of waits', async () => {
  const sql = `WITH w AS (SELECT wait_type, wait_time_ms, 100.0 * wait_time_ms / SUM(wait_time_ms) OVER () AS pct, SUM(wait_time_ms) OVER (ORDER BY wait_time_ms DESC ROWS UNBOUNDED PRECEDING) AS running FROM sys.dm_os_wait_stats)
    SELECT TOP 2 wait_type, CAST(pct AS decimal(5,2)), running FROM w ORDER BY wait_time_ms DESC`;
  expect(await rowsOf(world(), sql)).toEqual([
    ['CXPACKET', '60.00', '6000'],
    ['LCK_M_S', '30.00', '9000'],
  ]);
});

test('the ring buffer is read as xml', async () => {
  const sql = `SELECT y.record.value('(./Record/@id)[1]', 'int') AS id, y.record.value('(./Record/SchedulerMonitorEvent/SystemHealth/ProcessUtilization)[1]', 'int') AS cpu
    FROM (SELECT CONVERT(xml, record) AS record FROM sys.dm_os_ring_buffers WHERE record LIKE N'%<SystemHealth>%') AS y ORDER BY id DESC`;
  expect(await rowsOf(world(), sql)).toEqual([
    ['2', '55'],
    ['1', '12'],
  ]);
});

test('a batch with variables answers what its condition chose', async () => {
  const sql = `SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED; DECLARE @cnt int;
    SELECT @cnt = COUNT(*) FROM sys.databases WITH (NOLOCK) WHERE state <> 0;
    IF @cnt > 0 BEGIN SELECT name FROM sys.databases WHERE state <> 0 END ELSE SELECT 'all online' AS m; SELECT @cnt`;
  const { sets } = await ask(world(), sql);
  expect(sets.map(({ rows }) => rows)).toEqual([[['Broken']], [['1']]]);
});
