'use client';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { ListAnswer, ListInput, ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { filterAt, readAddress } from '../list/address.ts';
import { listedOf } from '../list/listed.ts';
import { errorPath, listQuery } from '../paths.ts';
import { useStoreAsked } from '../use-store-asked.ts';
import type { Steps } from './detail-head.tsx';

/** Time is asked for in whole steps, as by the list (list/use-list.ts): who comes from there is given its answer. */
const STEP_MS = 10_000;

/** The neighbours of an error in the list that the address of its page tells of, as that is now. None where the address tells of no list, and where the error is not on that page of it. */
export function useNeighbours(store: string, guid: string): Pick<Steps, 'place' | 'previous' | 'next'> {
  const params = useSearchParams();
  const { own } = useBoardTime();
  const query = listQuery(params);
  const address = readAddress(new URLSearchParams(query));
  const [at, setAt] = useState(0);
  if (at === 0 && own.now > 0) setAt(Math.floor(own.now / STEP_MS) * STEP_MS);
  const input: ListInput | null =
    query === '' || at === 0 ? null : { filter: filterAt(address, at), order: address.order, page: address.page, upToId: null };
  const isShapes = address.by === 'shape';
  const list = useStoreAsked<ListAnswer>(store, 'list', isShapes ? null : input);
  const shapes = useStoreAsked<ShapesAnswer>(store, 'shapes', isShapes ? input : null);
  const listed = listedOf(address.by, list.answer, shapes.answer);
  const index = listed.findIndex((one) => one.guid === guid);
  const to = (by: number): string | null => {
    const next = index < 0 ? undefined : listed[index + by];
    return next === undefined ? null : errorPath(store, next.guid, query);
  };
  const place = index < 0 ? null : `${formatCount(index + 1)} of ${formatCount(listed.length)}`;
  return { place, previous: to(-1), next: to(1) };
}
