import type { Column, SqlType, Value } from '../tds/types.ts';
import { ticksOfDate } from './calendar.ts';
import type { Plain, PlainRow } from './catalog.ts';
import { convert } from './convert.ts';
import { BIGINT, DATETIME2, FLOAT, INT, isDecimal, isInteger, isMoney, isTime, MAX_TEXT, numeric, nvarchar } from './types.ts';

/** The type that a plain value has by itself. */
function ownType(value: Exclude<Plain, null | undefined>): { value: Value; type: SqlType } {
  if (typeof value === 'boolean') return { value: value ? 1 : 0, type: { name: 'bit' } };
  if (typeof value === 'bigint') return { value, type: BIGINT };
  if (typeof value === 'number') return { value, type: Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? INT : FLOAT };
  if (value instanceof Date) return { value: ticksOfDate(value), type: DATETIME2 };
  if (value instanceof Uint8Array) return { value, type: { name: 'varbinary', length: Math.max(1, value.length) } };
  if (typeof value === 'string') return { value, type: MAX_TEXT };
  return 'ticks' in value ? { value, type: { name: 'datetimeoffset', scale: 7 } } : { value, type: { name: 'sql_variant' } };
}

function variantOfPlain(value: Exclude<Plain, null | undefined>): Value {
  if (typeof value === 'string') return { type: nvarchar(Math.min(4000, Math.max(1, value.length))), value };
  const own = ownType(value);
  return own.type.name === 'sql_variant' ? own.value : own;
}

/** A plain value in the form of a type; what does not fit it throws as CAST does. */
export function fromPlain(value: Plain, type: SqlType): Value {
  if (value === null || value === undefined) return null;
  if (type.name === 'sql_variant') return variantOfPlain(value);
  if (typeof value === 'bigint') {
    if (isTime(type) && type.name !== 'datetimeoffset') return value;
    if (isDecimal(type) || isMoney(type)) return convert(value, { from: numeric(38, 0), to: type });
  }
  if (typeof value === 'number' && isInteger(type) && Number.isInteger(value)) {
    return convert(BigInt(value), { from: numeric(38, 0), to: type });
  }
  const own = ownType(value);
  return convert(own.value, { from: own.type, to: type });
}

const isList = (row: PlainRow): row is readonly Plain[] => Array.isArray(row);

/** Rows of plain values in the form of the engine, in the order of the columns. */
export function rowsFromPlain(columns: readonly Column[], rows: readonly PlainRow[]): Value[][] {
  return rows.map((row) => columns.map(({ name, type }, at) => fromPlain(isList(row) ? row[at] : row[name], type)));
}
