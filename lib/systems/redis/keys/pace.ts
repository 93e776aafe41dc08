/** PINGs that are looked at together. */
const LOOKED_AT = 5;
const SLOWEST_KEYS_PER_SECOND = 100;
const SMALLEST_BATCH = 10;
const LARGEST_BATCH = 250;
/** What a late timer has cost is made up for, up to so much. */
const MADE_UP_FOR_MS = 30;
/**
 * How much later than before a PING may be answered. Below half a millisecond nobody can tell Redis from the network and the timers on the way; where nobody else is served it
 * may be more.
 */
const BORNE_MS = { paced: 0.5, fast: 5 };
/** Batches a second at the budget: small ones keep others waiting for a shorter time. */
const BATCHES_PER_SECOND = 100;

/**
 * How fast keys are read: within a budget of keys a second, null for none, and slower while a PING takes longer than it did before the reading began. All times in ms on one
 * clock that only counts.
 */
export class Pace {
  readonly #budget: number | null;
  readonly #idle: { middle: number; bound: number };
  #rate: number | null;
  #pings: number[] = [];
  #nextAt: number | null = null;

  /** `idlePings` are round trips before anything is read; at least one. */
  constructor(budget: number | null, idlePings: readonly number[]) {
    this.#budget = budget;
    this.#rate = budget;
    const sorted = idlePings.toSorted((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const high = sorted[Math.floor(sorted.length * 0.95)] ?? middle;
    this.#idle = { middle, bound: Math.max(high, middle * 2) + (budget === null ? BORNE_MS.fast : BORNE_MS.paced) };
  }

  get idlePingMs(): number {
    return this.#idle.middle;
  }

  /** The middle of the latest PINGs. */
  get pingMs(): number {
    return this.#pings.toSorted((a, b) => a - b)[Math.floor(this.#pings.length / 2)] ?? this.#idle.middle;
  }

  /** True while it is slower than its budget, for the sake of the node. */
  get isHeldBack(): boolean {
    return this.#rate !== this.#budget;
  }

  /** How many keys are asked about at once. */
  get batch(): number {
    if (this.#rate === null) return LARGEST_BATCH;
    return Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, Math.round(this.#rate / BATCHES_PER_SECOND)));
  }

  /** Takes in a PING; `keysPerSecond` is how fast it went lately. */
  observe(pingMs: number, keysPerSecond: number): void {
    this.#pings = [...this.#pings, pingMs].slice(-LOOKED_AT);
    if (this.#pings.length < LOOKED_AT) return;
    if (this.pingMs > this.#idle.bound) {
      this.#rate = Math.max(SLOWEST_KEYS_PER_SECOND, (this.#rate ?? keysPerSecond) / 2);
      this.#pings = [];
    } else if (this.#rate !== null && this.isHeldBack) this.#speedUp(this.#rate * 1.25);
  }

  /** How long to wait at `now` before asking about so many keys more, which is counted as done. */
  delayMs(keys: number, now: number): number {
    if (this.#rate === null) return 0;
    const at = Math.max(this.#nextAt ?? now, now - MADE_UP_FOR_MS);
    this.#nextAt = at + (keys / this.#rate) * 1_000;
    return Math.max(0, at - now);
  }

  #speedUp(rate: number): void {
    const most = this.#budget ?? FAST_ENOUGH;
    this.#rate = rate < most ? rate : this.#budget;
  }
}

/** From here on no pause between two batches is long enough to be kept. */
const FAST_ENOUGH = 200_000;
