import type { SqlType, Value } from '../tds/types.ts';
import { ticksOfDate } from './calendar.ts';
import { isTime } from './types.ts';

const EPOCH = ticksOfDate(new Date(0));

/** A value as a program has it: bit as boolean, bigint as number, a GUID in lower case, a date as epoch ms by UTC, rounded. What has none of these forms is given as it is. */
export function toPlain(value: Value, type: SqlType): Value | boolean {
  if (value === null) return null;
  if (type.name === 'bit') return value === 1;
  if (type.name === 'uniqueidentifier' && typeof value === 'string') return value.toLowerCase();
  if (typeof value !== 'bigint') return value;
  return isTime(type) ? Math.round(Number(value - EPOCH) / 10_000) : Number(value);
}
