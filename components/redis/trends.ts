'use client';
import { useMemo } from 'react';
import { formatBytes } from '#lib/format/bytes.ts';
import { ROW_FIGURES, type RowFigureName, trendValues } from '#lib/systems/redis/row-trend.ts';
import type { Trend, TrendSpec } from '../row-trends/trend.ts';
import { useSources } from '../row-trends/use-sources.ts';
import { ROW, viewOf } from './node-line.ts';

/** The kept figures of the nodes of Redis. */
export const REDIS_TRENDS: TrendSpec = { figures: ROW_FIGURES, valuesOf: (row) => trendValues(viewOf(row)) };

type NodeTrends = { is: 'known'; trends: readonly Trend[] } | { is: 'loading' } | { is: 'trouble'; words: string };

/** Figures of one node over the last readings, by the source of its INFO. `names` never changes. */
export function useNodeTrends(source: string, names: readonly RowFigureName[]): NodeTrends {
  const seen = useSources(useMemo(() => [{ source }], [source]));
  return useMemo(() => {
    const [state] = seen.states;
    if (state?.is !== 'kept') return state ?? { is: 'loading' };
    const { ring, intervalMs } = state;
    const trends = ROW_FIGURES.flatMap(({ name, unit }, figure): Trend[] => {
      if (!names.includes(name)) return [];
      return [{ name, points: ring.trend(ROW, figure), intervalMs, ...writingOf(unit) }];
    });
    return { is: 'known', trends };
  }, [seen, names]);
}

function writingOf(unit: string): Pick<Trend, 'unit' | 'write'> {
  if (unit === 'B') return { unit: '', write: formatBytes };
  return unit === 'B/s' ? { unit: '/s', write: formatBytes } : { unit };
}
