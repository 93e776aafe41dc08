import type { TrendPoint } from '#lib/trend.ts';

/** How much was written to a log since some moment: bytes, from 0 there, at each reading after it. */
export type Rise = readonly { at: number; bytes: number }[];

/** Readings further apart than this are no base for a moment between them. */
const BASE_INTERVALS = 2.5;

/**
 * What was written by each reading since the first one, of points that each tell what was written since the reading before. Only the newest run without a gap: across one nothing can be added up.
 */
export function riseOf(wrote: readonly TrendPoint[]): Rise {
  const base = Math.max(
    0,
    wrote.findLastIndex(([, value]) => value === null),
  );
  let bytes = 0;
  return wrote.slice(base).map(([at, value], index) => {
    bytes += index === 0 ? 0 : (value ?? 0);
    return { at, bytes };
  });
}

/**
 * The bytes written to a log since a moment (epoch ms), which is at least what was written after the first reading at that moment or later. Null where the run of readings without a gap does not go
 * back so far, or nothing was read after it.
 */
export function wroteSince(wrote: readonly TrendPoint[], moment: number, intervalMs: number): number | null {
  const rise = riseOf(wrote);
  const from = rise.findIndex(({ at }) => at >= moment);
  const [base, newest] = [rise[from], rise.at(-1)];
  if (!base || !newest || from === rise.length - 1) return null;
  if (from === 0 && base.at - moment > intervalMs * BASE_INTERVALS) return null;
  return newest.bytes - base.bytes;
}

/** Two ends of one log. Both stand at 0 at `from`, the first moment from which both are known: no position is compared with another. */
export type BothEnds = { from: number; to: number; most: number; primary: Rise; copy: Rise };

/** What was written at both ends of a log since both are known; null where that is less than two readings of one of them. What was written between two readings counts by its share of the time. */
export function bothEnds(primary: readonly TrendPoint[], copy: readonly TrendPoint[]): BothEnds | null {
  const runs = [riseOf(primary), riseOf(copy)];
  const from = Math.max(...runs.map((run) => run[0]?.at ?? Number.POSITIVE_INFINITY));
  const [a, b] = runs.map((run) => since(run, from));
  if (!a || !b || a.length < 2 || b.length < 2) return null;
  const to = Math.max(a.at(-1)?.at ?? from, b.at(-1)?.at ?? from);
  return { from, to, most: Math.max(a.at(-1)?.bytes ?? 0, b.at(-1)?.bytes ?? 0), primary: a, copy: b };
}

/** From 0 at a moment: the readings are not of the same moments, and what was written before the later first one of both would make one line stand too low for ever. */
function since(rise: Rise, from: number): Rise {
  const after = rise.filter(({ at }) => at > from);
  const before = rise.findLast(({ at }) => at <= from);
  const [next] = after;
  if (!before || !next) return [];
  const base = before.bytes + ((next.bytes - before.bytes) * (from - before.at)) / (next.at - before.at);
  return [{ at: from, bytes: 0 }, ...after.map(({ at, bytes }) => ({ at, bytes: bytes - base }))];
}
