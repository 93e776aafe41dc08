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
  /** Looks at the list as it is now; with `toFirst` once its first page is looked at. */
  renew(toFirst?: boolean): void;
};

/** The list that the address asks for, as of the moment at which it was first wanted: what comes after waits until somebody wants it. */
export function useList(store: string, address: ListAddress): ShownList {
  const { own } = useBoardTime();
  const wanted = JSON.stringify([store, address.filter, address.period, address.by, address.order]);
  const [asOf, setAsOf] = useState({ wanted: '', at: 0 });
  // Another list is of another moment; before the feed is heard nobody knows which one it is.
  if (own.now > 0 && asOf.wanted !== wanted) setAsOf({ wanted, at: Math.floor(own.now / STEP_MS) * STEP_MS });
  const [nextAt, setNextAt] = useState<number | null>(null);
  if (nextAt !== null && address.page === 0) {
    setAsOf({ wanted, at: nextAt });
    setNextAt(null);
  }
  const isReady = asOf.at > 0 && asOf.wanted === wanted;
  const filter = filterAt(address, asOf.at);
  const bound = useBound();
  const key = `${asOf.at} ${wanted}`;
  const bounded = bound.of(key, address.page);
  const input: ListInput | null = isReady ? { filter, order: address.order, page: address.page, upToId: bounded } : null;
  const isShapes = address.by === 'shape';
  const options = { keepsBefore: true, list: `${address.page} ${wanted}` };
  const list = useStoreAsked<ListAnswer>(store, 'list', isShapes ? null : input, options);
  const shapes = useStoreAsked<ShapesAnswer>(store, 'shapes', isShapes ? input : null, options);
  const shown: Asked<ListAnswer | ShapesAnswer> = isShapes ? shapes : list;
  const upToId = shown.isBefore ? null : (shown.answer?.upToId ?? null);
  useEffect(() => {
    if (upToId !== null) bound.keep(key, upToId, bounded === null);
  }, [bound, key, upToId, bounded]);
  const count = useStoreAsked<CountAnswer>(store, 'count', upToId === null ? null : { filter, upToId });
  const newer = useStoreAsked<NewerAnswer>(store, 'newer', upToId === null ? null : { filter, aboveId: upToId }, { everyMs: NEWER_MS });
  useAgain(input === null ? null : JSON.stringify([isShapes, input]), asOf.at, shown.again);
  const renew = (toFirst = false): void => {
    const at = Math.max(asOf.at + 1, Math.floor(own.now / STEP_MS) * STEP_MS);
    if (toFirst && address.page > 0) setNextAt(at);
    else setAsOf({ wanted, at });
  };
  return { filter, list, shapes, count, newer, renew };
}

/** Asks again what was asked as of another moment, and is the same question: one of a fixed time. */
function useAgain(question: string | null, at: number, again: () => void): void {
  const asked = useRef(new Map<string, number>());
  const latest = useRef(again);
  latest.current = again;
  useEffect(() => {
    if (question === null) return;
    const before = asked.current.get(question);
    asked.current.set(question, at);
    if (before !== undefined && before !== at) latest.current();
  }, [question, at]);
}

type Bound = {
  /** With what a page is asked for, which stays so: null where the store has to say it. */
  of(key: string, page: number): number | null;
  /** `isSaid`: the store said it because it was asked to, and may say another one when it is asked again. */
  keep(key: string, id: number, isSaid: boolean): void;
};

/** The highest id of each list: all its pages are of the same rows as the one that was looked at first. */
function useBound(): Bound {
  const known = useRef(new Map<string, number>());
  const asked = useRef(new Map<string, number | null>());
  const [bound] = useState(
    (): Bound => ({
      of(key, page) {
        const name = `${page} ${key}`;
        if (!asked.current.has(name)) asked.current.set(name, known.current.get(key) ?? null);
        return asked.current.get(name) ?? null;
      },
      keep(key, id, isSaid) {
        if (isSaid || !known.current.has(key)) known.current.set(key, id);
      },
    }),
  );
  return bound;
}
