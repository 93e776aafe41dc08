import type { Words } from './words.ts';

const SECONDS = { minute: 60, hour: 3_600, day: 86_400 } as const;

/** PostgreSQL, whose columns have names of mixed case and are quoted. Texts are found in any case, and compared exactly. */
export const POSTGRESQL: Words = {
  dialect: 'postgresql',
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  place: (index) => `$${index}`,
  page: (most, offset) => `LIMIT ${most} OFFSET ${offset}`,
  like: (column, pattern) => `${column} ILIKE ${pattern} ESCAPE '!'`,
  unit: (step, column) => `floor(extract(epoch FROM ${column}) / ${SECONDS[step]})::bigint`,
  quotient: (column, divisor) => `${column} / ${divisor}`,
  sum: (column) => `sum(${column})`,
  isTrue: (column) => `${column} = true`,
  left: (column, length) => `left(${column}, ${length})`,
  nowUtc: "(now() AT TIME ZONE 'UTC')",
  version: "current_setting('server_version')",
};
