/** When a question is asked next. Pure: every function gets its `now`. All times in ms. */

/** A silent node is asked less often, down to once in this time, or once per interval where that is longer. */
const LONGEST_BACKOFF_MS = 30_000;

/** A share of the slots for nodes whose last attempt failed, so that a dead half never makes the live half late. */
const FAILING_SHARE = 0.25;

/** The first moment after `after` on the grid that starts at `phaseAt` and repeats every `intervalMs`. */
export function nextTick(phaseAt: number, intervalMs: number, after: number): number {
  if (after < phaseAt) return phaseAt;
  return phaseAt + (Math.floor((after - phaseAt) / intervalMs) + 1) * intervalMs;
}

/** How many moments of the grid went by unused between the one that was served late and the next one. */
export function missedTicks(servedAt: number, nextAt: number, intervalMs: number): number {
  return Math.max(0, Math.round((nextAt - servedAt) / intervalMs) - 1);
}

/** The pause after `silences` attempts in a row without an answer: the interval doubled each time, up to 30 s. */
export function backoffMs(intervalMs: number, silences: number): number {
  const doubled = intervalMs * 2 ** Math.min(silences, 10);
  return Math.min(doubled, Math.max(LONGEST_BACKOFF_MS, intervalMs));
}

/** How `slots` are shared: most for nodes that answer, at least one for those that do not. */
export function lanes(slots: number): { answering: number; failing: number } {
  const failing = Math.max(1, Math.floor(slots * FAILING_SHARE));
  return { answering: Math.max(1, slots - failing), failing };
}
