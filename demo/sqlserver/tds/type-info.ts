import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { Malformed } from './malformed.ts';
import { SqlError, type SqlType, type TypeName } from './types.ts';

/** SQL_Latin1_General_CP1_CI_AS as five bytes (MS-TDS 2.2.5.1.2). */
export const COLLATION = Uint8Array.of(0x09, 0x04, 0xd0, 0x00, 0x34);

/** How a value of a parameter lies in the message: `fixed` in `size` bytes, or behind a length of one, two or four bytes, or in parts (plp). */
export type WireType = { type: SqlType; layout: 'nothing' | 'fixed' | 'byte' | 'short' | 'long' | 'parts' | 'variant'; size: number };

const MAX = 0xffff;
const FIXED: Record<number, { name: TypeName; size: number }> = {
  48: { name: 'tinyint', size: 1 },
  50: { name: 'bit', size: 1 },
  52: { name: 'smallint', size: 2 },
  56: { name: 'int', size: 4 },
  58: { name: 'smalldatetime', size: 4 },
  59: { name: 'real', size: 4 },
  60: { name: 'money', size: 8 },
  61: { name: 'datetime', size: 8 },
  62: { name: 'float', size: 8 },
  122: { name: 'smallmoney', size: 4 },
  127: { name: 'bigint', size: 8 },
};
/** Types whose width says which they are. */
const BY_WIDTH: Record<number, Record<number, TypeName>> = {
  38: { 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' },
  104: { 1: 'bit' },
  109: { 4: 'real', 8: 'float' },
  110: { 4: 'smallmoney', 8: 'money' },
  111: { 4: 'smalldatetime', 8: 'datetime' },
  36: { 16: 'uniqueidentifier' },
};
const WITH_SCALE: Record<number, TypeName> = { 41: 'time', 42: 'datetime2', 43: 'datetimeoffset' };
const EXACT: Record<number, TypeName> = { 55: 'decimal', 63: 'numeric', 106: 'decimal', 108: 'numeric' };
const STRINGS: Record<number, TypeName> = { 167: 'varchar', 175: 'char', 231: 'nvarchar', 239: 'nchar', 165: 'varbinary', 173: 'binary' };
const LONG: Record<number, TypeName> = { 34: 'image', 35: 'text', 99: 'ntext' };

/** Bytes of a decimal's value with its sign (MS-TDS 2.2.5.5.1.6). */
export function decimalBytes(precision: number): number {
  return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
}

/** Whether a value of it is sent in parts. The old large objects are sent as the (max) types that replaced them. */
export function isMax({ name, length }: SqlType): boolean {
  return length === -1 || name === 'xml' || name === 'text' || name === 'ntext' || name === 'image';
}

/** TYPE_INFO of a column or a returned value (MS-TDS 2.2.5.6). Every type is written in the form that takes NULL. */
export function writeTypeInfo(to: ByteWriter, type: SqlType): void {
  const width = CODE_AND_WIDTH[type.name];
  if (width !== undefined) {
    to.u8(width[0]).u8(width[1]);
    return;
  }
  switch (type.name) {
    case 'decimal':
    case 'numeric': {
      const precision = type.precision ?? 18;
      to.u8(type.name === 'decimal' ? 106 : 108)
        .u8(decimalBytes(precision))
        .u8(precision)
        .u8(type.scale ?? 0);
      return;
    }
    case 'date':
      to.u8(40);
      return;
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      to.u8(type.name === 'time' ? 41 : type.name === 'datetime2' ? 42 : 43).u8(type.scale ?? 7);
      return;
    case 'xml':
      to.u8(241).u8(0);
      return;
    case 'sql_variant':
      to.u8(98).u32(8009);
      return;
    default:
      writeStringInfo(to, type);
  }
}

/** The most bytes that a value of a string or binary type may have, `Infinity` for (max). */
export function byteLimit(type: SqlType): number {
  if (isMax(type)) return Number.POSITIVE_INFINITY;
  return isWide(type.name) ? 2 * (type.length ?? 4000) : (type.length ?? 8000);
}

/** Whether its text is UTF-16. */
export function isWide(name: TypeName): boolean {
  return name === 'nchar' || name === 'nvarchar' || name === 'ntext' || name === 'xml';
}

/** Whether it holds bytes and not text. */
export function isBinary(name: TypeName): boolean {
  return name === 'binary' || name === 'varbinary' || name === 'image';
}

/** TYPE_INFO of a parameter. Throws Malformed when it is none, and SqlError for a type that is known and not built (tables, user types). */
export function readTypeInfo(from: ByteReader): WireType {
  const code = from.u8();
  if (code === 31) return { type: { name: 'null' }, layout: 'nothing', size: 0 };
  const fixed = FIXED[code];
  if (fixed !== undefined) return { type: { name: fixed.name }, layout: 'fixed', size: fixed.size };
  const widths = BY_WIDTH[code];
  if (widths !== undefined) return { type: { name: ofWidth(widths, code, from.u8()) }, layout: 'byte', size: 0 };
  const exact = EXACT[code];
  if (exact !== undefined) return { type: { name: exact, ...readPrecision(from) }, layout: 'byte', size: 0 };
  const scaled = WITH_SCALE[code];
  if (scaled !== undefined) return { type: { name: scaled, scale: atMost(7, from.u8(), 'a scale') }, layout: 'byte', size: 0 };
  const string = STRINGS[code];
  if (string !== undefined) return readStringInfo(from, string);
  const long = LONG[code];
  if (long !== undefined) {
    from.u32();
    if (long !== 'image') from.bytes(COLLATION.length);
    return { type: { name: long }, layout: 'long', size: 0 };
  }
  return readRareInfo(from, code);
}

const CODE_AND_WIDTH: Partial<Record<TypeName, readonly [code: number, width: number]>> = {
  bit: [104, 1],
  tinyint: [38, 1],
  smallint: [38, 2],
  int: [38, 4],
  null: [38, 4],
  bigint: [38, 8],
  real: [109, 4],
  float: [109, 8],
  smallmoney: [110, 4],
  money: [110, 8],
  smalldatetime: [111, 4],
  datetime: [111, 8],
  uniqueidentifier: [36, 16],
};

const STRING_CODES: Partial<Record<TypeName, number>> = {
  char: 175,
  nchar: 239,
  nvarchar: 231,
  ntext: 231,
  binary: 173,
  varbinary: 165,
  image: 165,
};

function writeStringInfo(to: ByteWriter, type: SqlType): void {
  to.u8(STRING_CODES[type.name] ?? 167).u16(isMax(type) ? MAX : Math.max(1, byteLimit(type)));
  if (!isBinary(type.name)) to.bytes(COLLATION);
}

function readStringInfo(from: ByteReader, name: TypeName): WireType {
  const size = from.u16();
  if (!isBinary(name)) from.bytes(COLLATION.length);
  if (size === MAX) return { type: { name, length: -1 }, layout: 'parts', size: 0 };
  return { type: { name, length: isWide(name) ? size >> 1 : size }, layout: 'short', size: 0 };
}

function readRareInfo(from: ByteReader, code: number): WireType {
  if (code === 40) return { type: { name: 'date' }, layout: 'byte', size: 0 };
  if (code === 98) {
    from.u32();
    return { type: { name: 'sql_variant' }, layout: 'variant', size: 0 };
  }
  if (code === 241) {
    if (from.u8() !== 0) {
      from.shortText();
      from.shortText();
      from.text(from.u16());
    }
    return { type: { name: 'xml' }, layout: 'parts', size: 0 };
  }
  if (code === 243) throw new SqlError(50000, 'stand-in: a table as a parameter is not built');
  if (code === 240) throw new SqlError(50000, 'stand-in: a user-defined type as a parameter is not built');
  throw new Malformed(`0x${code.toString(16)} is no type of a parameter`);
}

function readPrecision(from: ByteReader): { precision: number; scale: number } {
  from.u8();
  const precision = atMost(38, from.u8(), 'a precision');
  return { precision, scale: atMost(precision, from.u8(), 'a scale') };
}

function ofWidth(widths: Record<number, TypeName>, code: number, width: number): TypeName {
  const name = widths[width];
  if (name === undefined) throw new Malformed(`type 0x${code.toString(16)} has no width of ${width}`);
  return name;
}

function atMost(most: number, value: number, what: string): number {
  if (value > most) throw new Malformed(`${what} of ${value}`);
  return value;
}
