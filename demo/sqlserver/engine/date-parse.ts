import { type Civil, daysInMonth, TICKS_1900, ticksOfClock, ticksOfDay } from './calendar.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\s*(.*))?$/i;
const UNSEPARATED = /^(\d{4})(\d\d)(\d\d)(?:\s+(.*))?$/;
const US = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\s+(.*))?$/;
const NAMED = /^([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:\s+(.*))?$/;
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.:](\d{1,7}))?)?\s*(AM|PM)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

type Day = { year: number; month: number; day: number; rest: string };

const dayOf = (year: string | undefined, month: number | string | undefined, day: string | undefined, rest: string | undefined): Day => ({
  year: Number(year),
  month: Number(month),
  day: Number(day),
  rest: rest ?? '',
});

function readDay(text: string): Day | null {
  const yearFirst = YEAR_FIRST.exec(text) ?? UNSEPARATED.exec(text);
  if (yearFirst) return dayOf(yearFirst[1], yearFirst[2], yearFirst[3], yearFirst[4]);
  const us = US.exec(text);
  if (us) return dayOf(us[3], us[1], us[2], us[4]);
  const named = NAMED.exec(text);
  const month = MONTHS.indexOf((named?.[1] ?? '').slice(0, 3).toLowerCase()) + 1;
  if (named && month > 0) return dayOf(named[3], month, named[2], named[4]);
  return /^\d{1,2}:\d/.test(text) ? dayOf('1900', 1, '1', text) : null;
}

function readOffset(text: string | undefined): number | null {
  if (!text) return null;
  if (/z/i.test(text)) return 0;
  return (text.startsWith('-') ? -1 : 1) * (Number(text.slice(1, 3)) * 60 + Number(text.slice(-2)));
}

function readClock(text: string): (Pick<Civil, 'hour' | 'minute' | 'second' | 'fraction'> & { offset: number | null }) | null {
  if (!text) return { hour: 0, minute: 0, second: 0, fraction: 0, offset: null };
  const found = CLOCK.exec(text.trim());
  if (!found) return null;
  const half = found[5]?.toUpperCase();
  const hour = half ? (Number(found[1]) % 12) + (half === 'PM' ? 12 : 0) : Number(found[1]);
  const fraction = Number((found[4] ?? '').padEnd(7, '0'));
  return { hour, minute: Number(found[2]), second: Number(found[3] ?? 0), fraction, offset: readOffset(found[6]) };
}

/** Reads a date, a time or both, in the language us_english: ticks on the clock it tells, and its offset in minutes where it has one. Null: not a date. */
export function parseDate(text: string): { ticks: bigint; offset: number | null } | null {
  const trimmed = text.trim();
  if (!trimmed) return { ticks: TICKS_1900, offset: null };
  const day = readDay(trimmed);
  const clock = day && readClock(day.rest);
  if (!day || !clock) return null;
  if (day.month < 1 || day.month > 12 || day.year < 1 || day.day < 1 || day.day > daysInMonth(day.year, day.month)) return null;
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) return null;
  return { ticks: ticksOfDay(day.year, day.month, day.day) + ticksOfClock(clock), offset: clock.offset };
}
