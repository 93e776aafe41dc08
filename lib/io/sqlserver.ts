import sql from 'mssql';
import { FetchError } from '../failure.ts';
import type { DatabaseTarget, SqlCell, SqlRow, SqlValue } from './database.ts';
import type { Lane } from './database-lanes.ts';
import type { Meter } from './meter.ts';
import { openTds, type TdsInput } from './tds.ts';

/** The most rows of one answer: far above what one page asks for. */
const MAX_ROWS = 200_000;

/**
 * How a value is sent: each as the type of the column that it is held against. A time as `datetime`, whose steps are 1/300 s: what was read of such a column is the same step again when it is sent,
 * where a finer type would be another moment and make the column be converted.
 */
const TYPES: Readonly<Record<SqlValue['type'], () => sql.ISqlType>> = {
  text: () => sql.NVarChar(sql.MAX),
  int: () => sql.BigInt(),
  bool: () => sql.Bit(),
  time: () => sql.DateTime(),
  guid: () => sql.UniqueIdentifier(),
};

/** One connection to a SQL Server, opened by the first statement. */
export function openSqlServer(target: DatabaseTarget, meter: Meter): Lane {
  const { host, port, database, user, password, tls, isReading, maxBytes } = target;
  const connection = openTds(
    {
      ...{ host, at: { port }, database, isReadIntent: false, name: 'Vigil', key: isReading ? 'read' : 'act', maxBytes, maxRows: MAX_ROWS },
      login: { user, password: password.reveal(), domain: null },
      tls: { encrypt: tls !== null, verify: tls?.verify ?? true, ca: tls?.ca ?? null, serverName: null },
    },
    meter,
  );
  return {
    async ask({ text, values }, signal) {
      const { sets, counted, bigints } = await connection.tell({ text, inputs: values.map(input), isReading }, signal);
      const [rows] = sets;
      return rows === undefined ? { rows: [], changed: counted } : { rows: rows.map((row) => rowOf(row, bigints)), changed: 0 };
    },
    close: () => connection.close(),
  };
}

function input(given: SqlValue, index: number): TdsInput {
  const value = given.type === 'time' && given.value !== null ? new Date(given.value) : given.value;
  return { name: `p${index + 1}`, type: TYPES[given.type](), value };
}

function rowOf(row: Readonly<Record<string, unknown>>, bigints: ReadonlySet<string>): SqlRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(name, value, bigints)]));
}

/** The driver gives a bigint as text. */
function cellOf(name: string, value: unknown, bigints: ReadonlySet<string>): SqlCell {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'string') return bigints.has(name) ? Number(value) : value;
  throw new FetchError('protocol', `the column ${name} holds what is neither text nor number`);
}
