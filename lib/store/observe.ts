import type { Failure } from '../failure.ts';
import type { Observed, Reading } from '../reading.ts';

/** An attempt that ended: with a reading or with a failure. */
export type Outcome<T> =
  | { at: number; tookMs: number; reading: Reading<T>; failure: null }
  | { at: number; tookMs: number; reading: null; failure: Failure };

/** An attempt begins at `at`. `isShown` when somebody waits for it: the first one, or one asked for by hand. */
export function begin<T>(before: Observed<T>, at: number, isShown: boolean): Observed<T> {
  const asked = { times: (before.asked?.times ?? 0) + 1, since: before.asked?.since ?? at };
  return { ...before, asked, asking: isShown ? at : null };
}

/** What is kept of the value of a reading that is no longer the newest; `older` is what is kept of the one before it. */
export type Past<T> = (value: T, older: T | undefined) => T;

/** An attempt ended. A failure leaves the window as it is; a reading goes to its head, the one before it becomes `past`, and what is beyond `keep` is pushed out. */
export function finish<T>(before: Observed<T>, outcome: Outcome<T>, keep: number, past?: Past<T>): Observed<T> {
  const attempt = { at: outcome.at, tookMs: outcome.tookMs, failure: outcome.failure };
  if (outcome.failure) {
    const failing = before.failing ? { ...before.failing, times: before.failing.times + 1 } : { times: 1, since: outcome.at };
    return { ...before, attempt, failing, asking: null };
  }
  const window = [outcome.reading, ...(past ? withPast(before.window, past) : before.window)].slice(0, keep);
  return { window, successes: before.successes + 1, attempt, asked: before.asked, failing: null, asking: null };
}

function withPast<T>([head, ...others]: readonly Reading<T>[], past: Past<T>): Reading<T>[] {
  return head ? [{ ...head, value: past(head.value, others[0]?.value) }, ...others] : [];
}
