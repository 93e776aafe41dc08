import { isRefusal } from './failure.ts';
import type { ProbeRow } from './feed/events.ts';
import { freshness, type Moment } from './reading.ts';
import { failingSince, isWorse, judgeSubject, type Verdict } from './status.ts';

/** True while what a node said last can be relied on: it is fresh, and the node has not refused since. */
export function isReliedOn(probe: ProbeRow, board: Moment): boolean {
  const failure = probe.attempt?.failure ?? null;
  return freshness(probe.newest, probe.staleAfterMs, board).is === 'fresh' && !(failure && isRefusal(failure));
}

/** The verdict on something inside a reading, aged. A node that refuses no longer vouches for what it said before, though that is not old yet. */
export function judgeVouched(said: Verdict, probe: ProbeRow, board: Moment): Verdict {
  const verdict = judgeSubject(said, probe, board);
  const failure = probe.attempt?.failure ?? null;
  if (!failure || !isRefusal(failure) || !isWorse('stale', verdict.status)) return verdict;
  const since = failingSince(probe.failing, board.now);
  return { status: 'stale', reason: `not vouched for, was ${verdict.status}: ${failure.message}`, since };
}
