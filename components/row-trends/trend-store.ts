import type { RowRing } from '#lib/row-ring.ts';

/** What a page knows of the last values of the rows of one source. A new object whenever there is more in `ring`. */
export type SourceTrends = { is: 'loading' } | { is: 'trouble'; words: string } | { is: 'kept'; ring: RowRing; intervalMs: number };

const LOADING: SourceTrends = { is: 'loading' };

/** The histories of the sources of which a row was on screen, by sourceId. Once wanted, a source is followed for as long as the page stands. */
export class TrendStore {
  readonly #states = new Map<string, SourceTrends>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #onWanted = new Set<() => void>();
  readonly #first: SourceTrends;
  #wanted: ReadonlySet<string> = new Set();

  /** `first` is what is known of a source of which nothing came yet. */
  constructor(first: SourceTrends = LOADING) {
    this.#first = first;
  }

  state = (id: string): SourceTrends => this.#states.get(id) ?? this.#first;

  wanted = (): ReadonlySet<string> => this.#wanted;

  /** Tells of sources that come to be wanted. Answers with the way to stop. */
  subscribeWanted = (listener: () => void): (() => void) => {
    this.#onWanted.add(listener);
    return () => this.#onWanted.delete(listener);
  };

  /** Makes sources wanted, and tells when more is known of one of them. Answers with the way to stop. */
  subscribe(ids: readonly string[], listener: () => void): () => void {
    for (const id of ids) this.#listenersOf(id).add(listener);
    this.#want(ids.filter((id) => !this.#wanted.has(id)));
    return () => {
      for (const id of ids) this.#listenersOf(id).delete(listener);
    };
  }

  put(id: string, state: SourceTrends): void {
    this.#states.set(id, state);
    for (const listener of this.#listenersOf(id)) listener();
  }

  #want(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#wanted = new Set([...this.#wanted, ...ids]);
    for (const listener of this.#onWanted) listener();
  }

  #listenersOf(id: string): Set<() => void> {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners);
    return listeners;
  }
}
