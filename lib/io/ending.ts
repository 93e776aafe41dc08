import type { FetchError } from '../failure.ts';

/**
 * The end of something that lives long, told to whoever waits beside it. Not a promise: one that is raced again and again keeps every answer that it was raced with for as long as it lives
 * itself.
 */
export class Ending {
  readonly #waiting = new Set<(why: FetchError) => void>();
  #why: FetchError | null = null;

  /** Only the first end counts. */
  end(why: FetchError): void {
    if (this.#why) return;
    this.#why = why;
    for (const reject of this.#waiting) reject(why);
    this.#waiting.clear();
  }

  /** What the work gives, unless the end comes before it. Throws why it ended. */
  async orEnd<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    if (this.#why) reject(this.#why);
    else this.#waiting.add(reject);
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.#waiting.delete(reject);
    }
  }
}
