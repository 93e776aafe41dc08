import { HOURS } from './model.ts';
import type { AppSettings } from './settings.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** So many days of its own have to be known before an application is held against them. */
export const LEAST_DAYS = 3;

/** Errors by hour of 14 days, the last hour still running: `hours[0]` began at `fromAt`. */
export type Rates = { fromAt: number; hours: readonly number[] };

/** How many errors an application usually logs in an hour: the median of all hours that are over, or of those at this time of the day where that is more. */
export function usualPerHour({ fromAt, hours }: Rates, at: number): number {
  const over = hours.slice(0, -1);
  return Math.max(quantile(over, 0.5), quantile(sameTime({ fromAt, hours: over }, at), 0.5));
}

/**
 * How many errors were to be expected between two moments at the least: of each hour what three in four days had or more at that time of the day. Quiet hours expect none. So what comes on workdays
 * alone is not expected at a weekend.
 */
export function expectedBetween(
  rates: Rates,
  { from, to }: { from: number; to: number },
  { quietHours }: Pick<AppSettings, 'quietHours'>,
): number {
  const known = { fromAt: rates.fromAt, hours: rates.hours.slice(0, -1) };
  let expected = 0;
  for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < to; hour += HOUR_MS) {
    const part = (Math.min(to, hour + HOUR_MS) - Math.max(from, hour)) / HOUR_MS;
    if (!quietHours.some((quiet) => isWithin(hour, quiet))) expected += part * quantile(sameTime(known, hour), 0.25);
  }
  return expected;
}

/** For how many days something is known of it: from its first error on. */
export function knownDays({ hours }: Rates): number {
  const first = hours.findIndex((errors) => errors > 0);
  return first < 0 ? 0 : (HOURS - first) / DAY_HOURS;
}

/** Its errors at the same hour of each day that is known. */
function sameTime({ fromAt, hours }: Rates, at: number): number[] {
  const wanted = Math.floor(at / HOUR_MS) % DAY_HOURS;
  const first = Math.floor(fromAt / HOUR_MS);
  const begun = Math.max(
    0,
    hours.findIndex((errors) => errors > 0),
  );
  return hours.filter((_, index) => index >= begun && (first + index) % DAY_HOURS === wanted);
}

/** Whether an hour that begins then lies in quiet hours of the day (UTC), as far as any part of it. */
function isWithin(at: number, { from, to }: { from: number; to: number }): boolean {
  const hour = Math.floor(at / HOUR_MS) % DAY_HOURS;
  const lies = (begin: number, end: number): boolean => hour + 1 > begin && hour < end;
  return from < to ? lies(from, to) : lies(from, DAY_HOURS) || lies(0, to);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? 0 : (sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
}
