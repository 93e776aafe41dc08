import { formatSpan, formatUtc } from '../format/time.ts';
import { FARTHEST_MS, SOONEST_MS, type Timer } from '../timers.ts';
import type { KeptTimer } from './kept.ts';
import { TimerProblem } from './problem.ts';

/** One that is later than this is not run by itself any more: whoever set it may have given up on it. */
const LATEST_MS = 2 * 60_000;
/** What succeeded is told for this long. */
const DONE_SHOWN_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** Throws the problem `invalid` unless a timer may be due then, at least `soonestMs` ahead. All in epoch ms and ms. */
export function checkDue(dueAt: number, now: number, soonestMs = SOONEST_MS): void {
  if (!Number.isSafeInteger(dueAt)) throw new TimerProblem('invalid', '"dueAt" must be a time in whole milliseconds since 1970.');
  if (dueAt < now + soonestMs)
    throw new TimerProblem('invalid', `A timer must be due at least ${formatSpan(soonestMs)} ahead. To do it sooner, do it now.`);
  if (dueAt > now + FARTHEST_MS)
    throw new TimerProblem('invalid', `A timer may be due at most ${FARTHEST_MS / DAY_MS} days ahead. Plan maintenance for longer.`);
}

/** What is due by this moment (epoch ms), the first due first: `run` is to be run now, `tooLate` is not run by itself any more. */
export function dueBy<T extends Timer>(timers: readonly T[], now: number): { run: T[]; tooLate: T[] } {
  const due = timers.filter(({ state, dueAt }) => state.is === 'waiting' && dueAt <= now).toSorted((a, b) => a.dueAt - b.dueAt);
  const isLate = ({ dueAt }: T): boolean => now - dueAt > LATEST_MS;
  return { run: due.filter((timer) => !isLate(timer)), tooLate: due.filter(isLate) };
}

/** The timers without those of which enough was told. */
export function unspent<T extends Timer>(timers: readonly T[], now: number): readonly T[] {
  const isSpent = ({ state }: T): boolean => state.is === 'done' && now - state.at >= DONE_SHOWN_MS;
  return timers.some(isSpent) ? timers.filter((timer) => !isSpent(timer)) : timers;
}

/** Why one is not run any more: `wasAway` where Vigil was not running when it was due. */
export function overdueWords(now: number, wasAway: boolean): string {
  const why = wasAway ? 'Vigil was not running' : 'Vigil could not look at the clock';
  return `${why} until ${formatUtc(now)}, so that it was not done in time. Do it now, or dismiss this.`;
}

/** What was running when Vigil ended: nobody knows how far it came, and it is not run again by itself. */
export function cutOff(timer: KeptTimer, now: number): KeptTimer {
  if (timer.state.is !== 'running') return timer;
  const words = `Vigil ended while this ran, begun ${formatUtc(timer.state.since)}: look at the audit and at the target. Do it now, or dismiss this.`;
  return { ...timer, state: { is: 'failed', at: now, words } };
}
