import { isRefusal, isUnavailable } from './failure.ts';
import { formatAge } from './format/age.ts';
import { type Failing, type Freshness, freshness, type Known, type Moment, type Unwatched } from './reading.ts';

/** Worst first. */
export const STATUSES = ['critical', 'stale', 'warning', 'unknown', 'maintenance', 'ok'] as const;
export type Status = (typeof STATUSES)[number];

/** What a system's status rules say of a subject: `since` in epoch ms only where the source itself says it. */
export type Judged = { status: Status; reason: string; since: number | null };

/**
 * `source`: the source's own word. `seen`: we saw the change. `before`: it was so when we first looked, at `at`. `between`: it came to be so in the time of `unwatched`, of which `at` is the end.
 * `unwatched` else is a time in which nobody looked, before and after which it was so.
 */
export type Since = { at: number; how: 'source' | 'seen' | 'before' | 'between'; unwatched?: Unwatched };

export type Verdict = { status: Status; reason: string; since: Since };

export type StatusCounts = Record<Status, number>;

/** What one probe of one node comes to, before its age is looked at. */
export type ProbeState = Known & { verdict: Verdict | null; staleAfterMs: number; vital: boolean };

/** The worst status. The worst of nothing is unknown: silence is not health. */
export function worst(statuses: Iterable<Status>): Status {
  let found: Status | null = null;
  for (const status of statuses) if (found === null || isWorse(status, found)) found = status;
  return found ?? 'unknown';
}

export function isWorse(a: Status, b: Status): boolean {
  return STATUSES.indexOf(a) < STATUSES.indexOf(b);
}

/** How many subjects stand at each status; every status has its own count, unknown too. */
export function countStatuses(statuses: Iterable<Status>): StatusCounts {
  const counts: StatusCounts = { critical: 0, stale: 0, warning: 0, unknown: 0, maintenance: 0, ok: 0 };
  for (const status of statuses) counts[status] += 1;
  return counts;
}

/**
 * The verdict on one probe at a moment. A refusal is critical at once; silence is a warning at once, or says so beside a verdict that is no better, until its time
 * is up and it is stale; what was critical stays critical when it goes unread; never read at all is unknown first and stale when its time is up.
 */
export function judgeProbe(state: ProbeState, moment: Moment): Verdict {
  const failure = state.attempt?.failure ?? null;
  const fresh = freshness(state.newest, state.staleAfterMs, moment);
  if (failure && isRefusal(failure) && (state.vital || !isUnavailable(failure))) {
    return { status: 'critical', reason: failure.message, since: failingSince(state.failing, moment.now) };
  }
  if (failure && isUnavailable(failure)) {
    return { status: 'unknown', reason: failure.message, since: failingSince(state.failing, moment.now) };
  }
  if (fresh.is === 'never') return judgeNeverRead(state, moment);
  const verdict = state.verdict ?? { status: 'unknown', reason: 'not judged yet', since: { at: moment.now, how: 'before' } };
  if (fresh.is === 'stale') return ageVerdict(verdict, fresh, state, moment);
  return failure ? doubtVerdict(verdict, state, moment) : verdict;
}

/** A verdict on a subject inside a reading (a server in a CSV), aged by the reading it came with. */
export function judgeSubject(verdict: Verdict, state: Omit<ProbeState, 'verdict' | 'vital'>, moment: Moment): Verdict {
  const fresh = freshness(state.newest, state.staleAfterMs, moment);
  if (fresh.is === 'stale') return ageVerdict(verdict, fresh, state, moment);
  return verdict;
}

/** True for a probe whose answer does not count for its node: not vital, and not permitted or not supported there. */
export function isOutOfRollUp(state: ProbeState): boolean {
  const failure = state.attempt?.failure ?? null;
  return !state.vital && failure !== null && isUnavailable(failure);
}

/** The worst of several verdicts, whole. Null when there is none to choose from. */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict | null {
  let found: Verdict | null = null;
  for (const verdict of verdicts) if (found === null || isWorse(verdict.status, found.status)) found = verdict;
  return found;
}

/** "no answer for 6s": how long the unbroken silence lasts, by when we asked first and heard nothing. Empty while answers come. */
export function silenceWords(state: Pick<Known, 'failing' | 'attempt'>, now: number): string {
  if (!state.failing || !state.attempt?.failure) return '';
  const age = formatAge(now - state.failing.since);
  return state.attempt.failure.kind === 'timeout' ? `no answer for ${age}` : `not read for ${age}: ${state.attempt.failure.message}`;
}

/** Since when attempts have failed; now where there is no such run. */
export function failingSince(failing: Failing | null, now: number): Since {
  if (!failing) return { at: now, how: 'seen' };
  const { since: at, unwatched, isBetween } = failing;
  return unwatched ? { at, how: isBetween ? 'between' : 'seen', unwatched } : { at, how: 'seen' };
}

function judgeNeverRead(state: ProbeState, { now }: Moment): Verdict {
  if (!state.asked) return { status: 'unknown', reason: 'not asked yet', since: { at: now, how: 'before' } };
  const since = state.asked.since;
  const overdue = now - since > state.staleAfterMs;
  const silence = silenceWords(state, now);
  if (!overdue) return { status: 'unknown', reason: silence || 'first poll under way', since: { at: since, how: 'before' } };
  const times = state.asked.times === 1 ? 'once' : `${state.asked.times} times`;
  const reason = `never read, asked ${times} in ${formatAge(now - since)}`;
  return { status: 'stale', reason, since: state.failing?.unwatched ? failingSince(state.failing, now) : { at: since, how: 'before' } };
}

type Stale = Extract<Freshness, { is: 'stale' }>;

function ageVerdict(was: Verdict, stale: Stale, state: Pick<ProbeState, 'newest' | 'staleAfterMs'>, { now }: Moment): Verdict {
  const age = formatAge(Math.abs(stale.ageMs));
  if (was.status === 'critical') {
    const unread = stale.why === 'clocks disagree' ? `stamped ${age} ahead of Vigil's clock` : `not read for ${age}`;
    return { status: 'critical', reason: `critical, ${unread}: ${was.reason}`, since: was.since };
  }
  const at = stale.why === 'old' && state.newest ? Math.min(now, now - stale.ageMs + state.staleAfterMs) : now;
  const since: Since = { at, how: 'seen' };
  switch (stale.why) {
    case 'old':
      return { status: 'stale', reason: `stale ${age}, was ${was.status}`, since };
    case 'clocks disagree':
      return {
        status: 'stale',
        reason: `clocks disagree: stamped ${age} ahead of Vigil's clock, was ${was.status}`,
        since,
      };
    case 'doubted':
      return { status: 'stale', reason: `in doubt until it is read again, was ${was.status}`, since };
  }
}

function doubtVerdict(verdict: Verdict, state: ProbeState, { now }: Moment): Verdict {
  const silence = silenceWords(state, now);
  if (!isWorse('warning', verdict.status)) return { ...verdict, reason: `${verdict.reason}; ${silence}` };
  return { status: 'warning', reason: silence, since: failingSince(state.failing, now) };
}
