export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = 600_000_000n;
export const TICKS_PER_DAY = 864_000_000_000n;
/** Midnight of 1900-01-01, where datetime begins to count. */
export const TICKS_1900 = 693_595n * TICKS_PER_DAY;
/** Midnight of 1753-01-01, the first datetime. */
export const TICKS_1753 = 639_905n * TICKS_PER_DAY;
/** The first tick after 9999-12-31. */
export const TICKS_END = 3_652_059n * TICKS_PER_DAY;
const DAYS_TO_1970 = 719_162n;
const MS_PER_DAY = 86_400_000;

/** A moment as calendar and clock show it; `weekday` is 0 on Sunday, `fraction` counts 100 ns. */
export type Civil = {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  fraction: number;
};

/** Takes ticks since 0001-01-01 apart. */
export function civilOf(ticks: bigint): Civil {
  const date = new Date((Number(ticks / TICKS_PER_DAY) - Number(DAYS_TO_1970)) * MS_PER_DAY);
  const rest = ticks % TICKS_PER_DAY;
  const seconds = Number(rest / TICKS_PER_SECOND);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: Number(rest % TICKS_PER_SECOND),
  };
}

/** Ticks of a day's midnight; a month beyond 12 counts on into the next year. */
export function ticksOfDay(year: number, month: number, day: number): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return (BigInt(Math.floor(date.getTime() / MS_PER_DAY)) + DAYS_TO_1970) * TICKS_PER_DAY;
}

/** Ticks since midnight. */
export function ticksOfClock({ hour, minute, second, fraction }: Pick<Civil, 'hour' | 'minute' | 'second' | 'fraction'>): bigint {
  return BigInt(hour * 3600 + minute * 60 + second) * TICKS_PER_SECOND + BigInt(fraction);
}

export const daysInMonth = (year: number, month: number): number => civilOf(ticksOfDay(year, month + 1, 1) - 1n).day;

/** Ticks of the UTC fields of a Date. */
export const ticksOfDate = (date: Date): bigint => BigInt(date.getTime()) * 10_000n + DAYS_TO_1970 * TICKS_PER_DAY;

/** Ticks rounded as datetime keeps them, in 1/300 s. */
export function roundToDatetime(ticks: bigint): bigint {
  const units = ((ticks % TICKS_PER_DAY) * 3n + 50_000n) / 100_000n;
  return (ticks / TICKS_PER_DAY) * TICKS_PER_DAY + (units * 100_000n + 1n) / 3n;
}

/** Ticks rounded to `scale` digits of a second. */
export function roundToScale(ticks: bigint, scale: number): bigint {
  const unit = 10n ** BigInt(7 - scale);
  return ((ticks + unit / 2n) / unit) * unit;
}
