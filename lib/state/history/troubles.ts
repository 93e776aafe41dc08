import type { HistoryTrouble } from './history.ts';

/** What hinders the keeping of the history: `worker` its thread, `write` the writing, `tidy` what is tidied up. The first of them is the one that is told. */
type Place = 'worker' | 'write' | 'tidy';

const PLACES: readonly Place[] = ['worker', 'write', 'tidy'];

/** The trouble of the moment, and who wants to know of it. */
export class Troubles {
  readonly #at = new Map<Place, { words: string; since: number }>();
  readonly #listeners = new Set<(trouble: HistoryTrouble | null) => void>();
  readonly #onError: (error: unknown) => void;
  #isDropping = false;
  #told: string | null = null;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get now(): HistoryTrouble | null {
    const found = PLACES.map((place) => this.#at.get(place)).find((one) => one !== undefined);
    if (found === undefined) return null;
    return { words: `${found.words} ${this.#consequence()}`, since: found.since, isKeeping: !this.#isDropping };
  }

  listen(listener: (trouble: HistoryTrouble | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  begin(place: Place, words: string, now: number): void {
    this.#at.set(place, { words, since: this.#at.get(place)?.since ?? now });
    this.#tell();
  }

  end(place: Place): void {
    if (this.#at.delete(place)) this.#tell();
  }

  /** Whether what waits is more than is held by now. */
  dropping(isDropping: boolean): void {
    if (isDropping === this.#isDropping) return;
    this.#isDropping = isDropping;
    this.#tell();
  }

  #consequence(): string {
    if (!this.#at.has('worker') && !this.#at.has('write')) return 'What is seen is written down all the same.';
    if (this.#isDropping)
      return 'What is seen now is held in memory until then, and the oldest of it is lost already: that is more than is held.';
    return 'What is seen meanwhile is held in memory, and written down as soon as that can be done.';
  }

  #tell(): void {
    const trouble = this.now;
    if ((trouble?.words ?? null) === this.#told) return;
    this.#told = trouble?.words ?? null;
    for (const listener of this.#listeners) {
      try {
        listener(trouble);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
