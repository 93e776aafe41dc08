import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { TICKS_1900, TICKS_PER_DAY } from './calendar.ts';
import { fitDecimal, fitInteger, rescale } from './fit.ts';
import { decimalText } from './number-text.ts';
import { bigintOf, bytesOf, isBinary, isDecimal, isFloat, isInteger, isMoney, isText, numberOf, stringOf, wholeOf } from './types.ts';

/** Thrown by nobody: what a conversion gives that does not exist. */
export const NO_CONVERSION = Symbol('no conversion');
type Converted = Value | typeof NO_CONVERSION;

const failed = (from: SqlType, to: SqlType): SqlError =>
  new SqlError(8114, `Error converting data type ${from.name} to ${to.name}.`, { state: 5 });

function textToInteger(text: string, from: SqlType, to: SqlType): Value {
  const trimmed = text.trim();
  if (trimmed === '') return to.name === 'bigint' ? 0n : 0;
  if (!/^[+-]?\d+$/.test(trimmed)) {
    if (to.name === 'bigint') throw failed(from, to);
    throw new SqlError(245, `Conversion failed when converting the ${from.name} value '${text}' to data type ${to.name}.`);
  }
  try {
    return fitInteger(BigInt(trimmed.replace('+', '')), to);
  } catch (error) {
    if (to.name === 'bigint') throw error;
    const number = to.name === 'int' ? 248 : 244;
    throw new SqlError(
      number,
      `The conversion of the ${from.name} value '${text}' overflowed an ${to.name === 'int' ? 'int' : 'INT1 or INT2'} column.`,
    );
  }
}

function bytesToInteger(bytes: Uint8Array, to: SqlType): Value {
  let whole = 0n;
  for (const byte of bytes.subarray(-8)) whole = (whole << 8n) | BigInt(byte);
  if (to.name === 'bigint') return BigInt.asIntN(64, whole);
  if (to.name === 'tinyint') return Number(BigInt.asUintN(8, whole));
  return Number(BigInt.asIntN(to.name === 'int' ? 32 : 16, whole));
}

/** To tinyint, smallint, int or bigint; decimals and floats lose what stands behind the point, money is rounded. */
export function toInteger(value: Value, from: SqlType, to: SqlType): Converted {
  if (isInteger(from)) return fitInteger(wholeOf(value), to);
  if (isDecimal(from)) return fitInteger(bigintOf(value) / 10n ** BigInt(from.scale ?? 0), to);
  if (isMoney(from)) return fitInteger(rescale(bigintOf(value), 4, 0), to);
  if (isFloat(from)) return fitInteger(Math.trunc(numberOf(value)), to);
  if (isText(from)) return textToInteger(stringOf(value), from, to);
  if (isBinary(from)) return bytesToInteger(bytesOf(value), to);
  if (from.name === 'datetime' || from.name === 'smalldatetime') {
    return fitInteger((bigintOf(value) + TICKS_PER_DAY / 2n) / TICKS_PER_DAY - TICKS_1900 / TICKS_PER_DAY, to);
  }
  return NO_CONVERSION;
}

/** To bit: what is not zero is 1; the words true and false are known. */
export function toBit(value: Value, from: SqlType): Converted {
  if (isText(from)) {
    const word = stringOf(value).trim().toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true' ? 1 : 0;
    if (/^[+-]?\d+$/.test(word)) return BigInt(word.replace('+', '')) === 0n ? 0 : 1;
    throw new SqlError(245, `Conversion failed when converting the ${from.name} value '${stringOf(value)}' to data type bit.`);
  }
  if (isBinary(from)) return bytesOf(value).some((byte) => byte !== 0) ? 1 : 0;
  if (isFloat(from)) return numberOf(value) === 0 ? 0 : 1;
  return isInteger(from) || isDecimal(from) || isMoney(from) ? (wholeOf(value) === 0n ? 0 : 1) : NO_CONVERSION;
}

/** To float or real. */
export function toFloat(value: Value, from: SqlType, to: SqlType): Converted {
  let result: number;
  if (isText(from)) {
    const text = stringOf(value).trim();
    if (text !== '' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw failed(from, to);
    result = Number(text);
  } else if (isDecimal(from)) result = Number(decimalText(bigintOf(value), from.scale ?? 0));
  else if (isMoney(from)) result = Number(decimalText(bigintOf(value), 4));
  else if (isInteger(from) || isFloat(from)) result = Number(value);
  else if ((from.name === 'datetime' || from.name === 'smalldatetime') && typeof value === 'bigint') {
    result = Number(value - TICKS_1900) / Number(TICKS_PER_DAY);
  } else return NO_CONVERSION;
  return to.name === 'real' ? Math.fround(result) : result;
}

function textToScaled(text: string, scale: number, from: SqlType): bigint {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  if (!found || !(found[2] || found[3])) throw failed(from, { name: 'numeric' });
  const behind = found[3] ?? '';
  const scaled = rescale(BigInt((found[2] || '0') + behind), behind.length, scale);
  return found[1] === '-' ? -scaled : scaled;
}

function floatToScaled(value: number, scale: number): bigint {
  if (!Number.isFinite(value)) throw new SqlError(8115, 'Arithmetic overflow error converting float to data type numeric.', { state: 6 });
  if (Math.abs(value) >= 1e21) return BigInt(Math.trunc(value)) * 10n ** BigInt(scale);
  return textToScaled(value.toFixed(Math.min(scale + 1, 100)), scale, { name: 'float' });
}

/** To decimal, numeric, money or smallmoney. */
export function toScaled(value: Value, from: SqlType, to: SqlType): Converted {
  const scale = isMoney(to) ? 4 : (to.scale ?? 0);
  if (isInteger(from)) return fitDecimal(wholeOf(value) * 10n ** BigInt(scale), to);
  if (isDecimal(from)) return fitDecimal(rescale(bigintOf(value), from.scale ?? 0, scale), to);
  if (isMoney(from)) return fitDecimal(rescale(bigintOf(value), 4, scale), to);
  if (isFloat(from)) return fitDecimal(floatToScaled(numberOf(value), scale), to);
  if (!isText(from)) return NO_CONVERSION;
  const text = isMoney(to) ? stringOf(value).replace(/[$,]/g, '') : stringOf(value);
  return fitDecimal(textToScaled(text, scale, from), to);
}
