/** How often somebody failed, and when last (epoch ms). */
type Failures = { count: number; lastAt: number };

const FREE_FAILURES = 2;
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 60_000;
const FORGOTTEN_AFTER_MS = 15 * 60_000;
const MAX_KEPT = 10_000;

/** Makes whoever fails again and again wait: 1 s after the third time, twice as long after each further one, up to 60 s. Forgets 15 minutes after the last. */
export class SlowDown {
  readonly #clock: { now(): number };
  /** By who failed, the one who failed last at the end. */
  readonly #failures = new Map<string, Failures>();

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** How long he still has to wait, in ms; 0 for who may try now. */
  waitMs(who: string): number {
    const { count, lastAt } = this.#recent(who);
    if (count <= FREE_FAILURES) return 0;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (count - FREE_FAILURES - 1), MAX_WAIT_MS);
    return Math.max(0, lastAt + waitMs - this.#clock.now());
  }

  noteFailure(who: string): void {
    const { count } = this.#recent(who);
    this.#failures.delete(who);
    this.#failures.set(who, { count: count + 1, lastAt: this.#clock.now() });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MAX_KEPT && oldest !== undefined) this.#failures.delete(oldest);
  }

  forget(who: string): void {
    this.#failures.delete(who);
  }

  #recent(who: string): Failures {
    const failures = this.#failures.get(who);
    const isForgotten = !failures || failures.lastAt + FORGOTTEN_AFTER_MS <= this.#clock.now();
    return isForgotten ? { count: 0, lastAt: 0 } : failures;
  }
}
