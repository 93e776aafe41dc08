import { SqlError, type SqlType, type Value, type Variant } from '../tds/types.ts';
import { toBytes, toGuid } from './convert-bytes.ts';
import { toTime } from './convert-date.ts';
import { NO_CONVERSION, toBit, toFloat, toInteger, toScaled } from './convert-number.ts';
import { fitText } from './fit.ts';
import { toText } from './to-text.ts';
import { isBinary, isDecimal, isFloat, isInteger, isMoney, isNumber, isText, isTime, lengthOf, stringOf, variantOf } from './types.ts';

type Conversion = { from: SqlType; to: SqlType; style?: number | null };

function convertToText(value: Value, from: SqlType, { to, style }: Conversion): Value {
  if (isText(from)) return fitText(stringOf(value), to);
  const text = toText(value, from, style ?? null);
  const isTooLong = lengthOf(to) > 0 && text.length > lengthOf(to);
  if (isTooLong && isInteger(from)) return fitText('*', to);
  if (isTooLong && isNumber(from)) {
    throw new SqlError(8115, `Arithmetic overflow error converting ${from.name} to data type ${to.name}.`, { state: 5 });
  }
  return fitText(text, to);
}

function dispatch(value: Value, { from, to, style }: Conversion): Value | typeof NO_CONVERSION {
  if (isText(to)) return convertToText(value, from, { from, to, style: style ?? null });
  if (to.name === 'bit') return toBit(value, from);
  if (isInteger(to)) return toInteger(value, from, to);
  if (isFloat(to)) return toFloat(value, from, to);
  if (isDecimal(to) || isMoney(to)) return toScaled(value, from, to);
  if (isBinary(to)) return toBytes(value, { from, to, style: style ?? null });
  if (to.name === 'uniqueidentifier') return toGuid(value, from);
  if (to.name === 'xml') return isText(from) || from.name === 'xml' ? value : NO_CONVERSION;
  return isTime(to) ? toTime(value, from, to) : NO_CONVERSION;
}

/** CAST: NULL stays NULL; a conversion that fails throws the error of SQL Server, without a line, and 529 where there is none. */
export function convert(value: Value, conversion: Conversion): Value {
  const { from, to } = conversion;
  if (value === null || from.name === 'null') return null;
  if (from.name === 'sql_variant') {
    if (to.name === 'sql_variant') return value;
    const held = variantOf(value);
    return convert(held.value, { ...conversion, from: held.type });
  }
  if (to.name === 'sql_variant') return { type: from, value } satisfies Variant;
  if (to.name === 'null') return value;
  const result = dispatch(value, conversion);
  if (result !== NO_CONVERSION) return result;
  throw new SqlError(529, `Explicit conversion from data type ${from.name} to ${to.name} is not allowed.`);
}

/** Whether a value of one type is one of the other as it stands. */
export function isSameForm(from: SqlType, to: SqlType): boolean {
  if (from.name !== to.name) return false;
  return from.length === to.length && from.precision === to.precision && from.scale === to.scale;
}
