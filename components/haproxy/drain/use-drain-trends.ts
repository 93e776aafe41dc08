'use client';
import { useContext, useMemo, useRef } from 'react';
import type { TrendPoint } from '#lib/trend.ts';
import type { Trend } from '../../row-trends/trend.ts';
import { TrendsContext } from '../../row-trends/trends-provider.tsx';
import { addUp, type RowPart, type RowTrend } from '../row-trends/row-trend.ts';
import { useRowTrends } from '../row-trends/use-row-trends.ts';
import { joined } from './joined.ts';
import { backendKey, type Spot } from './places.ts';

/** The sessions of the spots that are counted, together and by backend; the words of a trouble, and neither while they are being read. */
export type DrainTrends = { total: Trend | null; byBackend: ReadonlyMap<string, Trend>; trouble: string | null };

const NONE: DrainTrends = { total: null, byBackend: new Map(), trouble: null };

/** Follows the sessions of spots for as long as the panel stands: further back than the readings that Vigil keeps of each row. */
export function useDrainTrends(counted: readonly Spot[]): DrainTrends {
  const store = useContext(TrendsContext);
  const key = JSON.stringify(counted.flatMap(({ group, backend, source, row }) => (row === null ? [] : [[group, backend, source, row]])));
  const byBackend = useMemo(() => partsByBackend(key), [key]);
  const all = useMemo(() => [...byBackend.values()].flat(), [byBackend]);
  const total = useRowTrends(all);
  const kept = useRef(new Map<string, readonly TrendPoint[]>());
  return useMemo(() => {
    if (total.is === 'trouble') return { ...NONE, trouble: total.words };
    if (total.is === 'loading' || all.length === 0 || store === null) return NONE;
    const remember = (name: string, parts: readonly RowPart[], trend: RowTrend): Trend | null => {
      if (trend.is !== 'known') return null;
      // Another set of spots is another sum, and begins anew.
      const id = `${name} ${JSON.stringify(parts)}`;
      const points = joined(kept.current.get(id) ?? [], trend.sessions.points);
      kept.current.set(id, points);
      return { ...trend.sessions, points };
    };
    const trends = [...byBackend].flatMap(([name, parts]) => {
      const trend = addUp(
        parts,
        parts.map(({ source }) => store.state(source)),
      );
      const known = remember(name, parts, trend);
      return known ? [[name, known] as const] : [];
    });
    return { total: remember('', all, total), byBackend: new Map(trends), trouble: null };
  }, [total, all, byBackend, store]);
}

function partsByBackend(key: string): ReadonlyMap<string, readonly RowPart[]> {
  const rows = JSON.parse(key) as [group: string, backend: string, source: string, row: string][];
  const byBackend = Map.groupBy(rows, ([group, backend]) => backendKey({ group, backend }));
  return new Map([...byBackend].map(([name, own]) => [name, own.map(([, , source, row]) => ({ source, row }))]));
}
