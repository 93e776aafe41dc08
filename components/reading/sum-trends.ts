import type { TrendPoint } from '#lib/trend.ts';

/**
 * The sum of several trends whose points are about `intervalMs` apart: a point for each interval back from the newest one; null where a part has no point there, nor one interval
 * earlier, or was not told: a sum of fewer parts would look like a fall. That of one trend is the trend itself. What does not add up is joined by another rule (`join`).
 */
export function sumTrends(
  trends: readonly (readonly TrendPoint[])[],
  intervalMs: number,
  join: (a: number, b: number) => number = plus,
): readonly TrendPoint[] {
  const [first] = trends;
  if (first && trends.length === 1) return first;
  const end = Math.max(...trends.flatMap((trend) => trend.at(-1)?.[0] ?? []));
  const longest = Math.max(0, ...trends.map((trend) => trend.length));
  return Array.from({ length: longest }, (_, index): TrendPoint => {
    const at = end - (longest - 1 - index) * intervalMs;
    const parts = trends.map((trend) => valueAt(trend, at, intervalMs));
    return [at, parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : join(sum, part)), 0)];
  });
}

const plus = (a: number, b: number): number => a + b;

function valueAt(trend: readonly TrendPoint[], at: number, intervalMs: number): number | null {
  const found = trend.findLast(([one]) => one <= at + intervalMs / 2);
  return found && found[0] > at - intervalMs * 1.5 ? found[1] : null;
}
