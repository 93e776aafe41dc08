import type { TrendPoint } from '#lib/trend.ts';

/** Readings that are remembered while somebody looks: ten minutes at one a second. */
const MOST = 600;

/** What was seen before, continued by what is told now, which counts where both have something. */
export function joined(before: readonly TrendPoint[], now: readonly TrendPoint[]): readonly TrendPoint[] {
  const first = now[0];
  const last = before.at(-1);
  if (!first || !last) return now;
  // Where nothing is common to both, nobody knows what was in between, but for the gap that is seen.
  if (last[0] > (now.at(-1)?.[0] ?? 0)) return now;
  return [...before.filter(([at]) => at < first[0]), ...now].slice(-MOST);
}
