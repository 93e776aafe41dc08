import { ByteWriter } from './byte-writer.ts';
import { toCodePage } from './code-page.ts';
import { guidBytes } from './guid.ts';
import { DAYS_TO_1900, datetimeParts, TICKS_PER_DAY, timeBytes, timeUnit } from './ticks.ts';
import { byteLimit, COLLATION, decimalBytes, isBinary, isMax, isWide } from './type-info.ts';
import type { OffsetTime, SqlType, Value, Variant } from './types.ts';

const NO_PARTS = 0xffff_ffff_ffff_ffffn;

/** A value as it stands in a row, behind its length (MS-TDS 2.2.5.2.3). Throws TypeError or RangeError when it has not the form, or the size, of its type. */
export function writeValue(to: ByteWriter, type: SqlType, value: Value): void {
  if (type.name === 'sql_variant') {
    if (value === null) to.u32(0);
    else writeVariant(to, asVariant(value));
    return;
  }
  const size = scalarBytes(type);
  if (size !== null) {
    if (value === null) to.u8(0);
    else writeScalar(to.u8(size), type, value);
    return;
  }
  const bytes = value === null ? null : stringBytes(type, value);
  if (isMax(type)) writeParts(to, bytes);
  else if (bytes === null) to.u16(0xffff);
  else to.u16(bytes.length).bytes(bytes);
}

function writeParts(to: ByteWriter, bytes: Uint8Array | null): void {
  if (bytes === null) {
    to.u64(NO_PARTS);
    return;
  }
  to.u64(BigInt(bytes.length));
  if (bytes.length > 0) to.u32(bytes.length).bytes(bytes);
  to.u32(0);
}

/** Bytes of a value that is no string; null for those that are. */
function scalarBytes({ name, precision = 18, scale = 7 }: SqlType): number | null {
  switch (name) {
    case 'bit':
    case 'tinyint':
      return 1;
    case 'smallint':
      return 2;
    case 'int':
    case 'null':
    case 'real':
    case 'smallmoney':
    case 'smalldatetime':
      return 4;
    case 'bigint':
    case 'float':
    case 'money':
    case 'datetime':
      return 8;
    case 'decimal':
    case 'numeric':
      return decimalBytes(precision);
    case 'uniqueidentifier':
      return 16;
    case 'date':
      return 3;
    case 'time':
      return timeBytes(scale);
    case 'datetime2':
      return timeBytes(scale) + 3;
    case 'datetimeoffset':
      return timeBytes(scale) + 5;
    default:
      return null;
  }
}

function writeScalar(to: ByteWriter, type: SqlType, value: Value): void {
  switch (type.name) {
    case 'bit':
    case 'tinyint':
      to.u8(asNumber(value));
      return;
    case 'smallint':
      to.i16(asNumber(value));
      return;
    case 'int':
    case 'null':
      to.i32(asNumber(value));
      return;
    case 'bigint':
      to.i64(asBigInt(value));
      return;
    case 'real':
      to.f32(asNumber(value));
      return;
    case 'float':
      to.f64(asNumber(value));
      return;
    case 'uniqueidentifier':
      to.bytes(guidBytes(asText(value)));
      return;
    case 'datetimeoffset':
      writeOffsetTime(to, type, asOffsetTime(value));
      return;
    default:
      writeTicks(to, type, asBigInt(value));
  }
}

/** What has the form of a bigint: exact numbers, money, dates and times. */
function writeTicks(to: ByteWriter, type: SqlType, value: bigint): void {
  switch (type.name) {
    case 'smallmoney':
      to.i32(Number(value));
      return;
    case 'money':
      // The high half stands first (MS-TDS 2.2.5.5.1.2).
      to.i32(Number(value >> 32n)).u32(Number(value & 0xffff_ffffn));
      return;
    case 'decimal':
    case 'numeric':
      to.u8(value < 0n ? 0 : 1).unsigned(value < 0n ? -value : value, decimalBytes(type.precision ?? 18) - 1);
      return;
    case 'datetime': {
      const { days, parts } = datetimeParts(value);
      to.i32(Number(days)).u32(Number(parts));
      return;
    }
    case 'smalldatetime':
      to.u16(Number(value / TICKS_PER_DAY - DAYS_TO_1900)).u16(Number((value % TICKS_PER_DAY) / 600_000_000n));
      return;
    default:
      if (type.name !== 'date') writeTime(to, type, value);
      if (type.name !== 'time') to.unsigned(value / TICKS_PER_DAY, 3);
  }
}

function writeTime(to: ByteWriter, { scale = 7 }: SqlType, ticks: bigint): void {
  to.unsigned((ticks % TICKS_PER_DAY) / timeUnit(scale), timeBytes(scale));
}

function writeOffsetTime(to: ByteWriter, type: SqlType, { ticks, offsetMinutes }: OffsetTime): void {
  writeTime(to, type, ticks);
  to.unsigned(ticks / TICKS_PER_DAY, 3).i16(offsetMinutes);
}

function stringBytes(type: SqlType, value: Value): Uint8Array {
  const bytes = isBinary(type.name)
    ? asBytes(value)
    : isWide(type.name)
      ? Buffer.from(asText(value), 'utf16le')
      : toCodePage(asText(value));
  if (bytes.length > byteLimit(type)) throw new RangeError(`${bytes.length} bytes in a ${type.name} of ${byteLimit(type)}`);
  return bytes;
}

/** Codes that a variant names its base type by; where there are properties, `writeVariant` adds them (MS-TDS 2.2.5.5.3). */
const BASE_CODES: Partial<Record<SqlType['name'], number>> = {
  ...{ bit: 50, tinyint: 48, smallint: 52, int: 56, bigint: 127, real: 59, float: 62, smallmoney: 122, money: 60 },
  ...{ smalldatetime: 58, datetime: 61, date: 40, time: 41, datetime2: 42, datetimeoffset: 43, decimal: 106, numeric: 108 },
  ...{ uniqueidentifier: 36, char: 175, varchar: 167, nchar: 239, nvarchar: 231, binary: 173, varbinary: 165 },
};

function writeVariant(to: ByteWriter, { type, value }: Variant): void {
  const code = BASE_CODES[type.name];
  if (code === undefined || type.length === -1)
    throw new TypeError(`a sql_variant holds no ${type.name}${type.length === -1 ? '(max)' : ''}`);
  if (value === null) throw new TypeError('a sql_variant that is NULL is null and has no type');
  const inner = new ByteWriter();
  inner.u8(code);
  if (scalarBytes(type) === null) {
    const bytes = stringBytes(type, value);
    inner.u8(isBinary(type.name) ? 2 : 7);
    if (!isBinary(type.name)) inner.bytes(COLLATION);
    inner.u16(Math.max(1, byteLimit(type))).bytes(bytes);
  } else {
    if (type.name === 'decimal' || type.name === 'numeric')
      inner
        .u8(2)
        .u8(type.precision ?? 18)
        .u8(type.scale ?? 0);
    else if (type.name === 'time' || type.name === 'datetime2' || type.name === 'datetimeoffset') inner.u8(1).u8(type.scale ?? 7);
    else inner.u8(0);
    writeScalar(inner, type, value);
  }
  to.u32(inner.length).bytes(inner.take());
}

function asNumber(value: Value): number {
  if (typeof value !== 'number') throw new TypeError(`a number is needed, not ${nameOf(value)}`);
  return value;
}

function asBigInt(value: Value): bigint {
  if (typeof value !== 'bigint') throw new TypeError(`a bigint is needed, not ${nameOf(value)}`);
  return value;
}

function asText(value: Value): string {
  if (typeof value !== 'string') throw new TypeError(`text is needed, not ${nameOf(value)}`);
  return value;
}

function asBytes(value: Value): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError(`bytes are needed, not ${nameOf(value)}`);
  return value;
}

function asOffsetTime(value: Value): OffsetTime {
  if (value === null || typeof value !== 'object' || !('ticks' in value))
    throw new TypeError(`an OffsetTime is needed, not ${nameOf(value)}`);
  return value;
}

function asVariant(value: Value): Variant {
  if (value === null || typeof value !== 'object' || !('type' in value)) throw new TypeError(`a Variant is needed, not ${nameOf(value)}`);
  return value;
}

function nameOf(value: Value): string {
  return value === null ? 'null' : value instanceof Uint8Array ? 'bytes' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
