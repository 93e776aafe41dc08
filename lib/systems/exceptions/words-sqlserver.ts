import type { Words } from './words.ts';

/** SQL Server. Texts are compared as the collation of the column says, which by default leaves case aside. */
export const SQLSERVER: Words = {
  dialect: 'sqlserver',
  quote: (name) => `[${name.replaceAll(']', ']]')}]`,
  place: (index) => `@p${index}`,
  page: (most, offset) => `OFFSET ${offset} ROWS FETCH NEXT ${most} ROWS ONLY`,
  like: (column, pattern) => `${column} LIKE ${pattern} ESCAPE '!'`,
  // Boundaries crossed since 1970, which are whole units of UTC.
  unit: (step, column) => `DATEDIFF(${step}, '19700101', ${column})`,
  quotient: (column, divisor) => `${column} / ${divisor}`,
  sum: (column) => `SUM(CAST(${column} AS bigint))`,
  isTrue: (column) => `${column} = 1`,
  left: (column, length) => `LEFT(${column}, ${length})`,
  nowUtc: 'SYSUTCDATETIME()',
  version: "CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))",
};
