'use client';
import { useMemo } from 'react';
import { useSources } from '../../row-trends/use-sources.ts';
import { addUp, type RowPart, type RowTrend } from './row-trend.ts';

/** The last values of a row on one instance. */
export function useRowTrend(source: string, row: string): RowTrend {
  return useRowTrends(useMemo(() => [{ source, row }], [source, row]));
}

/** The sum of the last values of rows, each on its own instance, anew with each of their readings. */
export function useRowTrends(parts: readonly RowPart[]): RowTrend {
  const seen = useSources(parts);
  return useMemo(() => addUp(seen.parts, seen.states), [seen]);
}
