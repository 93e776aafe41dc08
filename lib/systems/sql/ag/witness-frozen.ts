import { isOlderThan, standsBehind } from './witness-stuck.ts';
import { areAllAlike, type Growth, growthOf, isMadeLarger, LEAST_MS, spanOf, standing, type Track } from './witness-track.ts';

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
export function frozenOf(track: Track): Frozen | null {
  const found = standsWhileWritten(track);
  return found && !mayBeZeros(track, found) ? found : null;
}

/** Whether a view stands while its log file is written, and the file was made larger by as much: that may be the zeros of it, so that nothing is proved either way. */
export function mayBeFrozen(track: Track): boolean {
  const found = standsWhileWritten(track);
  return found !== null && mayBeZeros(track, found);
}

/** With a reading before, because a file is made larger first and written then. */
function mayBeZeros({ written }: Track, { since, growth }: Pick<Frozen, 'since' | 'growth'>): boolean {
  const end = written.findIndex(({ at }) => at < since);
  return isMadeLarger(end < 0 ? written : written.slice(0, end + 1), growth);
}

/** Two readings are enough where another node bears them out: they are alike in every position while the log file of that node is written. */
function standsTwice(track: Track): Frozen | null {
  const { points, written } = track;
  const held = standing(points, areAllAlike);
  const [newest, oldest] = [held[0], held.at(-1)];
  if (!newest || !oldest || newest.reach === null || spanOf(held) < LEAST_MS) return null;
  const growth = growthOf(written, oldest.at, newest.at);
  const found = { since: oldest.at, growth, isAllKept: held.length === points.length };
  return growth.times > 0 && !mayBeZeros(track, found) ? found : null;
}

/** A copy whose view stands while its log is written and its primary had more all the while: what gets nothing would be stuck, and what is written to is frozen. */
export function frozenBehind(primary: Track, copy: Track): Frozen | null {
  const found = standsTwice(copy);
  return found && standsBehind(primary, standing(copy.points, areAllAlike), false) ? found : null;
}

/** A primary whose view stands while its log is written and of which a copy had more before: all that a copy has came from it. */
export function frozenAhead(primary: Track, copies: readonly Track[]): Frozen | null {
  const found = standsTwice(primary);
  return found && copies.some((copy) => isOlderThan(primary, copy)) ? found : null;
}

function standsWhileWritten({ points, written }: Track): Frozen | null {
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
