'use client';
import { useMemo } from 'react';
import { useAllRows, useProbes } from '#components/feed/use-feed.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import type { RowsOf } from '../reading/gather-rows.tsx';

const NO_ROWS: readonly LiveRow[] = [];

/** All that is asked of clusters, and the rows of each source by its id. */
export function useElasticRows(): { probes: readonly ProbeRow[]; rows: RowsOf } {
  const known = useProbes();
  const probes = useMemo(() => known.filter(({ source }) => source.system === 'elastic'), [known]);
  const all = useAllRows();
  const rows = useMemo<RowsOf>(
    () => new Map(probes.map(({ source }) => [sourceId(source), all[sourceId(source)] ?? NO_ROWS])),
    [probes, all],
  );
  return useMemo(() => ({ probes, rows }), [probes, rows]);
}
