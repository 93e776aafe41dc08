import { compareLsn } from './lsn.ts';
import type { Lsn } from './model.ts';
import { growthOf, isMadeLarger, LEAST_MS, type Point, spanOf, standing, type Track } from './witness-track.ts';

/** What proves that a copy stands: where it is, where its primary is, what that wrote meanwhile (null where not read), how long at least, and since when where that was seen. */
export type Stuck = { copyAt: Lsn | null; primaryAt: Lsn | null; bytes: number | null; forMs: number; since: number | null };

/**
 * A copy that gets nothing though its primary goes on: earlier readings of the primary have more than later ones of the copy, which stands, in its positions and in what is written to its log
 * file. It counts when it survived one more reading of both, and once found (`isStanding`) lasts until the copy moves or has everything.
 */
export function stuckOf(primary: Track, copy: Track, isStanding: boolean): Stuck | null {
  const held = standing(copy.points, (a, b) => placeOf(a) === placeOf(b));
  const [head, oldest] = [held[0], held.at(-1)];
  if (!head || !oldest || growthOf(copy.written, oldest.at, head.at).times > 0) return null;
  return standsBehind(primary, held, isStanding) ?? byBytes(primary, copy, held);
}

/** How far it is; by its commits where no end of its log is told. */
function placeOf({ reach, own }: Point): Lsn | null {
  return reach ?? own.positions.lastCommit;
}

/** A copy that stands in these readings while its primary, asked earlier, had more in two of its own and goes on. */
export function standsBehind(primary: Track, held: readonly Point[], isStanding: boolean): Stuck | null {
  const [head, oldest] = [held[0], held.at(-1)];
  // Logs of one run only grow: who is not beyond it now never was.
  const end = primary.points.findIndex((point) => !isBeyond(point, head));
  const beyond = end < 0 ? primary.points : primary.points.slice(0, end);
  const [newest, first] = [beyond[0], beyond.at(-1)];
  if (!head || !oldest || !newest || !first || beyond.length < 2) return null;
  const after = held.filter(({ at }) => at >= first.at);
  if (after.length < 2 || head.at - first.at < LEAST_MS) return null;
  const from = Math.max(first.at, oldest.at);
  const growth = growthOf(primary.written, from, Math.max(newest.at, head.at));
  if (!isStanding && !hasGrown(primary, { head, newest, from: oldest.at }) && growth.times === 0) return null;
  return {
    copyAt: head.reach,
    primaryAt: newest.reach,
    bytes: growth.readings > 1 ? growth.bytes : null,
    forMs: head.at - from,
    since: beyond.length < primary.points.length ? first.at : null,
  };
}

/** Whether the primary went on: since the copy stands, or with a commit that the copy does not have. */
function hasGrown({ points }: Track, { head, newest, from }: { head: Point; newest: Point; from: number }): boolean {
  const since = points.filter(({ at }) => at >= from);
  if (since.some((point) => isLess(point.reach, newest.reach))) return true;
  const hasMoved = points.some((point) => isLess(point.reach, newest.reach));
  return hasMoved && isLess(head.own.positions.lastCommit, newest.own.positions.lastCommit);
}

/** Where positions of one of them are not told, or do not move: the log file of the primary is written again and again, that of the copy never, and its positions stand. */
function byBytes(primary: Track, copy: Track, held: readonly Point[]): Stuck | null {
  const [head, oldest] = [held[0], held.at(-1)];
  if (!head || !oldest || held.length < 3 || spanOf(held) < LEAST_MS) return null;
  const [wrote, got] = [primary, copy].map(({ written }) => growthOf(written, oldest.at, head.at));
  if (!wrote || !got || wrote.times < 2 || got.readings < 3 || got.times > 0) return null;
  const until = primary.written.findIndex(({ at }) => at < oldest.at);
  if (isMadeLarger(until < 0 ? primary.written : primary.written.slice(0, until + 1), wrote)) return null;
  const isWhole = held.length === copy.points.length;
  return {
    copyAt: head.reach,
    primaryAt: primary.points[0]?.reach ?? null,
    bytes: wrote.bytes,
    forMs: spanOf(held),
    since: isWhole ? null : oldest.at,
  };
}

/** Whether the primary had more in a reading than the copy has in this one. By the commits, which are true positions, where the ends of the logs are not told. False where nothing can be told. */
export function isBeyond(primary: Point, copy: Point | undefined): boolean {
  if (!copy) return false;
  if (primary.reach !== null && copy.reach !== null) return compareLsn(primary.reach, copy.reach) > 0;
  return isLess(copy.own.positions.lastCommit, primary.own.positions.lastCommit);
}

/** Whether the copy has all that the primary had when that reading was asked for. False where that cannot be told. */
export function hasReached(primary: Point, copy: Point): boolean {
  if (primary.reach !== null && copy.reach !== null) return compareLsn(copy.reach, primary.reach) >= 0;
  const [theirs, ours] = [primary.own.positions.lastCommit, copy.own.positions.lastCommit];
  return theirs !== null && ours !== null && compareLsn(ours, theirs) >= 0;
}

/**
 * Whether a copy says that it has more than its primary does: the ends of both logs compared like for like, which are alike where nothing is written, or else the commits. What a copy calls
 * received or hardened is a block that need not be the one that a primary calls its end.
 */
export function isAhead(copy: Point, primary: Point): boolean {
  const [ours, theirs] = [primary.own.positions.endOfLog, copy.own.positions.endOfLog];
  if (ours !== null && theirs !== null) return compareLsn(theirs, ours) > 0;
  return isLess(primary.own.positions.lastCommit, copy.own.positions.lastCommit);
}

/** Whether a copy had more before than its primary says later that it has: what one of the two says is old. The newest of its earlier readings went furthest. */
export function isOlderThan({ points: [led] }: Track, copy: Track): boolean {
  const earlier = led && copy.points.find(({ at }) => at < led.at);
  return led !== undefined && earlier !== undefined && isAhead(earlier, led);
}

/** The other way round: whether a copy says that it has less than its primary does, like for like. False where that cannot be told. */
export function hasLess(copy: Point, primary: Point): boolean {
  return isAhead(primary, copy);
}

function isLess(a: Lsn | null, b: Lsn | null): boolean {
  return a !== null && b !== null && compareLsn(a, b) < 0;
}
