import type { Unwatched } from '../reading.ts';
import type { Judged, Since, Verdict } from '../status.ts';

/** A source counts its ages in whole seconds, so the same moment comes out up to this far apart from reading to reading. */
const ROUNDING_MS = 1_500;

/** Since when a verdict holds: the source's own word where it has one, else when we saw the change, else "before" we first looked, at `at`. */
export function settleSince(before: Verdict | undefined, judged: Judged, at: number, isFirstReading: boolean): Verdict {
  return { status: judged.status, reason: judged.reason, since: sinceWhen(before, judged, at, isFirstReading) };
}

/**
 * Since when a verdict holds that is the first one after a time in which nobody looked. The same as before that time keeps its since, with that time; another, or one on what was not there before,
 * came to be so in between.
 */
export function resumeSince(before: Verdict | undefined, judged: Judged, { from, to }: Pick<Unwatched, 'from' | 'to'>): Verdict {
  const { status, reason } = judged;
  // A clock that was set back in between: nothing of before stands in one line with now.
  if (judged.since !== null || from > to) return settleSince(undefined, judged, to, true);
  if (before?.status !== status) return { status, reason, since: { at: to, how: 'between', unwatched: { from, to, times: 1 } } };
  const { at, how, unwatched } = before.since;
  const isKnown = how === 'between' || unwatched === undefined;
  return {
    status,
    reason,
    since: { at, how: how === 'between' ? 'before' : how, unwatched: isKnown ? { from, to, times: 1 } : longer(unwatched, to) },
  };
}

/** A time in which nobody looked with one more after it. */
export function longer({ from, times }: Unwatched, to: number): Unwatched {
  return { from, to, times: times + 1 };
}

function sinceWhen(before: Verdict | undefined, judged: Judged, at: number, isFirstReading: boolean): Since {
  const isSame = before?.status === judged.status;
  if (judged.since !== null) {
    const isRounding = isSame && before.since.how === 'source' && Math.abs(before.since.at - judged.since) <= ROUNDING_MS;
    return isRounding ? before.since : { at: judged.since, how: 'source' };
  }
  if (isSame) return before.since;
  return { at, how: before || !isFirstReading ? 'seen' : 'before' };
}
