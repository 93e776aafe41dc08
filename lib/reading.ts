import type { Failure } from './failure.ts';

/** Where a value comes from: which question, asked of which node. */
export type Source = { system: string; group: string; node: string; probe: string };

/** `observedAt` is when we asked; `producedAt` is when the source says the value was made, if it says. Epoch ms. */
export type Stamps = { observedAt: number; producedAt: number | null };

/** One answer. */
export type Reading<T> = Stamps & { value: T; source: Source };

/** A time in which nobody looked, because Vigil did not run (epoch ms): where there were several (`times`), from the beginning of the first to the end of the last. */
export type Unwatched = { from: number; to: number; times: number };

/**
 * The unbroken run of failed attempts up to now. Where it had begun before Vigil was started, `unwatched` is the time in between; where it began in that time (`isBetween`), `since` is its end.
 */
export type Failing = { times: number; since: number; unwatched?: Unwatched; isBetween?: true };

/** How the asking goes. `asking` is the start of an attempt worth showing that is under way. */
export type Attempts = {
  attempt: { at: number; tookMs: number; failure: Failure | null } | null;
  asked: { times: number; since: number } | null;
  failing: Failing | null;
  asking: number | null;
};

/** The last readings, newest first, how many there ever were, and how the asking goes. A failed attempt never erases a reading. */
export type Observed<T> = Attempts & { window: Reading<T>[]; successes: number };

/** What is known without the values: enough to judge age, in the engine and again in the browser. */
export type Known = Attempts & { newest: Stamps | null };

/** A moment to judge at. Whatever was stamped up to `doubtBefore` is not trusted: a clock jumped, or a tab slept, after it. */
export type Moment = { now: number; doubtBefore: number };

/** `ageMs` is negative where clocks disagree: how far the later stamp lies ahead. */
export type Freshness =
  | { is: 'never' }
  | { is: 'fresh'; ageMs: number }
  | { is: 'stale'; ageMs: number; why: 'old' | 'clocks disagree' | 'doubted' };

/** Stamps may lie this far ahead of our clock before the clocks are said to disagree. */
export const CLOCK_TOLERANCE_MS = 2_000;

/** Added to interval + timeout: the time a due question may wait for its turn. */
const TURN_MS = 2_000;

export const NOTHING_OBSERVED: Observed<never> = { window: [], successes: 0, attempt: null, asked: null, failing: null, asking: null };

/** The default age in ms at which a reading is stale: one answer was missed. Back-off never stretches it. */
export function defaultStaleAfterMs(intervalMs: number, timeoutMs: number): number {
  return intervalMs + timeoutMs + TURN_MS;
}

/** Age in ms by the older of the two stamps. Negative when a stamp lies ahead of our clock. */
export function ageMs(stamps: Stamps, now: number): number {
  return now - Math.min(stamps.observedAt, stamps.producedAt ?? stamps.observedAt);
}

/** Fresh up to and including `staleAfterMs`, stale one millisecond later, and stale whenever a stamp lies more than 2 s in the future. */
export function freshness(newest: Stamps | null, staleAfterMs: number, moment: Moment): Freshness {
  if (newest === null) return { is: 'never' };
  const age = ageMs(newest, moment.now);
  const sinceLatest = moment.now - Math.max(newest.observedAt, newest.producedAt ?? newest.observedAt);
  if (sinceLatest < -CLOCK_TOLERANCE_MS) return { is: 'stale', ageMs: sinceLatest, why: 'clocks disagree' };
  // Not `age > staleAfterMs`: an age that is no number must not pass for a small one.
  if (!(age <= staleAfterMs)) return { is: 'stale', ageMs: age, why: 'old' };
  if (newest.observedAt <= moment.doubtBefore) return { is: 'stale', ageMs: age, why: 'doubted' };
  return { is: 'fresh', ageMs: age };
}

/** The stamps and attempts of a window, without its values. */
export function known({ window, attempt, asked, failing, asking }: Observed<unknown>): Known {
  const head = window[0];
  const newest = head ? { observedAt: head.observedAt, producedAt: head.producedAt } : null;
  return { newest, attempt, asked, failing, asking };
}

/** `system/group/node/probe`: the one spelling of a source as a key. */
export function sourceId({ system, group, node, probe }: Source): string {
  return `${system}/${group}/${node}/${probe}`;
}
