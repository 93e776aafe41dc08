/** The columns of the table t that the queries below name. */
export const REFUSED_TABLE = ['id int', 'k int', 'g uniqueidentifier', 'w datetime2', 'd date', 's varchar(10)'];

/** What SQL Server refuses before it reads a row, each with the number of its error. */
export const REFUSED: readonly (readonly [string, number])[] = [
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
];
