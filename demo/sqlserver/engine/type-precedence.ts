import { SqlError, type SqlType, type TypeName } from '../tds/types.ts';
import { isBinary, isDecimal, isInteger, isMoney, isText, lengthOf } from './types.ts';

/** Data type precedence, the higher wins (Transact-SQL reference, "Data type precedence"). */
const PRECEDENCE: Record<TypeName, number> = {
  ...{ sql_variant: 30, xml: 29, datetimeoffset: 28, datetime2: 27, datetime: 26, smalldatetime: 25, date: 24, time: 23 },
  ...{ float: 22, real: 21, decimal: 20, numeric: 20, money: 19, smallmoney: 18, bigint: 17, int: 16, smallint: 15, tinyint: 14 },
  ...{ bit: 13, ntext: 12, text: 11, image: 10, uniqueidentifier: 8, nvarchar: 7, nchar: 6, varchar: 5, char: 4 },
  ...{ varbinary: 3, binary: 2, null: 0 },
};

const CLOSED: ReadonlySet<TypeName> = new Set(['date', 'time', 'datetime2', 'datetimeoffset']);
const COUNTED = /int$|^float$|^real$|^decimal$|^numeric$|money$/;

export const precedence = (type: SqlType): number => PRECEDENCE[type.name];

const DIGITS: Partial<Record<TypeName, number>> = { bit: 1, tinyint: 3, smallint: 5, int: 10, bigint: 19, money: 19, smallmoney: 10 };

/** Precision and scale of a number as decimal arithmetic sees it. */
export function digitsOf(type: SqlType): { precision: number; scale: number } {
  if (isDecimal(type)) return { precision: type.precision ?? 18, scale: type.scale ?? 0 };
  return { precision: DIGITS[type.name] ?? 18, scale: isMoney(type) ? 4 : 0 };
}

function commonDecimal(winner: SqlType, other: SqlType): SqlType {
  const [a, b] = [digitsOf(winner), digitsOf(other)];
  const scale = Math.max(a.scale, b.scale);
  const precision = Math.min(38, Math.max(a.precision - a.scale, b.precision - b.scale) + scale);
  return { name: winner.name, precision, scale };
}

function commonText(winner: SqlType, other: SqlType): SqlType {
  const isMax = lengthOf(winner) === -1 || lengthOf(other) === -1;
  const name = winner.name === 'nchar' && other.name !== 'nchar' && other.name !== 'char' ? 'nvarchar' : winner.name;
  return { name, length: isMax ? -1 : Math.max(lengthOf(winner), lengthOf(other)) };
}

/** What has no way to the other side's type by itself ("Data type conversion" of the reference): an identifier is no number and no time, and only datetime and smalldatetime count days. */
function clashes(a: SqlType, b: SqlType): boolean {
  const isClosed = ({ name }: SqlType): boolean => CLOSED.has(name);
  const isCounted = (type: SqlType): boolean => type.name === 'bit' || COUNTED.test(type.name);
  if (a.name === 'uniqueidentifier') return isCounted(b) || isClosed(b) || b.name.endsWith('datetime');
  return isClosed(a) && isCounted(b);
}

/** The type that the branches of CASE, UNION and COALESCE get, and in which two values are compared. */
export function commonType(a: SqlType, b: SqlType): SqlType {
  if (a.name === 'null') return b;
  if (b.name === 'null') return a;
  if (clashes(a, b) || clashes(b, a)) throw new SqlError(206, `Operand type clash: ${a.name} is incompatible with ${b.name}`, { state: 2 });
  const [winner, other] = precedence(a) >= precedence(b) ? [a, b] : [b, a];
  if (isDecimal(winner) && (isDecimal(other) || isInteger(other) || isMoney(other))) return commonDecimal(winner, other);
  if (isText(winner) && isText(other)) return commonText(winner, other);
  if (isBinary(winner) && isBinary(other)) {
    const isMax = lengthOf(winner) === -1 || lengthOf(other) === -1;
    return { name: 'varbinary', length: isMax ? -1 : Math.max(lengthOf(winner), lengthOf(other)) };
  }
  if (winner.scale !== undefined && other.scale !== undefined && ['datetime2', 'datetimeoffset', 'time'].includes(winner.name)) {
    return { name: winner.name, scale: Math.max(winner.scale, other.scale) };
  }
  return winner;
}

/** The common type of many, `null` of none. */
export const commonOf = (types: readonly SqlType[]): SqlType => types.reduce(commonType, { name: 'null' });
