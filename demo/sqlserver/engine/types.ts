import type { OffsetTime, SqlType, TypeName, Value, Variant } from '../tds/types.ts';

export const INT: SqlType = { name: 'int' };
export const BIGINT: SqlType = { name: 'bigint' };
export const SMALLINT: SqlType = { name: 'smallint' };
export const TINYINT: SqlType = { name: 'tinyint' };
export const BIT: SqlType = { name: 'bit' };
export const FLOAT: SqlType = { name: 'float' };
export const DATETIME: SqlType = { name: 'datetime' };
export const DATETIME2: SqlType = { name: 'datetime2', scale: 7 };
export const DATETIMEOFFSET: SqlType = { name: 'datetimeoffset', scale: 7 };
export const DATE: SqlType = { name: 'date' };
export const VARIANT: SqlType = { name: 'sql_variant' };
export const XML: SqlType = { name: 'xml' };
export const MAX_TEXT: SqlType = { name: 'nvarchar', length: -1 };
export const nvarchar = (length: number): SqlType => ({ name: 'nvarchar', length });
export const numeric = (precision: number, scale: number): SqlType => ({ name: 'numeric', precision, scale });

const among = (names: readonly TypeName[]) => {
  const set = new Set<TypeName>(names);
  return (type: SqlType): boolean => set.has(type.name);
};
export const isText = among(['nvarchar', 'varchar', 'nchar', 'char', 'ntext', 'text']);
export const isUnicode = among(['nvarchar', 'nchar', 'ntext']);
export const isInteger = among(['bit', 'tinyint', 'smallint', 'int', 'bigint']);
export const isDecimal = among(['decimal', 'numeric']);
export const isMoney = among(['money', 'smallmoney']);
export const isFloat = among(['float', 'real']);
export const isTime = among(['datetime', 'datetime2', 'smalldatetime', 'date', 'time', 'datetimeoffset']);
export const isBinary = among(['varbinary', 'binary', 'image']);
export const isNumber = (type: SqlType): boolean => isInteger(type) || isDecimal(type) || isMoney(type) || isFloat(type);

/** The length of a text or binary type; one without a length is one character long, text and ntext are (max). */
export function lengthOf(type: SqlType): number {
  if (type.name === 'text' || type.name === 'ntext' || type.name === 'image' || type.name === 'xml') return -1;
  return type.length ?? 1;
}

const wrong = (value: Value, wanted: string): TypeError => new TypeError(`the engine holds ${typeof value} where ${wanted} belongs`);

/** The value in the form that its type has; a value of another form is a fault of the engine or of a view. */
export function numberOf(value: Value): number {
  if (typeof value !== 'number') throw wrong(value, 'a number');
  return value;
}
/** See numberOf. */
export function bigintOf(value: Value): bigint {
  if (typeof value !== 'bigint') throw wrong(value, 'a bigint');
  return value;
}
/** See numberOf. */
export function stringOf(value: Value): string {
  if (typeof value !== 'string') throw wrong(value, 'a string');
  return value;
}
/** See numberOf. */
export function bytesOf(value: Value): Uint8Array {
  if (!(value instanceof Uint8Array)) throw wrong(value, 'bytes');
  return value;
}
/** See numberOf. */
export function offsetTimeOf(value: Value): OffsetTime {
  if (typeof value !== 'object' || value === null || !('ticks' in value)) throw wrong(value, 'a datetimeoffset');
  return value;
}
/** See numberOf. */
export function variantOf(value: Value): Variant {
  if (typeof value !== 'object' || value === null || !('type' in value)) throw wrong(value, 'a sql_variant');
  return value;
}
/** An integer of any size as a bigint. */
export function wholeOf(value: Value): bigint {
  return typeof value === 'bigint' ? value : BigInt(numberOf(value));
}
