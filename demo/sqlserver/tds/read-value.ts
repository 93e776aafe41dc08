import { ByteReader } from './byte-reader.ts';
import { fromCodePage } from './code-page.ts';
import { guidText } from './guid.ts';
import { Malformed } from './malformed.ts';
import { DAYS_TO_1900, TICKS_PER_DAY, ticksOfParts, timeBytes, timeUnit } from './ticks.ts';
import { COLLATION, isBinary, isWide, type WireType } from './type-info.ts';
import type { SqlType, TypeName, Value } from './types.ts';

const NO_PARTS = 0xffff_ffff_ffff_ffffn;
const UNKNOWN_TOTAL = 0xffff_ffff_ffff_fffen;

/** The value of a parameter of this type. Throws Malformed where the bytes are none. */
export function readValue(from: ByteReader, { type, layout, size }: WireType): Value {
  switch (layout) {
    case 'nothing':
      return null;
    case 'fixed':
      return readScalar(from.bytes(size), type);
    case 'byte': {
      const length = from.u8();
      return length === 0 ? null : readScalar(from.bytes(length), type);
    }
    case 'short': {
      const length = from.u16();
      return length === 0xffff ? null : readString(from.bytes(length), type);
    }
    case 'long': {
      const length = from.u32();
      return length === 0xffff_ffff ? null : readString(from.bytes(length), type);
    }
    case 'parts': {
      const bytes = readParts(from);
      return bytes === null ? null : readString(bytes, type);
    }
    case 'variant': {
      const length = from.u32();
      return length === 0 ? null : readVariant(new ByteReader(from.bytes(length)));
    }
  }
}

function readParts(from: ByteReader): Buffer | null {
  const total = from.u64();
  if (total === NO_PARTS) return null;
  const parts: Buffer[] = [];
  for (let size = from.u32(); size > 0; size = from.u32()) parts.push(from.bytes(size));
  const bytes = Buffer.concat(parts);
  if (total !== UNKNOWN_TOTAL && total !== BigInt(bytes.length))
    throw new Malformed(`parts of ${bytes.length} bytes that were to be ${total}`);
  return bytes;
}

function readString(bytes: Buffer, { name }: SqlType): string | Uint8Array {
  if (isBinary(name)) return Uint8Array.from(bytes);
  if (!isWide(name)) return fromCodePage(bytes);
  if (bytes.length % 2 === 1) throw new Malformed(`${bytes.length} bytes of UTF-16`);
  const text = bytes.toString('utf16le');
  return name === 'xml' ? text.replace(/^\ufeff/, '') : text;
}

/** Reads a value that fills its bytes. */
function readScalar(bytes: Buffer, type: SqlType): Value {
  const from = new ByteReader(bytes);
  const value = readWhole(from, type);
  if (from.left > 0) throw new Malformed(`${bytes.length} bytes of ${type.name}`);
  return value;
}

function readWhole(from: ByteReader, type: SqlType): Value {
  switch (type.name) {
    case 'bit':
      return from.u8() === 0 ? 0 : 1;
    case 'tinyint':
      return from.u8();
    case 'smallint':
      return from.i16();
    case 'int':
      return from.i32();
    case 'bigint':
      return from.i64();
    case 'real':
      return from.f32();
    case 'float':
      return from.f64();
    case 'smallmoney':
      return BigInt(from.i32());
    case 'money':
      return (BigInt(from.i32()) << 32n) | BigInt(from.u32());
    case 'decimal':
    case 'numeric': {
      // A client may leave out the bytes that it does not need: FreeTDS does.
      const isNegative = from.u8() === 0;
      const value = from.unsigned(from.left);
      return isNegative ? -value : value;
    }
    case 'uniqueidentifier':
      return guidText(from.bytes(16));
    default:
      return readTime(from, type);
  }
}

function readTime(from: ByteReader, { name, scale = 7 }: SqlType): Value {
  switch (name) {
    case 'datetime':
      return (BigInt(from.i32()) + DAYS_TO_1900) * TICKS_PER_DAY + ticksOfParts(BigInt(from.u32()));
    case 'smalldatetime':
      return (BigInt(from.u16()) + DAYS_TO_1900) * TICKS_PER_DAY + BigInt(from.u16()) * 600_000_000n;
    case 'date':
      return from.unsigned(3) * TICKS_PER_DAY;
    case 'time':
      return from.unsigned(timeBytes(scale)) * timeUnit(scale);
    case 'datetime2':
    case 'datetimeoffset': {
      const time = from.unsigned(timeBytes(scale)) * timeUnit(scale);
      const ticks = from.unsigned(3) * TICKS_PER_DAY + time;
      return name === 'datetime2' ? ticks : { ticks, offsetMinutes: from.i16() };
    }
    default:
      throw new Malformed(`a ${name} where it cannot stand`);
  }
}

const BASE_NAMES: Record<number, TypeName> = {
  ...{ 50: 'bit', 48: 'tinyint', 52: 'smallint', 56: 'int', 127: 'bigint', 59: 'real', 62: 'float', 122: 'smallmoney', 60: 'money' },
  ...{ 58: 'smalldatetime', 61: 'datetime', 40: 'date', 41: 'time', 42: 'datetime2', 43: 'datetimeoffset', 106: 'decimal', 108: 'numeric' },
  ...{ 36: 'uniqueidentifier', 175: 'char', 167: 'varchar', 239: 'nchar', 231: 'nvarchar', 173: 'binary', 165: 'varbinary' },
};

function readVariant(from: ByteReader): Value {
  const code = from.u8();
  const name = BASE_NAMES[code];
  if (name === undefined) throw new Malformed(`0x${code.toString(16)} is no base type of a sql_variant`);
  const properties = new ByteReader(from.bytes(from.u8()));
  const rest = from.bytes(from.left);
  switch (name) {
    case 'decimal':
    case 'numeric': {
      const type = { name, precision: properties.u8(), scale: properties.u8() };
      return { type, value: readScalar(rest, type) };
    }
    case 'time':
    case 'datetime2':
    case 'datetimeoffset': {
      const type = { name, scale: properties.u8() };
      if (type.scale > 7) throw new Malformed(`a scale of ${type.scale}`);
      return { type, value: readScalar(rest, type) };
    }
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
    case 'binary':
    case 'varbinary': {
      if (!isBinary(name)) properties.bytes(COLLATION.length);
      const size = properties.u16();
      const type = { name, length: isWide(name) ? size >> 1 : size };
      return { type, value: readString(rest, type) };
    }
    default:
      return { type: { name }, value: readScalar(rest, { name }) };
  }
}
