/** 100 ns ticks of a day. */
export const TICKS_PER_DAY = 864_000_000_000n;
/** Days from 0001-01-01 to 1900-01-01, where datetime and smalldatetime begin. */
export const DAYS_TO_1900 = 693_595n;
const DAYS_TO_1970 = 719_162n;

/** Epoch milliseconds as the ticks that Value wants, on the clock of UTC. */
export function ticksFromMs(ms: number): bigint {
  return BigInt(Math.round(ms)) * 10_000n + DAYS_TO_1970 * TICKS_PER_DAY;
}

/** Parts of 1/300 s that a datetime counts in; rounded, so a last one of the day may be the first of the next. */
export function datetimeParts(ticks: bigint): { days: bigint; parts: bigint } {
  const parts = ((ticks % TICKS_PER_DAY) * 3n + 50_000n) / 100_000n;
  const days = ticks / TICKS_PER_DAY - DAYS_TO_1900;
  return parts === 25_920_000n ? { days: days + 1n, parts: 0n } : { days, parts };
}

/** The ticks of a datetime's parts of 1/300 s. */
export function ticksOfParts(parts: bigint): bigint {
  return (parts * 100_000n + 1n) / 3n;
}

/** Bytes of a time with so many digits after the second (MS-TDS 2.2.5.5.1.8). */
export function timeBytes(scale: number): number {
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
}

/** Ticks of the smallest step of a time with so many digits after the second. */
export function timeUnit(scale: number): bigint {
  return 10n ** BigInt(7 - scale);
}
