import { describe, expect, test } from 'vitest';
import { parseBatch } from '#demo/sqlserver/engine/parse-batch.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';

/** The number of the SqlError that a text gives, null when it is read; any other error is thrown on. */
function refusal(sql: string): number | null {
  try {
    parseBatch(sql);
    return null;
  } catch (error) {
    if (error instanceof SqlError) return error.number;
    throw new Error(`not a SqlError for ${JSON.stringify(sql.slice(0, 300))}`, { cause: error });
  }
}

const MANY = 5_000;

describe('what is nested too deeply is refused with 191, never a stack overflow', () => {
  test.each([
    ['parentheses', `SELECT ${'('.repeat(MANY)}1${')'.repeat(MANY)}`],
    ['parentheses around conditions', `SELECT 1 WHERE ${'('.repeat(MANY)}1 = 1${')'.repeat(MANY)}`],
    ['parentheses around sources', `SELECT 1 FROM ${'('.repeat(MANY)}t${')'.repeat(MANY)}`],
    ['parentheses around queries', `${'('.repeat(MANY)}SELECT 1${')'.repeat(MANY)}`],
    ['NOT', `SELECT 1 WHERE ${'NOT '.repeat(MANY)}1 = 1`],
    ['signs', `SELECT ${'- '.repeat(MANY)}1`],
    ['complements', `SELECT ${'~'.repeat(MANY)}1`],
    ['CASE', `SELECT ${'CASE WHEN 1 = 1 THEN '.repeat(MANY)}1${' END'.repeat(MANY)}`],
    ['calls', `SELECT ${'ABS('.repeat(MANY)}1${')'.repeat(MANY)}`],
    ['subqueries', `SELECT ${'(SELECT '.repeat(MANY)}1${')'.repeat(MANY)}`],
    ['derived tables', `SELECT 1 FROM ${'(SELECT 1 FROM '.repeat(MANY)}t${') x'.repeat(MANY)}`],
    ['joins before their ON', `SELECT 1 FROM t ${'JOIN t '.repeat(MANY)}`],
    ['blocks', `${'BEGIN '.repeat(MANY)}PRINT 1${' END'.repeat(MANY)}`],
    ['IF', `${'IF 1 = 1 '.repeat(MANY)}PRINT 1`],
    ['ELSE IF', `${'IF 1 = 1 PRINT 1 ELSE '.repeat(MANY)}PRINT 1`],
    ['sums', `SELECT 1${' + 1'.repeat(MANY)}`],
    ['conditions', `SELECT 1 WHERE 1 = 1${' OR 1 = 1'.repeat(MANY)}`],
    ['unions', `SELECT 1${' UNION ALL SELECT 1'.repeat(MANY)}`],
    ['unions within a query', `SELECT 1 FROM (SELECT 1${' UNION ALL SELECT 1'.repeat(4 * MANY)}) x`],
    ['collations', `SELECT a${' COLLATE x'.repeat(MANY)}`],
    ['joins', `SELECT 1 FROM t${' CROSS JOIN t'.repeat(MANY)}`],
  ])('%s', (_, sql) => {
    expect(refusal(sql)).toBe(191);
  });

  test.each([
    ['parentheses', `SELECT ${'('.repeat(80)}1${')'.repeat(80)}`],
    ['sums', `SELECT 1${' + 1'.repeat(1000)}`],
    ['subqueries', `SELECT ${'(SELECT '.repeat(50)}1${')'.repeat(50)}`],
    ['values in a list', `SELECT 1 WHERE 1 IN (${'1, '.repeat(MANY)}1)`],
    ['statements', 'PRINT 1;'.repeat(MANY)],
  ])('while so many are read: %s', (_, sql) => {
    expect(refusal(sql)).toBeNull();
  });

  test('a comment or a text of megabytes is read, as is one that never ends', () => {
    const long = 'x'.repeat(3_000_000);
    expect(refusal(`SELECT '${long}' /* ${long} */`)).toBeNull();
    expect(refusal(`SELECT '${"''".repeat(1_000_000)}'`)).toBeNull();
    expect(refusal(`SELECT '${long}`)).toBe(105);
    expect(refusal(`SELECT [${long}`)).toBe(105);
    expect(refusal(`/*${'/*'.repeat(1_000_000)}`)).toBe(113);
  });
});

const GOOD = [
  `WITH ranked (a, b) AS (SELECT TOP (@n) x.a, ROW_NUMBER() OVER (PARTITION BY b ORDER BY c DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS rn
    FROM sys.t AS x WITH (NOLOCK) LEFT JOIN [d b].dbo.[u] u ON x.a = u.a AND NOT x.b IN (1, 2.5, 'c') CROSS APPLY f(x.a, NULL) y)
    SELECT DISTINCT a, CASE WHEN b IS NULL THEN -1 ELSE CAST(b AS decimal(5, 2)) END AS c, COUNT(*) FROM ranked, (VALUES (1), (2)) v (n)
    WHERE EXISTS (SELECT 1 FROM t) AND a LIKE N'%x' ESCAPE '!' OR b BETWEEN 1 AND 2 GROUP BY a, b HAVING SUM(a) > 0x1F
    ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY OPTION (RECOMPILE);`,
  `SET NOCOUNT ON; DECLARE @t TABLE (a int IDENTITY(1,1) PRIMARY KEY, b nvarchar(max) NOT NULL DEFAULT ''), @x datetime2(3) = DATEADD(day, -1, GETDATE());
    BEGIN TRY IF @x IS NULL BEGIN INSERT INTO @t (b) OUTPUT inserted.a VALUES ('x'), (DEFAULT) END ELSE WHILE @i < 3 SET @i += 1 END TRY
    BEGIN CATCH RAISERROR ('x', 16, 1) WITH NOWAIT; THROW; END CATCH; EXEC @r = dbo.p @a = 1, @b = @c OUTPUT
    UPDATE TOP (1) t SET a = 1, @v = b = c WHERE a = 1; DELETE FROM t; BEGIN TRAN; ROLLBACK; WAITFOR DELAY '0:0:1' PRINT 'a' KILL 53`,
];

/** Numbers from 0 to 1 that are the same at every run. Source: Park and Miller, "Random number generators: good ones are hard to find". */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const PIECES = GOOD.flatMap((sql) => sql.match(/[\p{L}_@#]\w*|\d+|'[^']*'|\s+|[^\s\w]/gu) ?? []);

describe('random texts', () => {
  test('the good texts that they are made from are read', () => {
    expect(GOOD.map(refusal)).toEqual([null, null]);
  });

  test('a soup of words never gives anything but a tree or a SqlError', () => {
    const random = randomFrom(20_261_122);
    const numbers = new Set<number | null>();
    for (let run = 0; run < 20_000; run += 1) {
      const length = 1 + Math.floor(random() * 25);
      numbers.add(refusal(Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)] ?? '').join(' ')));
    }
    expect([...numbers]).toEqual(expect.arrayContaining([102, 156, null]));
  });

  test('nor does a good text with pieces lost, doubled, swapped or cut', () => {
    const random = randomFrom(7);
    const numbers = new Set<number | null>();
    for (let run = 0; run < 6_000; run += 1) {
      const pieces = GOOD[run % GOOD.length]?.match(/[\p{L}_@#]\w*|\d+|\s+|[^\s\w]/gu) ?? [];
      for (let change = 0; change <= random() * 3; change += 1) {
        const at = Math.floor(random() * pieces.length);
        const other = PIECES[Math.floor(random() * PIECES.length)] ?? '';
        pieces.splice(at, random() < 0.5 ? 1 : 0, ...(random() < 0.7 ? [other] : []));
      }
      numbers.add(refusal(random() < 0.2 ? pieces.join('').slice(0, Math.floor(random() * 900)) : pieces.join('')));
    }
    expect([...numbers]).toEqual(expect.arrayContaining([102, 105, 156, null]));
  });
});
