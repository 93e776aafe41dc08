import { formatAge } from '../format/age.ts';
import { formatBytes } from '../format/bytes.ts';
import { formatCount } from '../format/number.ts';
import { formatUtc } from '../format/time.ts';
import { CLOCK_TOLERANCE_MS } from '../reading.ts';
import type { Judged } from '../status.ts';
import type { SelfReading } from './self.ts';

/** Limits for the process itself, in ms. At `late` it says so; at `stuck` nothing it shows is to be trusted. */
export const SELF_LIMITS = { lateMs: 1_000, stuckMs: 5_000, jumpShownMs: 5 * 60_000, unwrittenMs: 3 * 60_000 };

/** What the process's own reading comes to at `now`. Critical here means that the whole board is stale. */
export function judgeSelf(value: SelfReading, now: number): Judged {
  switch (value.probe) {
    case 'event loop':
      return judgeDelay(value.longestMs, value.p99Ms);
    case 'schedule':
      return judgeSchedule(value);
    case 'clock':
      return judgeClock(value, now);
    case 'history':
      return judgeHistory(value, now);
  }
}

function judgeDelay(longestMs: number, p99Ms: number): Judged {
  const words = `the event loop stood still for ${longestMs} ms`;
  if (longestMs > SELF_LIMITS.stuckMs)
    return judged('critical', `${words} (limit ${SELF_LIMITS.stuckMs} ms): what was read meanwhile came late`);
  if (longestMs > SELF_LIMITS.lateMs) return judged('warning', `${words} (limit ${SELF_LIMITS.lateMs} ms): the machine is busy`);
  return judged('ok', `longest delay ${longestMs} ms, p99 ${p99Ms} ms`);
}

function judgeSchedule(value: Extract<SelfReading, { probe: 'schedule' }>): Judged {
  const { lagMs, missed, queued, inFlight, slots, tickAgeMs } = value;
  if (tickAgeMs > SELF_LIMITS.stuckMs)
    return judged('critical', `the poller has not ticked for ${formatAge(tickAgeMs)}: nothing is asked any more`);
  const use = `${inFlight} of ${slots} slots in use`;
  if (missed > 0)
    return judged(
      'warning',
      `${missed} ${missed === 1 ? 'question was' : 'questions were'} skipped, the latest start was ${lagMs} ms late, ${use}`,
    );
  if (lagMs > SELF_LIMITS.lateMs) {
    return judged(
      'warning',
      `questions wait up to ${lagMs} ms for their turn (limit ${SELF_LIMITS.lateMs} ms), ${queued} wait now, ${use}: raise poller.slots`,
    );
  }
  return judged('ok', `starts at most ${lagMs} ms late, ${use}`);
}

function judgeClock({ lastJump, aheadMs, jumps }: Extract<SelfReading, { probe: 'clock' }>, now: number): Judged {
  if (aheadMs > CLOCK_TOLERANCE_MS) {
    const words = `this machine's clock was set back: times here run ${formatAge(aheadMs)} ahead of it, ages are right; restart Vigil to take the new time`;
    return { status: 'warning', reason: words, since: lastJump?.at ?? null };
  }
  if (lastJump && now - lastJump.at < SELF_LIMITS.jumpShownMs) {
    const words = `this machine's clock jumped by ${formatAge(Math.abs(lastJump.byMs))}, or it slept: everything was asked again`;
    return { status: 'warning', reason: words, since: lastJump.at };
  }
  return judged('ok', jumps === 0 ? 'no jumps since start' : `${jumps} jumps since start`);
}

/** Never worse than a warning: what is asked and shown now does not hang on what is kept. */
function judgeHistory(state: Extract<SelfReading, { probe: 'history' }>, now: number): Judged {
  const { isOff, trouble, writtenAt, waiting, dropped, bytes } = state;
  if (isOff) return judged('ok', 'no history is kept: state.history is false in the configuration');
  const lost = dropped === 0 ? '' : `, ${formatCount(dropped)} lost since the start`;
  const kept = `${formatBytes(bytes)} kept, ${formatCount(waiting)} waiting${lost}`;
  if (trouble) {
    // What hinders only the tidying up keeps nothing from being written.
    const isWritten = writtenAt !== null && writtenAt > trouble.since;
    const said = `History ${isWritten ? 'has trouble' : 'is not written'} since ${formatUtc(trouble.since)}: ${trouble.words}`;
    return { status: 'warning', reason: `${said} (${kept})`, since: trouble.since };
  }
  const agoMs = writtenAt === null ? null : now - writtenAt;
  if (agoMs !== null && agoMs > SELF_LIMITS.unwrittenMs)
    return { status: 'warning', reason: `History was last written ${formatAge(agoMs)} ago: ${kept}`, since: writtenAt };
  return judged('ok', `${agoMs === null ? 'not written yet' : `written ${formatAge(Math.max(0, agoMs))} ago`}, ${kept}`);
}

function judged(status: Judged['status'], reason: string): Judged {
  return { status, reason, since: null };
}
