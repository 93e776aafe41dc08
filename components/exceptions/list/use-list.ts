'use client';
import { useEffect, useRef, useState } from 'react';
import type { CountAnswer, ErrorFilter, ListAnswer, ListInput, NewerAnswer, ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { type Asked, useStoreAsked } from '../use-store-asked.ts';
import { filterAt, type ListAddress } from './address.ts';

/** How often it is looked for newer errors, while the page is seen. */
const NEWER_MS = 10_000;
/** Time is asked for in whole steps, so that who asks the same within one is given one answer. */
const STEP_MS = 10_000;

export type ShownList = {
  filter: ErrorFilter;
  list: Asked<ListAnswer>;
  shapes: Asked<ShapesAnswer>;
  count: Asked<CountAnswer>;
  /** How many rows came since. */
  newer: Asked<NewerAnswer>;
  /** Looks at the list as it is now. */
  renew(): void;
};

/** The list that the address asks for, as of the moment at which it was first wanted: what comes after waits until somebody wants it. */
export function useList(store: string, address: ListAddress): ShownList {
  const { own } = useBoardTime();
  const wanted = JSON.stringify([store, address.filter, address.period, address.by, address.order]);
  const [asOf, setAsOf] = useState({ wanted: '', at: 0 });
  // Another list is of another moment; before the feed is heard nobody knows which one it is.
  if (own.now > 0 && asOf.wanted !== wanted) setAsOf({ wanted, at: Math.floor(own.now / STEP_MS) * STEP_MS });
  const isReady = asOf.at > 0 && asOf.wanted === wanted;
  const filter = filterAt(address, asOf.at);
  const bound = useBound();
  const key = `${asOf.at} ${wanted}`;
  const input: ListInput | null = isReady
    ? { filter, order: address.order, page: address.page, upToId: address.page === 0 ? null : bound.of(key) }
    : null;
  const isShapes = address.by === 'shape';
  const list = useStoreAsked<ListAnswer>(store, 'list', isShapes ? null : input, { keepsBefore: true });
  const shapes = useStoreAsked<ShapesAnswer>(store, 'shapes', isShapes ? input : null, { keepsBefore: true });
  const shown: Asked<ListAnswer | ShapesAnswer> = isShapes ? shapes : list;
  const upToId = shown.isBefore ? null : (shown.answer?.upToId ?? null);
  useEffect(() => {
    if (upToId !== null) bound.keep(key, upToId, address.page === 0);
  }, [bound, key, upToId, address.page]);
  const count = useStoreAsked<CountAnswer>(store, 'count', upToId === null ? null : { filter, upToId });
  const newer = useStoreAsked<NewerAnswer>(store, 'newer', upToId === null ? null : { filter, aboveId: upToId }, { everyMs: NEWER_MS });
  const renew = (): void => {
    const at = Math.max(asOf.at + 1, Math.floor(own.now / STEP_MS) * STEP_MS);
    setAsOf({ wanted, at });
    // Of another time it is another question; the same one is asked again.
    if (address.page === 0 && filterAt(address, at).seenFrom === filter.seenFrom) shown.again();
  };
  return { filter, list, shapes, count, newer, renew };
}

/** The highest id of each list that was seen: its other pages are of the same rows as the first one, which says it anew when it is asked again. */
function useBound(): { of(key: string): number | null; keep(key: string, id: number, isFirst: boolean): void } {
  const known = useRef(new Map<string, number>());
  const [bound] = useState(() => ({
    of: (key: string): number | null => known.current.get(key) ?? null,
    keep: (key: string, id: number, isFirst: boolean): void => {
      if (isFirst || !known.current.has(key)) known.current.set(key, id);
    },
  }));
  return bound;
}
