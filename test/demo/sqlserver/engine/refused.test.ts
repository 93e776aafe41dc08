import { describe, expect, test } from 'vitest';
import { addTable, ask, columns, signIn, testInstance } from './ask.ts';

function session(major = 16) {
  const instance = testInstance(major);
  const made = columns('id int', 'k int', 'g uniqueidentifier', 'w datetime2', 'd date', 's varchar(10)');
  addTable(instance, 'master.dbo.t', made, []);
  return signIn(instance);
}

const numbersOf = async (sql: string, major?: number): Promise<number[]> =>
  (await ask(session(major), sql)).errors.map(({ number }) => number);

describe('what SQL Server refuses is refused, with rows or without', () => {
  test.each([
    ['SELECT SUM((SELECT 1)) FROM t', 130],
    ['SELECT SUM(CASE WHEN EXISTS (SELECT 1) THEN 1 ELSE 0 END) FROM t', 130],
    ['SELECT SUM(CASE WHEN id IN (SELECT k FROM t) THEN 1 ELSE 0 END) FROM t', 130],
    ['SELECT SUM(COUNT(*)) FROM t', 130],
    ['SELECT SUM(ROW_NUMBER() OVER (ORDER BY id)) FROM t', 4109],
    ['SELECT SUM(SUM(k) OVER ()) OVER () FROM t', 4109],
    ['SELECT COUNT(*) FROM t GROUP BY (SELECT 1)', 144],
    ['SELECT COUNT(*) FROM t GROUP BY COUNT(*)', 144],
    ['SELECT COUNT(*) FROM t GROUP BY 1', 164],
    ["SELECT COUNT(*) FROM t GROUP BY k, 'a'", 164],
    ['SELECT id FROM t ORDER BY k, id, k', 169],
    ["SELECT id FROM t ORDER BY 'a'", 408],
    ['SELECT ROW_NUMBER() OVER (ORDER BY 1) FROM t', 5308],
    ["SELECT ROW_NUMBER() OVER (ORDER BY 'a') FROM t", 5309],
    ['SELECT COALESCE(NULL, NULL)', 4127],
    ['SELECT NULLIF(NULL, 1)', 4151],
    ['SELECT CASE WHEN 1 = 1 THEN NULL END', 8133],
    ['SELECT id FROM t WHERE g = 1', 206],
    ['SELECT id FROM t WHERE w > 5', 206],
    ['SELECT COALESCE(d, 0) FROM t', 206],
    ['SELECT id FROM t UNION SELECT g FROM t', 206],
    ['WITH a AS (SELECT 1 AS n UNION ALL SELECT CAST(n + 1 AS bigint) FROM a WHERE n < 3) SELECT n FROM a', 240],
    ["WITH a AS (SELECT 'a' AS n UNION ALL SELECT n + 'b' FROM a WHERE LEN(n) < 3) SELECT n FROM a", 240],
  ])('%s is %i', async (sql, number) => {
    expect(await numbersOf(sql)).toEqual([number]);
  });

  test.each([
    'SELECT SUM(COUNT(*)) OVER () FROM t GROUP BY k',
    'SELECT k % 3 FROM t GROUP BY k % 3',
    'SELECT id FROM t ORDER BY (SELECT NULL), id',
    'SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) FROM t',
    "SELECT id FROM t WHERE g = '0E984725-C51C-4BF4-9960-E1C80E27ABA0' AND d > '2020-01-01' AND w < d",
    'SELECT id FROM t WHERE CAST(w AS datetime) > 5',
    'SELECT CASE WHEN id = 1 THEN NULL ELSE g END, COALESCE(NULL, k), NULLIF(k, NULL) FROM t',
    "WITH a AS (SELECT CAST('a' AS varchar(9)) AS n UNION ALL SELECT CAST(n + 'b' AS varchar(9)) FROM a WHERE LEN(n) < 3) SELECT n FROM a",
  ])('%s is taken', async (sql) => {
    expect(await numbersOf(sql)).toEqual([]);
  });
});

describe('what is newer than the server', () => {
  test.each([
    ["SELECT TRIM(' a ')", 195, 14],
    ["SELECT CONCAT_WS('-', 'a', 'b')", 195, 14],
    ["SELECT STRING_AGG(s, ',') FROM t", 195, 14],
    ["SELECT STRING_AGG(s, ',') OVER () FROM t", 195, 14],
    ['SELECT DATEDIFF_BIG(ms, GETDATE(), GETDATE())', 195, 13],
    ["SELECT value FROM STRING_SPLIT('a,b', ',')", 208, 13],
    ['DROP TABLE IF EXISTS #t', 156, 13],
  ])('%s is %i before version %i', async (sql, number, since) => {
    expect(await numbersOf(sql, since - 1)).toEqual([number]);
    expect(await numbersOf(sql, since)).not.toContain(number);
  });

  test('is told before anything of its batch is run', async () => {
    const { sets, errors } = await ask(session(12), "SELECT 1 AS a;\nSELECT TRIM('a') AS b");
    expect(sets).toEqual([]);
    expect(errors).toMatchObject([{ number: 195, line: 2, message: "'TRIM' is not a recognized built-in function name." }]);
  });
});
