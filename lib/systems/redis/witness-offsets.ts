import type { Reading } from '../../reading.ts';
import { provesStuck } from './stuck-time.ts';
import type { Said } from './witness-parties.ts';

/**
 * What the offsets of a replica and of its top master prove over time. `provedAt` is the last moment (epoch ms) of which it has all that the master had; null where it has none of the
 * moments that are kept, and `behindMs` is then how far it is behind at least.
 */
export type Movement =
  | { is: 'moving'; provedAt: number | null; behindMs: number }
  | { is: 'idle'; provedAt: number; behindMs: number }
  | { is: 'stuck'; since: number | null }
  | { is: 'unknown'; why: string };

type Point = { at: number; offset: number; history: string };

/**
 * Compares earlier readings of a master with later ones of its replica, both newest first. A replica whose offset is no less than that of a reading of the master has
 * all that the master had when that one was asked for, because the answer is of no earlier moment. `isStuck` is true where it was found stuck the last time: it is so until it
 * moves, however soon it is asked again.
 */
export function movementOf(replica: readonly Reading<Said>[], master: readonly Reading<Said>[], isStuck: boolean): Movement {
  const own = sameRun(replica.map((reading) => (reading.value.link?.isUp ? pointOf(reading) : null)));
  const led = sameRun(master.map(pointOf));
  const [head] = own;
  const oldest = led.at(-1);
  if (!head || !led[0] || !oldest) return { is: 'unknown', why: 'one of them does not tell how far it is' };
  if (head.history !== led[0].history)
    return { is: 'unknown', why: 'the two are not of one replication history, so that they cannot be compared' };
  if (own.length < 2 || led.length < 2) return { is: 'unknown', why: 'too few readings yet to compare' };
  const provedAt = led.find(({ offset }) => offset <= head.offset)?.at ?? null;
  const stuck = stuckOf(own, led, isStuck);
  if (stuck) return stuck;
  const behindMs = Math.max(0, head.at - (provedAt ?? oldest.at));
  if (own.some(({ offset }) => offset < head.offset)) return { is: 'moving', provedAt, behindMs };
  if (provedAt !== null) return { is: 'idle', provedAt, behindMs };
  return { is: 'unknown', why: 'it has less than its master had before, and too few readings to tell whether it moves' };
}

function stuckOf(own: readonly Point[], led: readonly Point[], isStanding: boolean): Extract<Movement, { is: 'stuck' }> | null {
  const [head] = own;
  if (!head) return null;
  const beyond = led.filter(({ offset }) => offset > head.offset);
  const first = beyond.at(-1);
  if (!first || beyond.length < 2) return null;
  const after = own.filter(({ at, offset }) => offset === head.offset && at >= first.at);
  const askedAt = after.map(({ at }) => at);
  if (!provesStuck(askedAt, isStanding)) return null;
  return { is: 'stuck', since: beyond.length < led.length ? first.at : null };
}

function pointOf({ value: { offset, replicationId: history }, observedAt: at }: Reading<Said>): Point | null {
  return offset === null || history === null ? null : { at, offset, history };
}

/** The newest readings of one history in which nothing fell. */
function sameRun(points: readonly (Point | null)[]): Point[] {
  const run: Point[] = [];
  for (const point of points) {
    const later = run.at(-1);
    if (!point || (later && (point.history !== later.history || point.offset > later.offset))) break;
    run.push(point);
  }
  return run;
}
