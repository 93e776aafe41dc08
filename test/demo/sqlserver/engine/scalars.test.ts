import { expect, test } from 'vitest';
import { ask, rowsOf, signIn, testInstance } from './ask.ts';

const session = signIn(testInstance());

const typeText = ({ name, length, precision, scale }: { name: string; length?: number; precision?: number; scale?: number }): string =>
  [name, length ?? precision, scale].filter((part) => part !== undefined).join(' ');

test.each([
  ['5 / 2', 'int', '2'],
  ['-5 / 2', 'int', '-2'],
  ['5 % 3', 'int', '2'],
  ['5 / 2.0', 'numeric 17 6', '2.500000'],
  ['CAST(1 AS decimal(10,2)) / 3', 'numeric 21 13', '0.3333333333333'],
  ['0.1 + 0.2', 'numeric 2 1', '0.3'],
  ['CAST(9007199254740993 AS bigint) + 1', 'bigint', '9007199254740994'],
  ["N'x' + 'yz'", 'nvarchar 3', 'xyz'],
  ['NULL', 'int', 'NULL'],
  ['1 + NULL', 'int', 'NULL'],
  ['CAST(1.005 AS money)', 'money', '1.01'],
  ['CAST(2.7 AS int)', 'int', '2'],
  ['CAST(-2.7 AS int)', 'int', '-2'],
  ['CAST(2.5 AS decimal(5,0))', 'decimal 5 0', '3'],
  ["CAST('  42 ' AS int)", 'int', '42'],
  ["CAST('abc' AS varchar(2))", 'varchar 2', 'ab'],
  ['CAST(12345 AS varchar(3))', 'varchar 3', '*'],
  ["TRY_CAST('x' AS int)", 'int', 'NULL'],
  ["CONVERT(varchar(10), CAST('2020-03-04' AS datetime), 120)", 'varchar 10', '2020-03-04'],
  ["CONVERT(varchar(30), CAST('2020-03-04 05:06:07.008' AS datetime), 121)", 'varchar 30', '2020-03-04 05:06:07.007'],
  ["CAST(CAST('2020-03-04 15:06' AS datetime) AS varchar(30))", 'varchar 30', 'Mar  4 2020  3:06PM'],
  ['CONVERT(varchar(20), 0x0AFF, 1)', 'varchar 20', '0x0AFF'],
  ['CASE WHEN 1 = 2 THEN 1 ELSE 2.5 END', 'numeric 11 1', '2.5'],
  ["CASE 3 WHEN 3 THEN N'three' END", 'nvarchar 5', 'three'],
  ['COALESCE(NULL, CAST(1 AS bigint), 2)', 'bigint', '1'],
  ["ISNULL(CAST(NULL AS varchar(2)), 'abc')", 'varchar 2', 'ab'],
  ['NULLIF(3, 3)', 'int', 'NULL'],
  ["IIF(1 = 1, 'y', 'n')", 'varchar 1', 'y'],
  ["LEN('abc  ')", 'int', '3'],
  ["DATALENGTH(N'abc')", 'int', '6'],
  ["CHARINDEX('B', 'abc')", 'int', '2'],
  ["SUBSTRING('abcdef', 0, 3)", 'varchar 6', 'ab'],
  ["STUFF('abcdef', 2, 3, 'X')", 'varchar 8000', 'aXef'],
  ["REPLACE('aBab', 'b', '.')", 'varchar 8000', 'a.a.'],
  ["PATINDEX('%[0-9]%', 'ab7c')", 'int', '3'],
  ["RIGHT('abc', 2)", 'varchar 3', 'bc'],
  ['ROUND(CAST(2.345 AS decimal(5,3)), 2)', 'decimal 5 3', '2.350'],
  ['CEILING(1.1)', 'numeric 2 0', '2'],
  ['FLOOR(-1.1)', 'numeric 2 0', '-2'],
  ["DATEDIFF(second, '2020-01-01', '2020-01-02')", 'int', '86400'],
  ["DATEDIFF(month, '2020-01-31', '2020-02-01')", 'int', '1'],
  ["DATEADD(month, 1, CAST('2020-01-31' AS date))", 'date', '2020-02-29'],
  ["DATEADD(year, -1, CAST('2020-02-29' AS datetime2(0)))", 'datetime2 0', '2019-02-28 00:00:00'],
  ["DATEPART(weekday, '2020-06-01')", 'int', '2'],
  ["DATENAME(month, '2020-06-01')", 'nvarchar 30', 'June'],
  ['GETDATE()', 'datetime', 'Jun  1 2020  3:30PM'],
  ['GETUTCDATE()', 'datetime', 'Jun  1 2020 10:00AM'],
  ['SYSDATETIME()', 'datetime2 7', '2020-06-01 15:30:00.1234567'],
  ['SYSUTCDATETIME()', 'datetime2 7', '2020-06-01 10:00:00.1234567'],
  ['SYSDATETIMEOFFSET()', 'datetimeoffset 7', '2020-06-01 15:30:00.1234567 +05:30'],
  ['DATEPART(TZOFFSET, SYSDATETIMEOFFSET())', 'int', '330'],
  ['SWITCHOFFSET(SYSDATETIMEOFFSET(), 0)', 'datetimeoffset 7', '2020-06-01 10:00:00.1234567 +00:00'],
  ["CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))", 'nvarchar 128', '16.0.4135.4'],
  ["CAST(SERVERPROPERTY('Nobody') AS int)", 'int', 'NULL'],
  ['DB_NAME()', 'nvarchar 128', 'master'],
  ["DB_ID('Core')", 'smallint', '5'],
  ['DB_NAME(4)', 'nvarchar 128', 'msdb'],
  ['@@SERVERNAME', 'nvarchar 128', 'SQL01'],
  ['@@SPID', 'smallint', '51'],
  ["FILEPROPERTY('Core_log', 'SpaceUsed')", 'int', '77'],
  ["HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE')", 'int', '1'],
  ["OBJECT_ID('tempdb..#nothing')", 'int', 'NULL'],
  ["SQL_VARIANT_PROPERTY(CAST(5 AS sql_variant), 'BaseType')", 'sql_variant', 'int'],
  ['-CAST(5 AS bigint)', 'bigint', '-5'],
  ['~5', 'int', '-6'],
  ['6 & 3', 'int', '2'],
])('%s is %s: %s', async (expression, type, value) => {
  const { sets, errors } = await ask(session, `SELECT ${expression} AS v`);
  expect(errors).toEqual([]);
  expect(typeText(sets[0]?.columns[0]?.type ?? { name: 'no column' })).toBe(type);
  expect(sets[0]?.rows).toEqual([[value]]);
});

test.each([
  ["'a' = 'A '", 'y'],
  ["'é' = 'e'", 'n'],
  ['NULL = NULL', 'n'],
  ['NOT (NULL = 1)', 'n'],
  ['1 IN (2, NULL)', 'n'],
  ['1 NOT IN (2, NULL)', 'n'],
  ['1 NOT IN (2, 3)', 'y'],
  ["'abc' LIKE 'A_[a-d]'", 'y'],
  ["'50%' LIKE '50!%' ESCAPE '!'", 'y'],
  ["'5_' LIKE '5[_]'", 'y'],
  ["'abc' LIKE 'b%'", 'n'],
  ["'a.c' LIKE 'abc'", 'n'],
  ["'2020-01-01' < CAST('2020-01-02' AS datetime)", 'y'],
  ['1 BETWEEN 1 AND 1', 'y'],
  ['CAST(1 AS sql_variant) = CAST(1 AS sql_variant)', 'y'],
  ["CAST('2020-01-01 05:30 +05:30' AS datetimeoffset) = CAST('2020-01-01 00:00 +00:00' AS datetimeoffset)", 'y'],
  ['EXISTS (SELECT 1 WHERE 1 = 0)', 'n'],
])('%s holds: %s', async (condition, holds) => {
  expect(await rowsOf(session, `SELECT CASE WHEN ${condition} THEN 'y' ELSE 'n' END`)).toEqual([[holds]]);
});
