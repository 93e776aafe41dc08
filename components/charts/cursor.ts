import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Period } from './view.ts';

/** Where the reader points, on all charts of a page at once, and from where he has drawn a period up; null where he does not. Epoch ms. */
export type Pointed = { at: number | null; anchor: number | null };

const NOWHERE: Pointed = { at: null, anchor: null };

/** One cursor for mouse, finger and keys, over all charts that have the same time axis. */
export class Cursor {
  #pointed = NOWHERE;
  readonly #listeners = new Set<() => void>();

  read = (): Pointed => this.#pointed;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  point(at: number | null, anchor: number | null): void {
    if (this.#pointed.at === at && this.#pointed.anchor === anchor) return;
    this.#pointed = at === null && anchor === null ? NOWHERE : { at, anchor };
    for (const listener of this.#listeners) listener();
  }
}

export const CursorContext = createContext(new Cursor());

/** Draws again whoever uses it when the cursor moves: only for what is drawn over a chart. */
export function usePointed(): Pointed {
  const cursor = useContext(CursorContext);
  return useSyncExternalStore(cursor.subscribe, cursor.read, () => NOWHERE);
}

/** The period that is drawn up, the earlier end first; null where none is. */
export function drawnUp({ at, anchor }: Pointed): Period | null {
  return at === null || anchor === null || at === anchor ? null : { from: Math.min(at, anchor), to: Math.max(at, anchor) };
}
