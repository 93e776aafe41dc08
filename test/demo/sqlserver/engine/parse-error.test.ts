import { describe, expect, test } from 'vitest';
import { parseBatch } from '#demo/sqlserver/engine/parse-batch.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';

function errorOf(sql: string): SqlError {
  try {
    parseBatch(sql);
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
  throw new Error(`no error for ${sql}`);
}

describe('what SQL Server refuses is refused with its number, line and what was near', () => {
  test.each([
    ['SELECT *\nFROM t\nWHERE a = = 1', 102, 3, "near '='"],
    ['SELECT 1 FROM', 102, 1, "near 'FROM'"],
    ['SELECT (1', 102, 1, "near '1'"],
    ['SELECT a FROM t LIMIT 5', 102, 1, "near '5'"],
    ['SELECT 1 = 1', 102, 1, "near '='"],
    ['SELECT a FROM t WHERE a == 1', 102, 1, "near '='"],
    ['SELECT TOP @n a FROM t', 102, 1, "near '@n'"],
    ['DELETE TOP 5 FROM t', 102, 1, "near '5'"],
    ['SELECT a || b FROM t', 102, 1, "near '|'"],
    ["PRINT ';' WITH x AS (SELECT 1 AS a) SELECT a FROM x", 319, 1, "keyword 'WITH'"],
    ['SELECT a::int', 102, 1, "near '::'"],
    ['SELEC * FROM t', 102, 1, "near '*'"],
    ['PRINT 1\nsp_who', 102, 2, "near 'sp_who'"],
    ['EXEC p 1 + 1', 102, 1, "near '+'"],
    ['KILL @x', 102, 1, "near '@x'"],
    ['IF 1 = 1; SELECT 1', 102, 1, "near ';'"],
    ['SELECT a FROM (SELECT 1 AS a)', 102, 1, "near ')'"],
    ["SELECT 'x' ? 1", 102, 1, "near '?'"],
    ['SELECT “x”', 102, 1, "near '“'"],
    ['SELECT 🙂', 102, 1, "near '🙂'"],
    ['SELECT FROM t', 156, 1, "keyword 'FROM'"],
    ['SELECT a FROM t\nWHERE', 102, 2, "near 'WHERE'"],
    ['SELECT a FROM t WHERE ORDER BY a', 156, 1, "keyword 'ORDER'"],
    ['SELECT a AS user FROM t', 156, 1, "keyword 'user'"],
    ['SELECT t.key FROM t', 156, 1, "keyword 'key'"],
    ['BEGIN\nEND', 156, 2, "keyword 'END'"],
    ['SELECT 1 FROM a JOIN b', 102, 1, "near 'b'"],
    ['SELECT a FROM t WHERE a IN (WITH c AS (SELECT 1) SELECT 1)', 156, 1, "keyword 'WITH'"],
    ['SELECT 1 FROM t WHERE EXISTS (SELECT 1 OPTION (RECOMPILE))', 156, 1, "keyword 'OPTION'"],
    ["SELECT\n'abc", 105, 2, "character string 'abc'"],
    ['SELECT [abc', 105, 1, "character string 'abc'"],
    ['SELECT 1\n/* a /* b */', 113, 2, 'Missing end comment mark'],
    [`SELECT ${'x'.repeat(129)}`, 103, 1, 'is too long'],
    ['SELECT 1 AS []', 1038, 1, 'missing or empty'],
    ['SELECT a.b.c.d.e', 117, 1, 'maximum number of prefixes'],
    ['DECLARE @x nosuchtype', 243, 1, 'Type nosuchtype'],
    ['DECLARE @x varchar(0)', 1001, 1, 'specification 0'],
    ['DECLARE @x varchar(8001)', 131, 1, 'size (8001)'],
    ['DECLARE @x decimal(39)', 2750, 1, 'precision 39'],
    ['DECLARE @x decimal(5,6)', 192, 1, 'scale'],
    ['DECLARE @x datetime2(8)', 1002, 1, 'scale 8'],
    ['DECLARE @x int(4)', 2716, 1, 'type int'],
    [`SELECT ${'9'.repeat(39)}`, 1007, 1, 'out of the range'],
    ['SELECT 1 WHERE a', 4145, 1, "near 'a'"],
    ['SELECT 1 WHERE a AND b = 1', 4145, 1, "near 'AND'"],
    ['IF 1 SELECT 1', 4145, 1, "near 'SELECT'"],
    ['SELECT 1 WITH x AS (SELECT 1 AS a) SELECT a FROM x', 319, 1, "keyword 'WITH'"],
    ["SET @x = 1 THROW 50000, 'a', 1", 102, 1, "near 'THROW'"],
    ['SELECT 1; THROW', 10704, 1, 'CATCH block'],
    ['BREAK', 135, 1, 'BREAK'],
    ['IF 1 = 1 CONTINUE', 136, 1, 'CONTINUE'],
    ['RETURN 1', 178, 1, 'return value'],
    ['DECLARE @a int\nDECLARE @A int', 134, 2, "'@A'"],
    ['SELECT @a = 1, b FROM t', 141, 1, 'data-retrieval'],
    ["SELECT DATEADD(fortnight, 1, 'x')", 155, 1, "'fortnight' is not a recognized dateadd option"],
    ["SELECT DATEADD('day', 1, 'x')", 1023, 1, 'Invalid parameter 1'],
    ['SET NOSUCH ON', 195, 1, "'NOSUCH' is not a recognized SET option"],
    ['SELECT 1 FROM t WITH (NOSUCH)', 321, 1, '"NOSUCH"'],
    ['SELECT a FROM (SELECT a FROM t ORDER BY a) x', 1033, 1, 'ORDER BY'],
    ['SELECT TOP 1 a FROM t ORDER BY a OFFSET 1 ROWS', 10741, 1, 'TOP'],
    ['SELECT TOP 1 WITH TIES a FROM t', 1062, 1, 'TIES'],
    ['SELECT SUM(a) OVER (ROWS UNBOUNDED PRECEDING) FROM t', 10756, 1, 'ORDER BY'],
    ['SELECT SUM(a) OVER (ORDER BY a RANGE 1 PRECEDING) FROM t', 4194, 1, 'RANGE'],
    ['SELECT SUM(a) OVER (ORDER BY a ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM t', 4193, 1, "'BETWEEN CURRENT ROW AND 1 PRECEDING'"],
    ['INSERT t (a, b) VALUES (1)', 109, 1, 'more columns'],
    ['INSERT t (a) VALUES (1, 2)', 110, 1, 'fewer columns'],
    ['INSERT t (a, A) VALUES (1, 2)', 264, 1, "'A'"],
    ['UPDATE t SET a = 1, a = 2', 264, 1, "'a'"],
    ['INSERT t VALUES (1), (1, 2)', 10709, 1, 'must be the same'],
    ['WITH a AS (SELECT 1 AS x), A AS (SELECT 1 AS x) SELECT 1', 239, 1, "'A'"],
    ['SELECT 1 FROM (VALUES (1)) v', 8155, 1, "'v'"],
  ])('%s', (sql, number, line, near) => {
    const error = errorOf(sql);
    expect({ number: error.number, line: error.line, message: error.message }).toEqual({
      number,
      line,
      message: expect.stringContaining(near),
    });
  });
});

describe('what SQL Server knows and the stand-in does not is said as such', () => {
  test.each([
    'MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE;',
    'DECLARE c CURSOR FOR SELECT 1',
    'SELECT 1 FROM t PIVOT (MAX(a) FOR b IN ([x])) p',
    "SELECT a FROM t FOR XML PATH('')",
    'SELECT a FROM t GROUP BY ROLLUP (a)',
    'SELECT 1 WHERE 1 = ANY (SELECT 1)',
    'SELECT 1 WHERE a IS DISTINCT FROM b',
    'CREATE VIEW v AS SELECT 1',
    'ALTER TABLE t ADD a int',
    'EXEC @p 1',
    "EXEC ('x') AT linked",
    'SELECT LAG(a) IGNORE NULLS OVER (ORDER BY a) FROM t',
    "SELECT PARSE('1' AS int)",
    'SELECT {fn NOW()}',
    'SELECT geography::Point(1, 2, 3)',
    "UPDATE t SET doc.modify('x')",
    'CREATE TABLE t (a int CHECK (a > 1))',
    "SELECT 1 FROM OPENQUERY(s, 'x')",
    'BEGIN DISTRIBUTED TRAN',
    'SELECT NEXT VALUE FOR s',
    'SET ROWCOUNT @n',
    'DECLARE @x rowversion',
    'DECLARE @x double precision',
  ])('%s', (sql) => {
    const error = errorOf(sql);
    expect(error.number).toBe(40_000);
    expect(error.message).toMatch(/^stand-in: .* is not built\.$/);
    expect(error.line).toBe(1);
  });
});
