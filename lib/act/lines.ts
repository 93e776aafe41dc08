import { formatSpan } from '../format/time.ts';
import type { Entry } from './audit/record.ts';
import { errorWords, waitAtMost } from './waiting.ts';

/** The audit lines of one action after something was sent: none of them can stop it any more, and none is waited for before the end. */
export class Lines {
  readonly #append: (entry: Entry) => Promise<unknown>;
  readonly #waitMs: number;
  readonly #writing: Promise<void>[] = [];
  #trouble: string | null = null;

  constructor(append: (entry: Entry) => Promise<unknown>, waitMs: number) {
    this.#append = append;
    this.#waitMs = waitMs;
  }

  add(entry: Entry): void {
    this.#writing.push(this.#write(entry));
  }

  /** Ends when all lines so far are on disk; answers with why one could not be written, in words, or null. */
  async settled(): Promise<string | null> {
    await Promise.all(this.#writing);
    return this.#trouble;
  }

  async #write(entry: Entry): Promise<void> {
    try {
      await waitAtMost(this.#append(entry), this.#waitMs, `a line was not on disk within ${formatSpan(this.#waitMs)}`);
    } catch (error) {
      this.#trouble ??= errorWords(error);
    }
  }
}
