/** Why a wall loads itself again: the server has other pages than it shows, the feed has been lost for a while, it failed, or a day has passed. */
export type Cause = 'build' | 'lost' | 'failed' | 'day';

/** What is known of a wall at a moment. `steadyMs` only counts; `lostMs` is for how long the feed has been lost, `isQuiet` that nothing is wrong on it. */
export type WallState = { steadyMs: number; lostMs: number; isQuiet: boolean; ownBuild: string; feedBuild: string | null };

/** What healing needs of the browser. `answers` tells whether the wall's own address is answered with a page; `reload` leaves for it. */
export type Surroundings = {
  answers(): Promise<boolean>;
  reload(): void;
  random(): number;
  /** The build for which this tab was loaded again last, over that loading; null where that is not known. */
  lastBuild: { read(): string | null; write(build: string): void };
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A wall that is never quiet is loaded again all the same. */
const LONGEST_MS = DAY_MS + 6 * 60 * MINUTE_MS;
const LOST_MS = MINUTE_MS;

/** Why this wall is to be loaded again now; null where it is not. `loadedMs` is when it was, by the same count. */
export function causeOf({ steadyMs, lostMs, isQuiet, ownBuild, feedBuild }: WallState, loadedMs: number): Cause | null {
  if (lostMs > LOST_MS) return 'lost';
  if (lostMs > 0) return null;
  if (feedBuild !== null && feedBuild !== ownBuild) return 'build';
  const ageMs = steadyMs - loadedMs;
  return ageMs > LONGEST_MS || (isQuiet && ageMs > DAY_MS) ? 'day' : null;
}

/**
 * Loads a wall again while there is a cause, but only after its own address was answered: the browser's error page would stay for ever. Waits a little by chance
 * before each try, so that a hundred walls do not come at once, and about a minute after one that failed.
 */
export class Healer {
  readonly #around: Surroundings;
  #planned: { cause: Cause; atMs: number } | null = null;
  #isTrying = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** To be called about once a second with the cause as of now. */
  tick(cause: Cause | null, steadyMs: number, feedBuild: string | null): void {
    if (cause === null) {
      this.#planned = null;
      return;
    }
    if (this.#planned?.cause !== cause) this.#planned = { cause, atMs: steadyMs + this.#firstPauseMs(cause, feedBuild) };
    if (this.#isTrying || steadyMs < this.#planned.atMs) return;
    this.#planned = { cause, atMs: steadyMs + MINUTE_MS + this.#chanceMs(15_000) };
    void this.#try(cause, feedBuild);
  }

  async #try(cause: Cause, feedBuild: string | null): Promise<void> {
    this.#isTrying = true;
    const answers = await this.#around.answers();
    this.#isTrying = false;
    // While it was asked the feed may have come back.
    if (!answers || this.#planned?.cause !== cause) return;
    if (cause === 'build' && feedBuild !== null) this.#around.lastBuild.write(feedBuild);
    this.#around.reload();
  }

  #firstPauseMs(cause: Cause, feedBuild: string | null): number {
    switch (cause) {
      case 'build':
        // Loaded again for this very build and still with older pages: two servers take turns behind one address.
        return (this.#around.lastBuild.read() === feedBuild ? MINUTE_MS : 2_000) + this.#chanceMs(8_000);
      case 'failed':
        return 5_000 + this.#chanceMs(10_000);
      case 'lost':
        return this.#chanceMs(15_000);
      case 'day':
        return this.#chanceMs(10 * MINUTE_MS);
    }
  }

  #chanceMs(mostMs: number): number {
    return this.#around.random() * mostMs;
  }
}
