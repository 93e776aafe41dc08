import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { NO_CONVERSION } from './convert-number.ts';
import { bytesOf, isBinary, isInteger, isText, isUnicode, stringOf, wholeOf } from './types.ts';

type Converted = Value | typeof NO_CONVERSION;
const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/i;
const WIDTHS: Partial<Record<SqlType['name'], number>> = { bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8 };

/** A uniqueidentifier's first three groups stand with their lowest byte first. */
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
const reordered = (bytes: Uint8Array): Buffer => Buffer.from(GUID_ORDER.map((at) => bytes[at] ?? 0));

function textToBytes(text: string, from: SqlType, style: number): Buffer {
  if (style !== 1 && style !== 2) return Buffer.from(text, isUnicode(from) ? 'utf16le' : 'latin1');
  const digits = style === 1 ? text.replace(/^0x/i, '') : text;
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new SqlError(8114, `Error converting data type ${from.name} to varbinary.`, { state: 5 });
  return Buffer.from(digits, 'hex');
}

function integerToBytes(value: bigint, width: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes.subarray(8 - width);
}

function rawBytes(value: Value, from: SqlType, style: number): Buffer | null {
  if (isBinary(from)) return Buffer.from(bytesOf(value));
  if (isText(from)) return textToBytes(stringOf(value), from, style);
  if (isInteger(from)) return integerToBytes(wholeOf(value), WIDTHS[from.name] ?? 4);
  return from.name === 'uniqueidentifier' ? reordered(Buffer.from(stringOf(value).replace(/-/g, ''), 'hex')) : null;
}

/** To binary, varbinary or image; a number is cut at its front, all else at its end. */
export function toBytes(value: Value, { from, to, style }: { from: SqlType; to: SqlType; style: number | null }): Converted {
  const raw = rawBytes(value, from, style ?? 0);
  if (!raw) return NO_CONVERSION;
  const length = to.name === 'image' ? -1 : (to.length ?? 1);
  if (length < 0) return raw;
  const cut = raw.length <= length ? raw : isInteger(from) ? raw.subarray(raw.length - length) : raw.subarray(0, length);
  if (to.name !== 'binary' || cut.length === length) return cut;
  const zeros = Buffer.alloc(length - cut.length);
  return isInteger(from) ? Buffer.concat([zeros, cut]) : Buffer.concat([cut, zeros]);
}

/** To uniqueidentifier; 8169 for text that is none. */
export function toGuid(value: Value, from: SqlType): Converted {
  if (from.name === 'uniqueidentifier') return value;
  if (isText(from)) {
    const text = stringOf(value);
    if (GUID.test(text)) return text.replace(/[{}]/g, '').slice(0, 36).toUpperCase();
    throw new SqlError(8169, 'Conversion failed when converting from a character string to uniqueidentifier.', { state: 2 });
  }
  if (!isBinary(from)) return NO_CONVERSION;
  const hex = reordered(bytesOf(value)).toString('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
