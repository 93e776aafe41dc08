import { SqlError, type SqlType, type TypeName } from '../tds/types.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';

/** How long a char, varchar or binary is that says no length: one in a declaration, 30 in CAST and CONVERT. */
export type DefaultLength = 1 | 30;

const PLAIN = ['bit', 'tinyint', 'smallint', 'int', 'bigint', 'real', 'smallmoney', 'money', 'text', 'ntext', 'image'] as const;
const OTHER = ['uniqueidentifier', 'xml', 'sql_variant', 'date', 'smalldatetime', 'datetime'] as const;
const SIZED = ['char', 'varchar', 'nchar', 'nvarchar', 'binary', 'varbinary'] as const;
const EXACT = ['decimal', 'numeric'] as const;
const TIMED = ['time', 'datetime2', 'datetimeoffset'] as const;
const NAMES: ReadonlyMap<string, TypeName> = new Map<string, TypeName>([
  ...[...PLAIN, ...OTHER, ...SIZED, ...EXACT, ...TIMED, 'float' as const].map((name): [string, TypeName] => [name, name]),
  ['integer', 'int'],
  ['dec', 'decimal'],
  ['character', 'char'],
]);

const NOT_BUILT: ReadonlySet<string> = new Set(['timestamp', 'rowversion', 'hierarchyid', 'geometry', 'geography', 'json', 'vector']);

const LONGEST_BYTES = 8000;
const WIDEST = 38;
const USUAL_PRECISION = 18;
const FINEST_TIME = 7;
const SINGLE_FLOAT_BITS = 24;
const DOUBLE_FLOAT_BITS = 53;
const NAME_LENGTH = 128;
const MAX = -1;

/** A type with the sizes written behind it, MAX for (max). */
type Written = { name: TypeName; sizes: number[]; line: number };

/** Reads a type. Throws SqlError 243 for an unknown one, and 131, 192, 1001, 1002, 2716, 2750 for a size that it cannot have. */
export function parseTypeName(cursor: Cursor, defaultLength: DefaultLength): SqlType {
  if (cursor.isAhead(1, '.') && ['sys', 'dbo'].includes(cursor.token.text.toLowerCase())) {
    cursor.identifier();
    cursor.need('.');
  }
  const { token, line } = cursor;
  const name = token.kind === 'word' || token.kind === 'quoted' ? NAMES.get(token.text.toLowerCase()) : undefined;
  if (!name) return unknownOrSysname(cursor);
  cursor.next();
  const sizes = cursor.is('(') ? cursor.parenthesised(() => cursor.list(() => size(cursor))) : [];
  return sized({ name, sizes, line }, defaultLength);
}

function unknownOrSysname(cursor: Cursor): SqlType {
  const { line } = cursor;
  if (cursor.isOneOf(['NATIONAL', 'DOUBLE'])) throw notBuilt(`the type ${cursor.token.text.toLowerCase()} …`, line);
  const written = cursor.identifier();
  if (NOT_BUILT.has(written.toLowerCase())) throw notBuilt(`the type ${written.toLowerCase()}`, line);
  if (written.toLowerCase() === 'sysname') return { name: 'nvarchar', length: NAME_LENGTH };
  throw new SqlError(243, `Type ${written} is not a defined system type.`, { line });
}

function size(cursor: Cursor): number {
  if (cursor.take('MAX')) return MAX;
  if (cursor.token.kind !== 'number' || !/^\d{1,9}$/.test(cursor.token.text)) throw cursor.unexpected();
  return Number(cursor.next().text);
}

function sized(written: Written, defaultLength: DefaultLength): SqlType {
  const { name, sizes, line } = written;
  if (isOneOf(SIZED, name)) return { name, length: lengthOf(written, defaultLength) };
  if (sizes.includes(MAX)) throw invalid(1002, `Specified scale ${MAX} is invalid.`, line);
  if (isOneOf(EXACT, name)) return exact(written);
  if (isOneOf(TIMED, name)) return { name, scale: timeScale(written) };
  if (name === 'float') return { name: floatName(written) };
  if (sizes.length > 0) {
    throw new SqlError(2716, `Column, parameter, or variable #1: Cannot specify a column width on data type ${name}.`, { line });
  }
  return { name };
}

function isOneOf(names: readonly TypeName[], name: TypeName): boolean {
  return names.includes(name);
}

function invalid(number: number, message: string, line: number): SqlError {
  return new SqlError(number, message, { severity: 15, line });
}

function lengthOf({ name, sizes, line }: Written, defaultLength: DefaultLength): number {
  const [length = defaultLength, ...more] = sizes;
  if (more.length > 0)
    throw new SqlError(2716, `Column, parameter, or variable #1: Cannot specify a column width on data type ${name}.`, { line });
  if (length === 0) throw invalid(1001, `Line ${line}: Length or precision specification 0 is invalid.`, line);
  const longest = name === 'nchar' || name === 'nvarchar' ? LONGEST_BYTES / 2 : LONGEST_BYTES;
  const isFixed = name === 'char' || name === 'nchar' || name === 'binary';
  if (length > longest || (length === MAX && isFixed)) {
    const message = `The size (${length}) given to the type '${name}' exceeds the maximum allowed for any data type (${LONGEST_BYTES}).`;
    throw invalid(131, message, line);
  }
  return length;
}

function exact({ name, sizes, line }: Written): SqlType {
  const [precision = USUAL_PRECISION, scale = 0, ...more] = sizes;
  if (more.length > 0)
    throw new SqlError(2716, `Column, parameter, or variable #1: Cannot specify a column width on data type ${name}.`, { line });
  if (precision === 0) throw invalid(1001, `Line ${line}: Length or precision specification 0 is invalid.`, line);
  if (precision > WIDEST) {
    const message = `Column, parameter, or variable #1: Specified column precision ${precision} is greater than the maximum precision of ${WIDEST}.`;
    throw new SqlError(2750, message, { line });
  }
  if (scale > precision) throw invalid(192, 'The scale must be less than or equal to the precision.', line);
  return { name, precision, scale };
}

function timeScale({ sizes, line }: Written): number {
  const [scale = FINEST_TIME, ...more] = sizes;
  if (scale > FINEST_TIME || more.length > 0) throw invalid(1002, `Line ${line}: Specified scale ${scale} is invalid.`, line);
  return scale;
}

function floatName({ sizes, line }: Written): TypeName {
  const [bits = DOUBLE_FLOAT_BITS, ...more] = sizes;
  if (bits === 0 || more.length > 0) throw invalid(1001, `Line ${line}: Length or precision specification ${bits} is invalid.`, line);
  if (bits > DOUBLE_FLOAT_BITS) {
    const message = `Column, parameter, or variable #1: Specified column precision ${bits} is greater than the maximum precision of ${DOUBLE_FLOAT_BITS}.`;
    throw new SqlError(2750, message, { line });
  }
  return bits <= SINGLE_FLOAT_BITS ? 'real' : 'float';
}
