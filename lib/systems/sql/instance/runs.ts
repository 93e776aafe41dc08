import type { Reading } from '../../../reading.ts';

/** What a reading must tell so that its counters can be held against another one's: the ticks of the machine, at the reading and when SQL Server was started. */
export type Ticking = { msTicks: number; startTicks: number };

/** The newest and the oldest reading of one run of the server with the time between them by its own ticks, in ms; null while there are not two. */
export type Run<T> = { newest: T; oldest: T; overMs: number };

/** Over the readings of a node (newest first) from the newest back to where the server or its machine was started, or where `isBroken` says that somebody cleared its counts. */
export function runOf<T extends Ticking>(window: readonly Reading<T>[], isBroken?: (later: T, earlier: T) => boolean): Run<T> | null {
  const values = window.map(({ value }) => value);
  const end = values.findIndex((value, index) => {
    const later = values[index - 1];
    return later !== undefined && (isRestarted(later, value) || isBroken?.(later, value) === true);
  });
  const run = end < 0 ? values : values.slice(0, end);
  const [newest, oldest] = [run[0], run.at(-1)];
  const overMs = newest && oldest ? newest.msTicks - oldest.msTicks : 0;
  return newest && oldest && overMs > 0 ? { newest, oldest, overMs } : null;
}

/** Whether SQL Server was started between two readings. The ticks begin anew with the machine. */
export function isRestarted(later: Ticking, earlier: Ticking): boolean {
  return later.startTicks !== earlier.startTicks || later.msTicks < earlier.msTicks;
}

/** What a count grew by in a second; null where it is not known at both ends, or fell. */
export function perSecond(later: number | null, earlier: number | null, overMs: number): number | null {
  return later === null || earlier === null || later < earlier || overMs <= 0 ? null : ((later - earlier) * 1_000) / overMs;
}

/** Milliseconds for one of a number of deeds over a time; null where there was none. */
export function msEach(ms: number, count: number): number | null {
  return count > 0 && ms >= 0 ? ms / count : null;
}
