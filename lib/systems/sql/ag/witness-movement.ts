import { lsnWords } from './lsn.ts';
import type { Lsn } from './model.ts';
import { type Frozen, frozenBehind, frozenOf, mayBeFrozen, stillFrozen } from './witness-frozen.ts';
import { hasLess, hasReached, isAhead, isBeyond, isOlderThan, type Stuck, stuckOf } from './witness-stuck.ts';
import { areAllAlike, growthOf, LEAST_MS, type Point, spanOf, standing, type Track } from './witness-track.ts';

/**
 * What the readings of a primary and of a copy of one database prove. `behindMs` is for how long, at the least, the primary has had something that the copy did not have when it was asked;
 * `isAll` where it has none of the positions of the primary that are kept.
 */
export type Movement =
  | { is: 'moving'; behindMs: number; isAll: boolean }
  | { is: 'idle' }
  | { is: 'standing still'; copyAt: Lsn | null; primaryAt: Lsn | null; forMs: number }
  | { is: 'stuck'; proof: Stuck }
  | { is: 'frozen'; proof: Frozen }
  | { is: 'unknown'; why: string };

/** Which of them were found in this group at this replica the last time. */
export type Stood = { stuck: boolean; frozen: boolean };

/** What both are compared by: `isCutOff` says in what way one of the two calls the copy cut off now, so that rest is no proof; null where none does. `primaryName` is for the words. */
export type Between = { stood: Stood; primaryName: string; isCutOff: string | null };

/** What is said of a view that stands while its log file is made larger. */
export const LARGER =
  'no position that it tells moves while its log file is written, and made larger: whether that is log, or the zeros of the new room, is not known';

const unknown = (why: string): Movement => ({ is: 'unknown', why });

/** Readings of the copy in which it does not move: two intervals, and as many of the primary before the last of them. */
const STANDS = 3;

/** How many of the newest readings of a copy may be alike where it moves. */
const MOVES_WITHIN = 3;

/**
 * Compares earlier readings of a primary with later ones of a copy. What says HEALTHY is not looked at, positions are never subtracted, and what cannot be told is unknown.
 */
export function movementOf(primary: Track, copy: Track, { stood, primaryName, isCutOff }: Between): Movement {
  const [head] = copy.points;
  const [led] = primary.points;
  if (!head || !led) return unknown('one of the two does not tell of it');
  // One that was frozen is so still while nothing in it moves and the primary has more, also where its log happens to rest.
  const isContradicted = stood.frozen && primary.points.some((point) => isBeyond(point, head));
  const frozen = frozenOf(copy) ?? frozenBehind(primary, copy) ?? (isContradicted ? stillFrozen(copy) : null);
  if (frozen) return { is: 'frozen', proof: frozen };
  if (mayBeFrozen(copy)) return unknown(LARGER);
  const stuck = stuckOf(primary, copy, stood.stuck);
  if (stuck) return { is: 'stuck', proof: stuck };
  if (frozenOf(primary))
    return unknown(`what ${primaryName} says of its own log does not move while the log is written: nothing can be compared with it`);
  if (!isTold(led) || !isTold(head)) return unknown('one of the two does not tell how far its log goes');
  if (isOlderThan(primary, copy)) return unknown(`it had more than ${primaryName} says later that it has: what one of the two says is old`);
  if (copy.points.length < 2 || primary.points.length < 2) return unknown('too few readings yet to compare');
  const earlier = { ...primary, points: primary.points.filter(({ at }) => at < head.at) };
  const idle = idleOf(earlier, head, led);
  if (idle?.is === 'idle' && isCutOff)
    return unknown(`it has what ${primaryName} had before, and ${isCutOff}: what is written from now on would not reach it`);
  return idle ?? standingOf(earlier, copy) ?? doubtOf(earlier, copy) ?? movingOf(earlier, copy, primaryName);
}

/**
 * Two readings of a copy that are alike in every position, while its log file was written and its primary had more before the second of them: it may move in the next, or its view is frozen.
 * Where the primary had no more, what was written may have been written after the positions were read.
 */
function doubtOf(primary: Track, { points: [head, before], written }: Track): Movement | null {
  const [led] = primary.points;
  if (!head || !before || !led || !areAllAlike(head, before) || !isBeyond(led, head)) return null;
  if (growthOf(written, before.at, head.at).times === 0) return null;
  return unknown(
    'no position that it tells moved since the reading before, though its log was written: one more reading tells whether its view is frozen',
  );
}

function isTold({ reach, own }: Point): boolean {
  return reach !== null || own.positions.lastCommit !== null;
}

function isSamePlace(a: Point, b: Point): boolean {
  return a.reach === b.reach && a.own.positions.lastCommit === b.own.positions.lastCommit;
}

/** Idle is proved where the primary's positions and its log file both stand and the copy has reached them. */
function idleOf(primary: Track, head: Point, led: Point): Movement | null {
  const held = standing(primary.points, isSamePlace);
  const [newest, oldest] = [held[0], held.at(-1)];
  if (!newest || !oldest || spanOf(held) < LEAST_MS || !hasReached(newest, head)) return null;
  // It got more since that reading, so that this is no rest.
  if (isAhead(head, newest)) return null;
  // What was written just now is judged by the next reading of the copy, but only where the positions of the primary tell of it too.
  const until = isSamePlace(led, newest) ? Number.POSITIVE_INFINITY : newest.at;
  const growth = growthOf(primary.written, oldest.at, until);
  if (growth.readings < 2)
    return unknown('no position moves, and what is written to the log file is not read: whether it is idle cannot be proved');
  if (growth.times > 0) return unknown('no position of its primary moves though its log is written: one more reading tells');
  return { is: 'idle' };
}

/**
 * A copy that has less than a primary that rests, compared like for like, and does not move: over two intervals of both. Nothing written since proves that it gets nothing, but what it lacks
 * it ought to have got by now.
 */
function standingOf(primary: Track, copy: Track): Movement | null {
  const [held, led] = [standing(copy.points, isSamePlace), standing(primary.points, isSamePlace)];
  const [head, source] = [held[0], led[0]];
  if (!head || !source || !hasLess(head, source)) return null;
  if (held.length < STANDS || led.length < STANDS - 1 || spanOf(held) < LEAST_MS || spanOf(led) < LEAST_MS) return null;
  return { is: 'standing still', copyAt: head.reach, primaryAt: source.reach, forMs: Math.min(spanOf(held), spanOf(led)) };
}

/** Neither moves, so that nothing tells whether the copy would get more: it is said with the numbers, because it may be stuck. */
function lessWords({ points: [newest] }: Track, head: Point): string {
  const [ours, theirs] = [newest?.reach ?? null, head.reach];
  const places = ours === null || theirs === null ? '' : ` (${lsnWords(theirs)}, and the primary ${lsnWords(ours)})`;
  return `it has less than its primary had before${places} and does not move, and nothing written since tells whether it still gets anything`;
}

function movingOf(primary: Track, copy: Track, primaryName: string): Movement {
  const [head] = copy.points;
  const oldest = primary.points.at(-1);
  if (!head || !oldest) return unknown(`${primaryName} was not read before it`);
  const recent = copy.points.slice(0, MOVES_WITHIN + 1);
  const proved = primary.points.find((point) => hasReached(point, head)) ?? null;
  if (!recent.some((point) => isBeyond(head, point)))
    return unknown(
      proved === primary.points[0]
        ? 'nothing has moved for long enough to prove that it rests, nor was anything written that could prove that it moves'
        : lessWords(primary, head),
    );
  const missing = primary.points.findLast((point) => !hasReached(point, head));
  return { is: 'moving', behindMs: missing ? head.at - missing.at : 0, isAll: proved === null };
}
