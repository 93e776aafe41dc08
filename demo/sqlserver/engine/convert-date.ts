import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { roundToDatetime, roundToScale, TICKS_1753, TICKS_1900, TICKS_END, TICKS_PER_DAY, TICKS_PER_MINUTE } from './calendar.ts';
import { NO_CONVERSION } from './convert-number.ts';
import { parseDate } from './date-parse.ts';
import { bigintOf, isDecimal, isFloat, isInteger, isText, isTime, numberOf, offsetTimeOf, stringOf, wholeOf } from './types.ts';

/** Ticks on the clock that a value tells, and what that clock is ahead of UTC. */
type Told = { local: bigint; offset: number };

function textToDate(text: string, to: SqlType): Told {
  const parsed = parseDate(text);
  if (!parsed) throw new SqlError(241, 'Conversion failed when converting date and/or time from character string.');
  if (to.name === 'datetime' && parsed.ticks < TICKS_1753) {
    throw new SqlError(242, 'The conversion of a varchar data type to a datetime data type resulted in an out-of-range value.', {
      state: 3,
    });
  }
  return { local: parsed.ticks, offset: parsed.offset ?? 0 };
}

function readDate(value: Value, from: SqlType, to: SqlType): Told | null {
  if (isText(from)) return textToDate(stringOf(value), to);
  if (from.name === 'datetimeoffset') {
    const { ticks, offsetMinutes } = offsetTimeOf(value);
    return { local: ticks + BigInt(offsetMinutes) * TICKS_PER_MINUTE, offset: offsetMinutes };
  }
  if (isTime(from)) return { local: (from.name === 'time' ? TICKS_1900 : 0n) + bigintOf(value), offset: 0 };
  if (to.name !== 'datetime' && to.name !== 'smalldatetime') return null;
  if (isInteger(from)) return { local: wholeOf(value) * TICKS_PER_DAY + TICKS_1900, offset: 0 };
  const days = isFloat(from) ? numberOf(value) : isDecimal(from) ? Number(bigintOf(value)) / 10 ** (from.scale ?? 0) : null;
  return days === null ? null : { local: TICKS_1900 + BigInt(Math.round(days * 86_400_000)) * 10_000n, offset: 0 };
}

/** To any type of date or time; 241 for text that is none. */
export function toTime(value: Value, from: SqlType, to: SqlType): Value | typeof NO_CONVERSION {
  const told = readDate(value, from, to);
  if (!told) return NO_CONVERSION;
  const { local, offset } = told;
  if (local < 0n || local >= TICKS_END)
    throw new SqlError(8115, `Arithmetic overflow error converting expression to data type ${to.name}.`, { state: 2 });
  if (to.name === 'date') return local - (local % TICKS_PER_DAY);
  if (to.name === 'time') return roundToScale(local % TICKS_PER_DAY, to.scale ?? 7) % TICKS_PER_DAY;
  if (to.name === 'datetime') return roundToDatetime(local);
  if (to.name === 'smalldatetime') return ((local + TICKS_PER_MINUTE / 2n) / TICKS_PER_MINUTE) * TICKS_PER_MINUTE;
  const rounded = roundToScale(local, to.scale ?? 7);
  return to.name === 'datetimeoffset' ? { ticks: rounded - BigInt(offset) * TICKS_PER_MINUTE, offsetMinutes: offset } : rounded;
}
