import type { ProbeRow } from '#lib/feed/events.ts';
import type { SeriesKey } from '#lib/history.ts';
import { sourceId } from '#lib/reading.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { sumTrends } from '../reading/sum-trends.ts';

/** A key figure of a group: the sum over its nodes, of a percentage the highest (`isHighest`). `known` of `all` nodes gave a value; null when none did. `intervalMs` is that of its points. */
export type SumFigure = {
  name: string;
  unit: string;
  value: number | null;
  isHighest: boolean;
  known: number;
  all: number;
  trend: readonly TrendPoint[];
  intervalMs: number;
  /** What is kept of each node. */
  keys: readonly SeriesKey[];
};

/** What a key figure is called where it stands in a column of its own: bytes are written with their own unit. */
export function headOf({ name, unit }: Pick<SumFigure, 'name' | 'unit'>): string {
  return unit === 'B' ? name : name + unit;
}

/**
 * The key figures of a group, in the order in which its probes tell them, over the nodes that are asked what tells them: a Sentinel serves no commands. Nodes that were never read are
 * no part of a sum, which says so.
 */
export function sumFigures(probes: readonly ProbeRow[]): SumFigure[] {
  const telling = new Set(probes.filter(({ keyFigures }) => keyFigures.length > 0).map(({ source }) => source.probe));
  const all = new Set(probes.filter(({ source }) => telling.has(source.probe)).map(({ source }) => source.node)).size;
  const figures = probes.flatMap((probe) => probe.keyFigures.map((figure) => ({ ...figure, probe })));
  return [...Map.groupBy(figures, ({ name, unit }) => `${name}${unit}`)].flatMap(([, own]) => {
    const [first] = own;
    if (!first) return [];
    const values = own.flatMap(({ value }) => (value === null ? [] : [value]));
    const intervalMs = Math.max(...own.map(({ probe }) => probe.intervalMs));
    const { name, unit } = first;
    // Percentages of several nodes do not add up.
    const isHighest = unit.trim() === '%';
    const join = isHighest ? Math.max : (a: number, b: number) => a + b;
    const value = values.length > 0 ? values.reduce((sum, one) => join(sum, one), 0) : null;
    const trends = own.map(({ trend }) => trend);
    const keys = own.map(({ probe }): SeriesKey => ({ source: sourceId(probe.source), row: '', figure: name }));
    return [{ name, unit, value, isHighest, known: values.length, all, trend: sumTrends(trends, intervalMs, join), intervalMs, keys }];
  });
}
