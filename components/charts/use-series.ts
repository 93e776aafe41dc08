'use client';
import { useContext, useMemo } from 'react';
import useSWR from 'swr';
import type { SeriesKey } from '#lib/history.ts';
import type { SeriesTold } from '#lib/http/series.ts';
import type { Answer } from '../access/ask-vigil.ts';
import { AsksContext } from './asks.ts';
import { writeKey } from './chart-path.ts';
import type { Period } from './view.ts';

/** What was read of several series for one period, in the order in which they were asked for. */
export type SeriesRead = { period: Period; told: ReadonlyMap<string, Answer<SeriesTold>> };

/**
 * Series of a period, each by its key as it is written; null while nothing was read at all. While another period is being read what was read of the one before stays, so that nothing jumps: `isReading`
 * says so. Null asks for nothing.
 */
export function useSeries(
  keys: readonly SeriesKey[] | null,
  period: Period,
  points: number,
): { data: SeriesRead | null; isReading: boolean } {
  const { readSeries } = useContext(AsksContext);
  const written = keys?.map(writeKey).join('\n') ?? null;
  const { from, to } = period;
  const { data, isLoading } = useSWR(
    written === null ? null : ['series', written, from, to, points],
    async (): Promise<SeriesRead> => {
      const all = (keys ?? []).map(async (key) => [writeKey(key), await readSeries(key, { from, to }, points)] as const);
      return { period: { from, to }, told: new Map(await Promise.all(all)) };
    },
    { ...ONCE, refreshInterval: (read) => (read && [...read.told.values()].some((one) => !one.ok) ? AGAIN_MS : 0) },
  );
  return useMemo(() => ({ data: data ?? null, isReading: isLoading }), [data, isLoading]);
}

/** What could not be read is asked for again. */
const AGAIN_MS = 15_000;

/** A period that was read stays as it was: the range that ends now becomes another one. */
export const ONCE = {
  keepPreviousData: true,
  revalidateOnFocus: false,
  revalidateOnReconnect: true,
  shouldRetryOnError: false,
  dedupingInterval: 1_000,
};
