'use client';
import { useMemo } from 'react';
import { useAllRows, useProbes } from '#components/feed/use-feed.ts';
import type { LiveRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { type StoreLine, toStores } from './store-lines.ts';

const NO_ROWS: readonly LiveRow[] = [];

/** The stores over the feed; `isKnown` is false before anything was heard. */
export function useStores(): { stores: readonly StoreLine[]; isKnown: boolean } {
  const known = useProbes();
  const probes = useMemo(() => known.filter(({ source }) => source.system === 'exceptions'), [known]);
  const all = useAllRows();
  const stores = useMemo(
    () => toStores(probes, new Map(probes.map(({ source }) => [sourceId(source), all[sourceId(source)] ?? NO_ROWS]))),
    [probes, all],
  );
  return { stores, isKnown: known.length > 0 };
}
