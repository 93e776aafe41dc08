import type { Words } from './words.ts';

/** MySQL and MariaDB. Texts are compared as the collation of the column says, which by default leaves case aside. */
export const MYSQL: Words = {
  dialect: 'mysql',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  place: () => '?',
  page: (most, offset) => `LIMIT ${most} OFFSET ${offset}`,
  like: (column, pattern) => `${column} LIKE ${pattern} ESCAPE '!'`,
  unit: (step, column) => `TIMESTAMPDIFF(${step}, '1970-01-01', ${column})`,
  quotient: (column, divisor) => `${column} DIV ${divisor}`,
  sum: (column) => `SUM(${column})`,
  isTrue: (column) => `${column} = 1`,
  left: (column, length) => `LEFT(${column}, ${length})`,
  nowUtc: 'UTC_TIMESTAMP(3)',
  version: 'VERSION()',
};
