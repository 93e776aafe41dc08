import type { Judged, Since, Verdict } from '../status.ts';

/** A source counts its ages in whole seconds, so the same moment comes out up to this far apart from reading to reading. */
const ROUNDING_MS = 1_500;

/** Since when a verdict holds: the source's own word where it has one, else when we saw the change, else "before" we first looked, at `at`. */
export function settleSince(before: Verdict | undefined, judged: Judged, at: number, isFirstReading: boolean): Verdict {
  return { status: judged.status, reason: judged.reason, since: sinceWhen(before, judged, at, isFirstReading) };
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
