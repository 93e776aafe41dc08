import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { type BuiltIn, type BuiltIns, built, type Given, grownType, intAt, textAt, textType, typeAt, valueAt } from './built-in.ts';
import { patternIndex } from './like.ts';
import { BIGINT, INT, isBinary, isText, isUnicode, lengthOf, nvarchar } from './types.ts';

const text = (count: number, evaluate: (given: Given) => Value): BuiltIn => ({ least: count, most: count, type: textType, evaluate });

const SIZES: Readonly<Record<string, number>> = {
  ...{ bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8, real: 4, float: 8, datetime: 8, smalldatetime: 4, date: 3 },
  ...{ uniqueidentifier: 16, money: 8, smallmoney: 4, decimal: 9, numeric: 9, datetime2: 8, datetimeoffset: 10, time: 5 },
};

function sizeInBytes(value: Value, type: SqlType): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === 'string' && (isText(type) || type.name === 'xml'))
    return value.length * (isUnicode(type) || type.name === 'xml' ? 2 : 1);
  if (type.name === 'sql_variant' && typeof value === 'object' && value !== null && 'type' in value)
    return sizeInBytes(value.value, value.type);
  return SIZES[type.name] ?? 8;
}

const countType = ([first = INT]: readonly SqlType[]): SqlType =>
  lengthOf(first) === -1 && (isText(first) || isBinary(first)) ? BIGINT : INT;
const counted = (count: number, { type }: Given): Value => (type.name === 'bigint' ? BigInt(count) : count);

function substring(given: Given): Value {
  const [start, length] = [intAt(given, 1) - 1, intAt(given, 2)];
  if (length < 0) throw new SqlError(537, 'Invalid length parameter passed to the LEFT or SUBSTRING function.', { state: 3 });
  const [from, to] = [Math.max(0, start), Math.max(0, start + length)];
  const value = valueAt(given, 0);
  return value instanceof Uint8Array ? value.slice(from, to) : textAt(given, 0).slice(from, to);
}

function left(given: Given): Value {
  const length = intAt(given, 1);
  if (length < 0) throw new SqlError(537, 'Invalid length parameter passed to the LEFT or SUBSTRING function.', { state: 2 });
  return textAt(given, 0).slice(0, length);
}

function right(given: Given): Value {
  const length = intAt(given, 1);
  if (length < 0) throw new SqlError(536, 'Invalid length parameter passed to the RIGHT function.', { state: 2 });
  return length === 0 ? '' : textAt(given, 0).slice(-length);
}

function stuff(given: Given): Value {
  if (given.values.slice(0, 3).includes(null)) return null;
  const [whole, start, length] = [textAt(given, 0), intAt(given, 1), intAt(given, 2)];
  if (start < 1 || start > whole.length || length < 0) return null;
  return whole.slice(0, start - 1) + (valueAt(given, 3) === null ? '' : textAt(given, 3)) + whole.slice(start - 1 + length);
}

function replace(given: Given): Value {
  const [whole, wanted] = [textAt(given, 0), textAt(given, 1)];
  if (wanted === '') return whole;
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'gi');
  return whole.replace(pattern, () => textAt(given, 2));
}

function charIndex(given: Given): Value {
  const start = given.values.length > 2 ? Math.max(0, intAt(given, 2) - 1) : 0;
  return textAt(given, 1).toLowerCase().indexOf(textAt(given, 0).toLowerCase(), start) + 1;
}

function joined(given: Given, from: number, separator: string): string {
  const parts = given.values.flatMap((value, at) => (at < from ? [] : value === null ? [null] : [textAt(given, at)]));
  return separator === '' && from === 0 ? parts.map((part) => part ?? '').join('') : parts.filter((part) => part !== null).join(separator);
}

const joinedType = (types: readonly SqlType[]): SqlType => {
  const name = types.some(isUnicode) ? 'nvarchar' : 'varchar';
  return { name, length: types.some((type) => isText(type) && lengthOf(type) === -1) ? -1 : name === 'nvarchar' ? 4000 : 8000 };
};

/** Functions on text, and those that measure it. */
export const STRING_FUNCTIONS: BuiltIns = {
  len: { ...built(1, INT, (given) => counted(textAt(given, 0).replace(/ +$/, '').length, given)), type: countType },
  datalength: { ...built(1, INT, (given) => counted(sizeInBytes(valueAt(given, 0), typeAt(given, 0)), given)), type: countType },
  left: text(2, left),
  right: text(2, right),
  substring: { ...text(3, substring), type: (types) => (isBinary(types[0] ?? INT) ? (types[0] ?? INT) : textType(types)) },
  charindex: { ...built(2, INT, charIndex), most: 3 },
  patindex: built(2, INT, (given) => patternIndex(textAt(given, 0), textAt(given, 1))),
  replace: { ...text(3, replace), type: grownType },
  stuff: { ...text(4, stuff), type: grownType, takesNull: true },
  upper: text(1, (given) => textAt(given, 0).toUpperCase()),
  lower: text(1, (given) => textAt(given, 0).toLowerCase()),
  ltrim: text(1, (given) => textAt(given, 0).replace(/^ +/, '')),
  rtrim: text(1, (given) => textAt(given, 0).replace(/ +$/, '')),
  trim: text(1, (given) => textAt(given, 0).replace(/^ +| +$/g, '')),
  reverse: text(1, (given) => [...textAt(given, 0)].reverse().join('')),
  replicate: { ...text(2, (given) => (intAt(given, 1) < 0 ? null : textAt(given, 0).repeat(intAt(given, 1)))), type: grownType },
  space: built(1, { name: 'varchar', length: 8000 }, (given) => (intAt(given, 0) < 0 ? null : ' '.repeat(intAt(given, 0)))),
  concat: { least: 2, most: 254, takesNull: true, type: joinedType, evaluate: (given) => joined(given, 0, '') },
  concat_ws: {
    ...{ least: 3, most: 254, takesNull: true, type: joinedType },
    evaluate: (given) => joined(given, 1, valueAt(given, 0) === null ? '' : textAt(given, 0)),
  },
  char: built(1, { name: 'char', length: 1 }, (given) => {
    const code = intAt(given, 0);
    return code < 0 || code > 255 ? null : String.fromCharCode(code);
  }),
  nchar: built(1, { name: 'nchar', length: 1 }, (given) => String.fromCharCode(intAt(given, 0))),
  ascii: built(1, INT, (given) => textAt(given, 0).charCodeAt(0) || null),
  unicode: built(1, INT, (given) => textAt(given, 0).charCodeAt(0) || null),
  quotename: built(1, nvarchar(258), (given) => (textAt(given, 0).length > 128 ? null : `[${textAt(given, 0).replace(/]/g, ']]')}]`)),
};
