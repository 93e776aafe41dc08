import type { SqlType, Value } from '../tds/types.ts';
import { dateText } from './date-text.ts';
import { rescale } from './fit.ts';
import { decimalText, floatText } from './number-text.ts';
import { bigintOf, bytesOf, isBinary, isDecimal, isFloat, isMoney, isTime, numberOf, variantOf } from './types.ts';

function binaryText(bytes: Uint8Array, style: number | null): string {
  const buffer = Buffer.from(bytes);
  if (style === 1) return `0x${buffer.toString('hex').toUpperCase()}`;
  return style === 2 ? buffer.toString('hex').toUpperCase() : buffer.toString('utf16le');
}

/** A value that is not NULL as text, as CAST or CONVERT with a style gives it. */
export function toText(value: Value, type: SqlType, style: number | null = null): string {
  if (type.name === 'sql_variant') return toText(variantOf(value).value, variantOf(value).type, style);
  if (isDecimal(type)) return decimalText(bigintOf(value), type.scale ?? 0);
  if (isMoney(type)) return style === 2 ? decimalText(bigintOf(value), 4) : decimalText(rescale(bigintOf(value), 4, 2), 2);
  if (isFloat(type)) return floatText(numberOf(value));
  if (isBinary(type)) return binaryText(bytesOf(value), style);
  return isTime(type) ? dateText(value, type, style) : String(value);
}
