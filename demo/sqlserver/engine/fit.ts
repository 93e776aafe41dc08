import { SqlError, type SqlType, type TypeName, type Value } from '../tds/types.ts';

const RANGES: Partial<Record<TypeName, readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};

const overflow = (type: SqlType): SqlError =>
  new SqlError(8115, `Arithmetic overflow error converting expression to data type ${type.name}.`, { state: 2 });

/** A whole number in the form of an integer type; 8115 where it does not fit. */
export function fitInteger(value: number | bigint, type: SqlType): Value {
  if (type.name === 'bit') return BigInt(value) === 0n ? 0 : 1;
  const range = RANGES[type.name];
  if (typeof value === 'number' && !Number.isFinite(value)) throw overflow(type);
  const whole = BigInt(value);
  if (!range || whole < range[0] || whole > range[1]) throw overflow(type);
  return type.name === 'bigint' ? whole : Number(whole);
}

/** A scaled integer with another scale, rounded half away from zero. */
export function rescale(value: bigint, from: number, to: number): bigint {
  if (to >= from) return value * 10n ** BigInt(to - from);
  const divisor = 10n ** BigInt(from - to);
  return (value >= 0n ? value + divisor / 2n : value - divisor / 2n) / divisor;
}

/** A scaled integer that must fit the precision of a decimal or money type; 8115 where it does not. */
export function fitDecimal(value: bigint, type: SqlType): bigint {
  const precision = type.name === 'money' ? 19 : type.name === 'smallmoney' ? 10 : (type.precision ?? 18);
  const limit = 10n ** BigInt(precision);
  if (value < limit && value > -limit) return value;
  throw new SqlError(8115, 'Arithmetic overflow error converting numeric to data type numeric.', { state: 8 });
}

/** Text cut to its type's length; char and nchar are filled up with spaces. */
export function fitText(text: string, type: SqlType): string {
  const length = type.length ?? -1;
  if (type.name === 'char' || type.name === 'nchar') return text.slice(0, type.length ?? 1).padEnd(type.length ?? 1);
  return length > 0 ? text.slice(0, length) : text;
}
