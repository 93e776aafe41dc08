'use client';
import { useCallback, useContext, useDeferredValue, useMemo, useRef, useSyncExternalStore } from 'react';
import { addUp, type RowPart, type RowTrend } from './row-trend.ts';
import type { SourceTrends } from './trend-store.ts';
import { TrendsContext } from './trends-provider.tsx';

const NOT_CONNECTED: SourceTrends = { is: 'trouble', words: 'nothing is connected' };

type Seen = { parts: readonly RowPart[]; states: readonly SourceTrends[] };

/** The last values of a row on one instance. */
export function useRowTrend(source: string, row: string): RowTrend {
  return useRowTrends(useMemo(() => [{ source, row }], [source, row]));
}

/**
 * The sum of the last values of rows, each on its own instance. Whoever uses it is drawn again with each of their readings, and never in between: after the numbers of the page,
 * so that a hundred lines keep nobody waiting.
 */
export function useRowTrends(parts: readonly RowPart[]): RowTrend {
  const store = useContext(TrendsContext);
  const last = useRef<Seen>({ parts, states: [] });
  const subscribe = useCallback(
    (listener: () => void) =>
      store?.subscribe(
        parts.map(({ source }) => source),
        listener,
      ) ?? (() => {}),
    [store, parts],
  );
  const read = (): Seen => {
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
  const shown = later.parts === parts ? later : seen;
  return useMemo(() => addUp(shown.parts, shown.states), [shown]);
}
