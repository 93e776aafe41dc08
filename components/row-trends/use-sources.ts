'use client';
import { useCallback, useContext, useDeferredValue, useRef, useSyncExternalStore } from 'react';
import type { SourceTrends } from './trend-store.ts';
import { TrendsContext } from './trends-provider.tsx';

const NOT_CONNECTED: SourceTrends = { is: 'trouble', words: 'nothing is connected' };

type Seen<Part> = { parts: readonly Part[]; states: readonly SourceTrends[] };

/**
 * What is known of the source of each part. Whoever uses it is drawn again with each of their readings, and never in between: after the numbers of the page, so that a hundred
 * lines keep nobody waiting. What it gives stays the same as long as nothing else is known.
 */
export function useSources<Part extends { source: string }>(parts: readonly Part[]): Seen<Part> {
  const store = useContext(TrendsContext);
  const last = useRef<Seen<Part>>({ parts, states: [] });
  const subscribe = useCallback(
    (listener: () => void) =>
      store?.subscribe(
        parts.map(({ source }) => source),
        listener,
      ) ?? (() => {}),
    [store, parts],
  );
  const read = (): Seen<Part> => {
    const states = parts.map(({ source }) => store?.state(source) ?? NOT_CONNECTED);
    const before = last.current;
    const isSame =
      before.parts === parts && states.length === before.states.length && states.every((state, i) => state === before.states[i]);
    if (!isSame) last.current = { parts, states };
    return last.current;
  };
  const seen = useSyncExternalStore(subscribe, read, read);
  const later = useDeferredValue(seen);
  // What was seen of other rows is not drawn for these.
  return later.parts === parts ? later : seen;
}
