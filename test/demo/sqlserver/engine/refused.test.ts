import { describe, expect, test } from 'vitest';
import { addTable, ask, columns, signIn, testInstance } from './ask.ts';
import { REFUSED, REFUSED_TABLE } from './refused.ts';

function session(major = 16) {
  const instance = testInstance(major);
  addTable(instance, 'master.dbo.t', columns(...REFUSED_TABLE), []);
  return signIn(instance);
}

const numbersOf = async (sql: string, major?: number): Promise<number[]> =>
  (await ask(session(major), sql)).errors.map(({ number }) => number);

describe('what SQL Server refuses is refused, with rows or without', () => {
  test.each(REFUSED)('%s is %i', async (sql, number) => {
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
