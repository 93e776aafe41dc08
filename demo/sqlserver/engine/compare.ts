import type { SqlType, Value } from '../tds/types.ts';
import { convert } from './convert.ts';
import { commonType, precedence } from './type-precedence.ts';
import { bytesOf, isBinary, isText, offsetTimeOf, stringOf, variantOf } from './types.ts';

const COLLATOR = new Intl.Collator('en', { sensitivity: 'accent', ignorePunctuation: false, numeric: false });
const PLAIN = /^\w*$/;

/** What texts that are equal under the collation (no case, trailing spaces do not count) have in common. */
export function fold(text: string): string {
  const end = text.endsWith(' ') ? text.replace(/ +$/, '') : text;
  return end.toLowerCase();
}

/** The order of two texts under SQL_Latin1_General_CP1_CI_AS, as near as it is needed. */
function compareText(a: string, b: string): number {
  return compareFolded(fold(a), fold(b));
}

/** The same of texts that are folded already. */
export function compareFolded(x: string, y: string): number {
  if (x === y) return 0;
  if (PLAIN.test(x) && PLAIN.test(y)) return x < y ? -1 : 1;
  return COLLATOR.compare(x, y) || (x < y ? -1 : 1);
}

/** Its last group counts most (Microsoft documentation, "Comparing GUID and uniqueidentifier values"). */
const guidKey = (text: string): string => text.slice(24) + text.slice(19, 23) + text.slice(14, 18) + text.slice(9, 13) + text.slice(0, 8);

const order = <T extends string | number | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

function compareVariants(a: Value, b: Value): number {
  const [x, y] = [variantOf(a), variantOf(b)];
  if (isText(x.type) !== isText(y.type)) return order(precedence(x.type), precedence(y.type));
  const type = commonType(x.type, y.type);
  return compareValues(convert(x.value, { from: x.type, to: type }), convert(y.value, { from: y.type, to: type }), type);
}

/** The order of two values of one type, neither of them NULL: below, at or above zero. */
export function compareValues(a: Value, b: Value, type: SqlType): number {
  if (typeof a === 'number' && typeof b === 'number') return order(a, b);
  if (typeof a === 'bigint' && typeof b === 'bigint') return order(a, b);
  if (isText(type)) return compareText(stringOf(a), stringOf(b));
  if (type.name === 'uniqueidentifier') return order(guidKey(stringOf(a)), guidKey(stringOf(b)));
  if (isBinary(type)) return Buffer.compare(bytesOf(a), bytesOf(b));
  if (type.name === 'datetimeoffset') return order(offsetTimeOf(a).ticks, offsetTimeOf(b).ticks);
  if (type.name === 'sql_variant') return compareVariants(a, b);
  throw new TypeError(`values of type ${type.name} have no order`);
}

/** The order of two values, NULL first. */
export function compareWithNull(a: Value, b: Value, type: SqlType): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareValues(a, b, type);
}

/** A text that two values of one type share exactly when they are equal; all NULLs share one. */
export function hashKey(value: Value, type: SqlType): string {
  if (value === null) return '\u0000N';
  if (typeof value === 'string') return type.name === 'uniqueidentifier' ? value : fold(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value !== 'object') return String(value);
  if ('ticks' in value) return String(value.ticks);
  return `${value.type.name}:${hashKey(value.value, value.type)}`;
}

/** The key of several values of their types. */
export const rowKey = (values: readonly Value[], types: readonly SqlType[]): string =>
  values.map((value, at) => hashKey(value, types[at] ?? { name: 'null' })).join('\u0001');
