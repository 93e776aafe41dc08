'use client';
import { createContext, memo, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import useSWR from 'swr';
import { useAllRows, useBoot, useProbes } from '#components/feed/use-feed.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { useIsPast } from '../travel/travel-context.ts';
import { follow, type History, readHistory } from './history.ts';
import type { TrendSpec } from './trend.ts';
import { TrendStore } from './trend-store.ts';

export const TrendsContext = createContext<TrendStore | null>(null);

/** Gives the page inside it the last values of the rows of one system: read once for each source of which a row is on screen, and extended by what the feed brings. */
export function RowTrendsProvider({ of, children }: { of: TrendSpec; children: ReactNode }) {
  const isPast = useIsPast();
  const [store] = useState(() => new TrendStore());
  return (
    <TrendsContext value={isPast ? OF_THEN : store}>
      {isPast ? null : <FollowWanted store={store} of={of} />}
      {children}
    </TrendsContext>
  );
}

/** The server keeps the last minutes of now alone. */
const OF_THEN = new TrendStore({ is: 'trouble', words: 'those of then are not on this page, and those of now would pass for them' });

const NO_ROWS: readonly LiveRow[] = [];

function FollowWanted({ store, of }: { store: TrendStore; of: TrendSpec }) {
  const wanted = useSyncExternalStore(store.subscribeWanted, store.wanted, store.wanted);
  const probes = useProbes();
  const rows = useAllRows();
  const boot = useBoot();
  if (boot === null) return null;
  return probes.flatMap((probe) => {
    const id = sourceId(probe.source);
    return wanted.has(id) ? [<FollowSource key={id} {...{ id, boot, probe, store, of }} rows={rows[id] ?? NO_ROWS} />] : [];
  });
}

type SourceProps = { id: string; boot: string; probe: ProbeRow; rows: readonly LiveRow[]; store: TrendStore; of: TrendSpec };

const FollowSource = memo(function FollowSource({ id, boot, probe, rows, store, of }: SourceProps) {
  const { successes, intervalMs, newest } = probe;
  const observedAt = newest?.observedAt ?? null;
  const { data, error, mutate } = useSWR<History, Error>(
    `/live/v1/row-trends?source=${encodeURIComponent(id)}`,
    (address: string) => readHistory(address, of.figures),
    ONCE,
  );
  const reading = `${boot} ${successes}`;
  const askedWith = useRef(reading);
  useEffect(() => {
    const isWhole = data ? follow(data, { boot, successes, observedAt, rows }, of.valuesOf) : !error;
    if (data) store.put(id, { is: 'kept', ring: data.ring, intervalMs });
    else if (error) store.put(id, { is: 'trouble', words: error.message });
    // Once with each reading: what could not be read now is asked for again when there is more to know.
    if (isWhole || askedWith.current === reading) return;
    askedWith.current = reading;
    void mutate();
  }, [data, error, boot, successes, observedAt, rows, intervalMs, id, store, of, mutate, reading]);
  return null;
});

// A history is changed in place: one that is read anew is another one, whatever is in it.
const ONCE = { revalidateOnFocus: false, revalidateOnReconnect: false, shouldRetryOnError: false, compare: Object.is };
