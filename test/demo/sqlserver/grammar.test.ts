import { describe, expect, test } from 'vitest';
import { parseBatch } from '#demo/sqlserver/engine/parse-batch.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';
import { grammarErrors } from './grammar.ts';
import { MONITORING_QUERIES } from './monitoring-queries.ts';

describe('both parsers read', () => {
  test.each([
    'SELECT TOP (@n) a AS [x y], COUNT(*) AS n FROM sys.t AS x WITH (NOLOCK) WHERE a <> 1 GROUP BY a HAVING COUNT(*) > 1 ORDER BY n DESC',
    'SELECT s.a AS a, t.text AS text FROM s OUTER APPLY sys.dm_exec_sql_text(s.h) AS t',
    'WITH a AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM a WHERE n < 5) SELECT n FROM a OPTION (MAXRECURSION 10)',
    'SELECT a, ROW_NUMBER() OVER (PARTITION BY b ORDER BY c DESC) AS rn FROM t',
    'SELECT a FROM t ORDER BY a OFFSET @skip ROWS FETCH NEXT @take ROWS ONLY',
    "SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS name, DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS minutes",
    "SELECT x.value('(./a/@id)[1]', 'int') AS id FROM t",
    'UPDATE t SET a = 1, b = NULL OUTPUT inserted.a, deleted.b AS was WHERE id = @id',
    'DELETE TOP (2) FROM t WHERE a = @a AND b IS NULL',
    "INSERT INTO t (a, b) OUTPUT inserted.id VALUES (NEWID(), N'x')",
    'DECLARE @a int = 1; IF @a > 0 BEGIN SELECT 1 AS one; END ELSE SELECT 2 AS two',
    'BEGIN TRY SELECT 1 AS one; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS number; END CATCH',
    'SET NOCOUNT ON; SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED; SET LOCK_TIMEOUT 1000;',
    "EXEC msdb.dbo.sp_start_job @job_name = N'nightly'",
    'KILL 53',
  ])('%s', (sql) => {
    expect(grammarErrors(sql)).toEqual([]);
    expect(parseBatch(sql).length).toBeGreaterThan(0);
  });
});

describe('both parsers read queries of a monitoring product', () => {
  test.each(MONITORING_QUERIES)('$name', ({ sql }) => {
    expect(grammarErrors(sql)).toEqual([]);
    expect(parseBatch(sql).length).toBeGreaterThan(0);
  });
});

describe('both parsers refuse', () => {
  test.each([
    'SELECT 1 FROM',
    'SELECT (1',
    "SELECT 'abc",
    'SELECT a FROM t LIMIT 5',
    'SELECT a FROM t WHERE a == 1',
    'SELECT a::int FROM t',
    'SELECT a FROM t WHERE',
    'SELECT a AS user FROM t',
    'SELECT a FROM t ORDER a',
    'SELECT CASE WHEN 1 = 1 THEN 2',
    'UPDATE t a = 1',
    'INSERT INTO t (a VALUES (1)',
    'BEGIN SELECT 1',
    'IF 1 = 1',
  ])('%s', (sql) => {
    expect(grammarErrors(sql)).not.toEqual([]);
    expect(() => parseBatch(sql)).toThrow(SqlError);
  });
});

test('an error of the grammar names its place', () => {
  expect(grammarErrors('SELECT a\nFROM t WHERE')).toEqual([expect.stringMatching(/^line 2:\d+ /)]);
});
