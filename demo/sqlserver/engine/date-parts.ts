import { SqlError } from '../tds/types.ts';
import { civilOf, daysInMonth, TICKS_PER_DAY, TICKS_PER_MINUTE, TICKS_PER_SECOND, ticksOfDay } from './calendar.ts';

const MONTHS = { year: 12, quarter: 3, month: 1 } as const;
const UNITS = {
  ...{ week: 7n * TICKS_PER_DAY, weekday: TICKS_PER_DAY, dayofyear: TICKS_PER_DAY, day: TICKS_PER_DAY },
  ...{ hour: 60n * TICKS_PER_MINUTE, minute: TICKS_PER_MINUTE, second: TICKS_PER_SECOND, millisecond: 10_000n, microsecond: 10n },
} as const;

type MonthPart = keyof typeof MONTHS;
type UnitPart = keyof typeof UNITS;
/** The parts that DATEADD, DATEDIFF, DATEPART and DATENAME name. */
export type DatePart = MonthPart | UnitPart | 'nanosecond' | 'tzoffset';

const SHORT: Readonly<Record<string, DatePart>> = {
  ...{ yy: 'year', yyyy: 'year', qq: 'quarter', q: 'quarter', mm: 'month', m: 'month', dy: 'dayofyear', y: 'dayofyear' },
  ...{ dd: 'day', d: 'day', wk: 'week', ww: 'week', dw: 'weekday', w: 'weekday', hh: 'hour', mi: 'minute', n: 'minute' },
  ...{ ss: 'second', s: 'second', ms: 'millisecond', mcs: 'microsecond', ns: 'nanosecond', tz: 'tzoffset' },
};
const isMonthPart = (part: string): part is MonthPart => Object.hasOwn(MONTHS, part);
const isUnitPart = (part: string): part is UnitPart => Object.hasOwn(UNITS, part);

/** The part that a word means; 155 for a word that means none. */
export function datePartOf(word: string, functionName: string, line: number): DatePart {
  const part = Object.hasOwn(SHORT, word) ? SHORT[word] : word;
  if (part !== undefined && (isMonthPart(part) || isUnitPart(part) || part === 'nanosecond' || part === 'tzoffset')) return part;
  throw new SqlError(155, `'${word}' is not a recognized ${functionName} option.`, { severity: 15, line });
}

/** A moment moved by a count of parts; from the 31st a month has no day of that number it goes to its last. */
export function addToDate(part: DatePart, count: bigint, ticks: bigint): bigint {
  if (isMonthPart(part)) {
    const civil = civilOf(ticks);
    const months = civil.year * 12 + civil.month - 1 + Number(count) * MONTHS[part];
    const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
    if (year < 1 || year > 9999) return -1n;
    return ticksOfDay(year, month, Math.min(civil.day, daysInMonth(year, month))) + (ticks % TICKS_PER_DAY);
  }
  if (isUnitPart(part)) return ticks + count * UNITS[part];
  return part === 'nanosecond' ? ticks + count / 100n : ticks;
}

/** How many borders of a part lie between two moments. Weeks begin on Sunday. */
export function differenceOfDates(part: DatePart, from: bigint, to: bigint): bigint {
  if (isMonthPart(part)) {
    const [a, b] = [civilOf(from), civilOf(to)];
    const count = (year: number, month: number): number => Math.floor((year * 12 + month - 1) / MONTHS[part]);
    return BigInt(count(b.year, b.month) - count(a.year, a.month));
  }
  if (part === 'nanosecond') return (to - from) * 100n;
  if (part === 'tzoffset') return 0n;
  if (part === 'week') {
    const week = (ticks: bigint): bigint => (ticks / TICKS_PER_DAY + 1n) / 7n;
    return week(to) - week(from);
  }
  return to / UNITS[part] - from / UNITS[part];
}

/** A part of a moment as DATEPART tells it (DATEFIRST 7: Sunday is 1). */
export function partOfDate(part: DatePart, ticks: bigint): number {
  const civil = civilOf(ticks);
  const newYear = ticksOfDay(civil.year, 1, 1);
  const dayOfYear = Number((ticks - newYear) / TICKS_PER_DAY) + 1;
  switch (part) {
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
    case 'minute':
    case 'second':
      return civil[part];
    case 'quarter':
      return Math.floor((civil.month - 1) / 3) + 1;
    case 'dayofyear':
      return dayOfYear;
    case 'weekday':
      return civil.weekday + 1;
    case 'week':
      return Math.floor((dayOfYear - 1 + civilOf(newYear).weekday) / 7) + 1;
    case 'millisecond':
      return Math.floor(civil.fraction / 10_000);
    case 'microsecond':
      return Math.floor(civil.fraction / 10);
    case 'nanosecond':
      return civil.fraction * 100;
    case 'tzoffset':
      return 0;
  }
}
