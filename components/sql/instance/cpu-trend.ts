import type { CpuView } from '#lib/systems/sql/instance/model.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { gapMsOf, type Span } from '../../reading/sparkline-path.ts';
import type { Trend } from '../../row-trends/trend.ts';

const MINUTE_MS = 60_000;
/** What the scheduler monitor of a server keeps. */
export const KEPT_MINUTES = 256;

type Minute = CpuView['minutes'][number];

/** The share of the processors that SQL Server used, minute by minute as the server itself recorded it. */
export function sqlTrend({ minutes }: CpuView): Trend {
  return trendOf('SQL Server', minutes, ({ sqlPercent }) => sqlPercent);
}

/** The same of all that ran on the machine; unknown where one part of it is. */
export function machineTrend({ minutes }: CpuView): Trend {
  return trendOf('Whole machine', minutes, ({ sqlPercent, otherPercent }) =>
    sqlPercent === null || otherPercent === null ? null : sqlPercent + otherPercent,
  );
}

/** The last minutes of a trend: up to its newest, or up to `staleAt` for one that is too old, so that its end is seen to lie behind. */
export function spanOfMinutes(points: readonly TrendPoint[], minutes: number, staleAt: number | null): Span {
  const to = staleAt ?? points.at(-1)?.[0] ?? 0;
  return { from: to - minutes * MINUTE_MS, to, gapMs: gapMsOf(MINUTE_MS) };
}

function trendOf(name: string, minutes: readonly Minute[], of: (minute: Minute) => number | null): Trend {
  return { name, unit: '%', points: minutes.map((minute): TrendPoint => [minute.at, of(minute)]), intervalMs: MINUTE_MS };
}
