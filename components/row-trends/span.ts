import { TREND_POINTS } from '#lib/trend.ts';
import { gapMsOf, type Span } from '../reading/sparkline-path.ts';
import type { Trend } from './trend.ts';

/** The time that a drawing of a trend spans: up to its newest reading; up to `staleAt` (epoch ms) for one that is too old, so that its end is seen to lie behind. */
export function spanOf({ points, intervalMs }: Trend, staleAt: number | null): Span {
  const to = staleAt ?? points.at(-1)?.[0] ?? 0;
  return { from: to - (TREND_POINTS - 1) * intervalMs, to, gapMs: gapMsOf(intervalMs) };
}
