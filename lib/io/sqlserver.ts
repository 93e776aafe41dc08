import sql from 'mssql';
import { FetchError } from '../failure.ts';
import type { DatabaseTarget, SqlCell, SqlRow, SqlValue } from './database.ts';
import type { Lane } from './database-lanes.ts';
import type { Meter } from './meter.ts';
import { openTds, type TdsInput } from './tds.ts';
import { isoUtc } from './utc-text.ts';

/** The most rows of one answer: far above what one page asks for. */
const MAX_ROWS = 200_000;

/** The longest text that is sent as one of a length: one without a length is not looked for in an index. */
const SHORT_TEXT = 4_000;

/**
 * How a value is sent: each as the type of the column that it is held against. A time as `datetime`, whose steps are 1/300 s: what was read of such a column is the same step again when it is sent,
 * where a finer type would be another moment (.003 is 3.333 ms in a datetime2) and make the column be converted, out of reach of its index. Texts of all lengths up to 4,000 have one type, so that
 * a statement has one plan.
 */
function typeOf(given: SqlValue): sql.ISqlType {
  switch (given.type) {
    case 'text':
      return sql.NVarChar((given.value?.length ?? 0) > SHORT_TEXT ? sql.MAX : SHORT_TEXT);
    case 'int':
      return sql.BigInt();
    case 'bool':
      return sql.Bit();
    case 'time':
      return sql.DateTime();
    case 'guid':
      return sql.UniqueIdentifier();
  }
}

/** One connection to a SQL Server, opened by the first statement. */
export function openSqlServer(target: DatabaseTarget, meter: Meter): Lane {
  const { host, port, database, user, password, tls, isReading, maxBytes, lockMs } = target;
  const connection = openTds(
    {
      ...{
        host,
        at: { port },
        database,
        isReadIntent: false,
        name: 'Vigil',
        key: isReading ? 'read' : 'act',
        maxBytes,
        maxRows: MAX_ROWS,
        lockMs,
      },
      login: { user, password: password.reveal(), domain: null },
      tls: { encrypt: tls !== null, verify: tls?.verify ?? true, ca: tls?.ca ?? null, serverName: null },
    },
    meter,
  );
  let freed: Promise<void> | null = null;
  return {
    async ask({ text, values }, signal) {
      freed = null;
      try {
        const { sets, counted, types } = await connection.tell({ text, inputs: values.map(input), isReading }, signal);
        const [rows] = sets;
        return rows === undefined ? { rows: [], changed: counted } : { rows: rows.map((row) => rowOf(row, types)), changed: 0 };
      } catch (error) {
        if (signal.aborted) freed = connection.settled();
        throw error;
      }
    },
    freed: () => freed,
    close: () => connection.close(),
  };
}

function input(given: SqlValue, index: number): TdsInput {
  if (given.type === 'time' && given.value !== null) isoUtc(given.value);
  const value = given.type === 'time' && given.value !== null ? new Date(given.value) : given.value;
  return { name: `p${index + 1}`, type: typeOf(given), value };
}

function rowOf(row: Readonly<Record<string, unknown>>, types: ReadonlyMap<string, unknown>): SqlRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value, name, types.get(name))]));
}

/** The driver gives a bigint as text, and a GUID in capitals. */
function cellOf(value: unknown, name: string, type: unknown): SqlCell {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string') throw new FetchError('protocol', `the column ${name} holds what is neither text nor number`);
  if (type === sql.BigInt) return Number(value);
  return type === sql.UniqueIdentifier ? value.toLowerCase() : value;
}
