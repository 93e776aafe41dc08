import type { AppSettings } from './settings.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** So many days of its own have to be known before an application is held against them. */
export const LEAST_DAYS = 3;
/** So many days of weekends, before anything is expected at one. */
const LEAST_WEEKEND_DAYS = 2;
/** The first day of 1970 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** Errors or rows by hour of 14 days, the last hour still running: `hours[0]` began at `fromAt`. */
export type Rates = { fromAt: number; hours: readonly number[] };
type Between = { from: number; to: number };

/** How many errors an application usually logs between two moments: of each hour its part of the median of all hours that are over, or of those at that time of the day where that is more. */
export function usualBetween({ fromAt, hours }: Rates, { from, to }: Between): number {
  const over = { fromAt, hours: hours.slice(0, -1) };
  const ofAll = quantile(over.hours, 0.5);
  return sumOfHours({ from, to }, (hour) => Math.max(ofAll, quantile(errorsOf(sameTime(over, hour)), 0.5)));
}

/**
 * How many errors were to be expected between two moments at the least: of each hour what three in four days had or more at that time of the day; from Monday to Friday what three in four of those
 * days had, where that is more; at a weekend no more than each day of a weekend had. Quiet hours expect none. So what comes on workdays alone is expected on workdays alone. Days are those of UTC.
 */
export function expectedBetween(rates: Rates, { from, to }: Between, { quietHours }: Pick<AppSettings, 'quietHours'>): number {
  const known = { fromAt: rates.fromAt, hours: rates.hours.slice(0, -1) };
  return sumOfHours({ from, to }, (hour) => (quietHours.some((quiet) => isWithin(hour, quiet)) ? 0 : leastAt(known, hour)));
}

/** What was known of an application at a moment, the hour of which is the one that was running. What it did not log after that makes no rule of its own. */
export function ratesUntil({ fromAt, hours }: Rates, at: number): Rates {
  return { fromAt, hours: hours.slice(0, Math.max(0, Math.floor((at - fromAt) / HOUR_MS) + 1)) };
}

/** The sum of what hours have, as far as each lies between the two moments: `inHour` is asked once for each time of the day of workdays and of weekends, by a moment at which such an hour begins. */
function sumOfHours({ from, to }: Between, inHour: (hour: number) => number): number {
  const known = new Map<number, number>();
  let sum = 0;
  for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < to; hour += HOUR_MS) {
    const kind = hourOfDay(hour) + (isOnWorkday(hour) ? DAY_HOURS : 0);
    const all = known.get(kind) ?? inHour(hour);
    known.set(kind, all);
    sum += ((Math.min(to, hour + HOUR_MS) - Math.max(from, hour)) / HOUR_MS) * all;
  }
  return sum;
}

function hourOfDay(at: number): number {
  return Math.floor(at / HOUR_MS) % DAY_HOURS;
}

/** What is to be expected at the least in the hour that begins then. */
function leastAt(known: Rates, hour: number): number {
  const days = sameTime(known, hour);
  const ofWorkdays = errorsOf(days.filter(({ isWorkday }) => isWorkday));
  const all = quantile(errorsOf(days), 0.25);
  if (isOnWorkday(hour)) return ofWorkdays.length >= LEAST_DAYS ? Math.max(all, quantile(ofWorkdays, 0.25)) : all;
  const ofWeekend = errorsOf(days.filter(({ isWorkday }) => !isWorkday));
  return ofWeekend.length >= LEAST_WEEKEND_DAYS ? Math.min(all, ...ofWeekend) : 0;
}

function errorsOf(days: readonly Day[]): number[] {
  return days.map(({ errors }) => errors);
}

/** For how many days something is known of it: from its first error on. */
export function knownDays({ hours }: Rates): number {
  const first = hours.findIndex((errors) => errors > 0);
  return first < 0 ? 0 : (hours.length - first) / DAY_HOURS;
}

/** Errors in one hour of a day. */
type Day = { errors: number; isWorkday: boolean };

/** Its errors at the same hour of each day that is known. */
function sameTime({ fromAt, hours }: Rates, at: number): Day[] {
  const begun = Math.max(
    0,
    hours.findIndex((errors) => errors > 0),
  );
  const later = (hourOfDay(at) - hourOfDay(fromAt + begun * HOUR_MS) + DAY_HOURS) % DAY_HOURS;
  const days: Day[] = [];
  for (let index = begun + later; index < hours.length; index += DAY_HOURS)
    days.push({ errors: hours[index] ?? 0, isWorkday: isOnWorkday(fromAt + index * HOUR_MS) });
  return days;
}

/** From Monday to Friday. */
function isOnWorkday(at: number): boolean {
  const weekday = (Math.floor(at / (DAY_HOURS * HOUR_MS)) + FIRST_WEEKDAY) % 7;
  return weekday >= 1 && weekday <= 5;
}

/** Whether an hour that begins then lies in quiet hours of the day (UTC), as far as any part of it. */
function isWithin(at: number, { from, to }: { from: number; to: number }): boolean {
  const hour = hourOfDay(at);
  const lies = (begin: number, end: number): boolean => hour + 1 > begin && hour < end;
  return from < to ? lies(from, to) : lies(from, DAY_HOURS) || lies(0, to);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? 0 : (sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
}
