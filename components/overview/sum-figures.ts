import type { ProbeRow } from '#lib/feed/events.ts';
import type { TrendPoint } from '#lib/trend.ts';

/** A key figure of a group: the sum over its nodes. `known` of `all` nodes gave a value; null when none did. `intervalMs` is that of its points. */
export type SumFigure = {
  name: string;
  unit: string;
  value: number | null;
  known: number;
  all: number;
  trend: readonly TrendPoint[];
  intervalMs: number;
};

type Own = { probe: ProbeRow; value: number | null; trend: readonly TrendPoint[] };

/** The key figures of a group of `all` nodes, in the order in which its probes tell them. Nodes that were never read are no part of a sum, which says so. */
export function sumFigures(probes: readonly ProbeRow[], all: number): SumFigure[] {
  const figures = probes.flatMap((probe) => probe.keyFigures.map((figure) => ({ ...figure, probe })));
  return [...Map.groupBy(figures, ({ name, unit }) => `${name}${unit}`)].flatMap(([, own]) => {
    const [first] = own;
    if (!first) return [];
    const values = own.flatMap(({ value }) => (value === null ? [] : [value]));
    const intervalMs = Math.max(...own.map(({ probe }) => probe.intervalMs));
    const value = values.length > 0 ? values.reduce((sum, one) => sum + one, 0) : null;
    const { name, unit } = first;
    return [
      { name, unit, value, known: values.length, all, trend: own.length === 1 ? first.trend : sumTrends(own, intervalMs), intervalMs },
    ];
  });
}

/** A point for each interval back from the newest one; null where a node gave none there, nor one interval earlier: a sum of fewer parts would look like a fall. */
function sumTrends(own: readonly Own[], intervalMs: number): TrendPoint[] {
  const ends = own.flatMap(({ trend }) => trend.at(-1)?.[0] ?? []);
  const end = Math.max(...ends);
  const longest = Math.max(...own.map(({ trend }) => trend.length));
  return Array.from({ length: longest }, (_, index): TrendPoint => {
    const at = end - (longest - 1 - index) * intervalMs;
    const parts = own.map(({ trend }) => valueAt(trend, at, intervalMs));
    return [at, parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0)];
  });
}

function valueAt(trend: readonly TrendPoint[], at: number, intervalMs: number): number | null {
  const found = trend.findLast(([one]) => one <= at + intervalMs / 2);
  return found && found[0] > at - intervalMs * 1.5 ? found[1] : null;
}
