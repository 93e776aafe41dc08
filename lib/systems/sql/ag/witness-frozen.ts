import { areAllAlike, type Growth, growthOf, LEAST_MS, spanOf, standing, type Track } from './witness-track.ts';

/** Fewer readings of a view that stands are chance. */
const READINGS = 3;

/** A reading's answer is made at the earliest when it was asked for, and by then is this late at the most, where it is to be told which of two came first. */
const ANSWERED_MS = 2_000;

/** How a view stands while the log is written: since when at least (epoch ms), and what was written meanwhile. */
export type Frozen = { since: number; growth: Growth; isAllKept: boolean };

/**
 * A view that is no longer updated: every position of a database stands in three readings while its log file is written to (sys.dm_io_virtual_file_stats, another part of the server). That
 * log which is written moves the end of the log is inference: it is not documented, and so one write at the edge of what was read is no proof.
 */
export function frozenOf({ points, written }: Track): Frozen | null {
  // Cheaper than comparing all positions of hundreds of databases that rest.
  if (written[0]?.bytes === written.at(-1)?.bytes) return null;
  const held = standing(points, areAllAlike);
  const [newest, oldest] = [held[0], held.at(-1)];
  if (!newest || !oldest || held.length < READINGS || spanOf(held) < LEAST_MS) return null;
  if (newest.reach === null) return null;
  const growth = growthOf(written, oldest.at, newest.at);
  const inner = growthOf(written, oldest.at + ANSWERED_MS, newest.at - ANSWERED_MS);
  return growth.times >= 2 || inner.times >= 1 ? { since: oldest.at, growth, isAllKept: held.length === points.length } : null;
}

/** The same of a view that was found frozen before, and whose log happens to rest since: null as soon as anything in it moves. What contradicts it is for the caller to say. */
export function stillFrozen({ points }: Track): Frozen | null {
  const oldest = points.at(-1);
  if (!oldest || points.length < READINGS || standing(points, areAllAlike).length < points.length) return null;
  return { since: oldest.at, growth: { readings: 0, times: 0, bytes: 0 }, isAllKept: true };
}
