'use client';
import { useMemo } from 'react';
import { useAllRows, useProbes } from '#components/feed/use-feed.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import type { RowsOf } from '../reading/gather-rows.tsx';

// Always the same none: what was read is sorted once for each list of rows.
const NO_ROWS: readonly LiveRow[] = [];

/** All that is asked of SQL Server, and the rows of each source by its id. */
export function useSqlRows(): { probes: readonly ProbeRow[]; rows: RowsOf } {
  const known = useProbes();
  const probes = useMemo(() => known.filter(({ source }) => source.system === 'sql'), [known]);
  const all = useAllRows();
  // A dozen questions of two hundred instances are too many levels for components that gather one source each.
  const rows = useMemo<RowsOf>(
    () => new Map(probes.map(({ source }) => [sourceId(source), all[sourceId(source)] ?? NO_ROWS])),
    [probes, all],
  );
  return useMemo(() => ({ probes, rows }), [probes, rows]);
}
