import type { TimeFormat } from '#lib/format/time-format.ts';
import { isDay, readMoment } from '#lib/text/moment.ts';

const DAY_MS = 86_400_000;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS };
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export type ReadWhen = { at: number } | { wrong: string };

/**
 * What somebody typed as a moment, in his zone: "03:12", "yesterday 3:12", "22 Nov 03:12:30", "2026-11-22 03:12", "2h ago", ISO 8601 or epoch ms. A time without a date is the
 * last one that there was.
 */
export function readWhen(text: string, now: number, format: Pick<TimeFormat, 'field' | 'read'>): ReadWhen {
  const said = text.trim().toLowerCase();
  if (said === '') return { wrong: 'type a time, such as 03:12 or 22 Nov 03:12' };
  const at = readAgo(said, now) ?? readExact(text.trim()) ?? readWall(said, now, format);
  if (at === null || Number.isNaN(at))
    return { wrong: `"${text.trim().slice(0, 40)}" is no time: type 03:12, 22 Nov 03:12, 2026-11-22 03:12 or 2h ago` };
  if (at > now) return { wrong: 'that is still to come' };
  return { at };
}

/** "2h ago", "-90m", "15 min ago", "2 days ago". */
function readAgo(said: string, now: number): number | null {
  const found = /^(-?)\s*(\d+(?:\.\d+)?)\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)(\s+ago)?$/.exec(said);
  if (!found || (found[1] === '' && found[4] === undefined)) return null;
  const unit = UNITS[found[3]?.[0] ?? ''] ?? Number.NaN;
  return now - Number(found[2]) * unit;
}

function readExact(text: string): number | null {
  const at = readMoment(text.replace(' ', 'T').toUpperCase());
  return Number.isNaN(at) ? null : at;
}

type Format = Pick<TimeFormat, 'field' | 'read'>;

function readWall(said: string, now: number, format: Format): number | null {
  const time = /(?:^|[\st,])(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?$/.exec(said);
  const date = (time ? said.slice(0, time.index) : said).replace(/[,t]+$/, '').trim();
  if (!time && date === '') return null;
  const clock = time ? `${time[1]?.padStart(2, '0')}:${time[2]}:${time[3] ?? '00'}` : '00:00:00';
  const day = readDay(date, now, format);
  if (day === null || !isDay(day)) return null;
  const at = format.read(`${day}T${clock}`);
  // A time alone that is still to come today was yesterday.
  return date === '' && at > now ? format.read(`${dayOf(now - DAY_MS, format)}T${clock}`) : at;
}

/** The date as "2026-11-22"; null for what is none. One without a year is the last one that there was. */
function readDay(date: string, now: number, format: Format): string | null {
  if (date === '' || date === 'today') return dayOf(now, format);
  if (date === 'yesterday') return dayOf(now - DAY_MS, format);
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return date;
  const named =
    /^(\d{1,2})\.?\s+([a-z]{3})[a-z]*\.?(?:\s+(\d{4}))?$/.exec(date) ??
    swap(/^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/.exec(date));
  const month = MONTHS.indexOf(named?.[2] ?? '');
  if (!named || month < 0) return null;
  const thisYear = Number(dayOf(now, format).slice(0, 4));
  const write = (year: number): string => `${year}-${String(month + 1).padStart(2, '0')}-${named[1]?.padStart(2, '0')}`;
  if (named[3]) return write(Number(named[3]));
  return write(thisYear) > dayOf(now, format) ? write(thisYear - 1) : write(thisYear);
}

/** "Nov 22" in the order of "22 Nov". */
function swap(found: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return found ? [found[0], found[2], found[1], found[3]] : null;
}

function dayOf(at: number, format: Format): string {
  return format.field(at).slice(0, 10);
}
