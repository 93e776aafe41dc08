import type { CpuView } from '#lib/systems/sql/instance/model.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { gapMsOf, type Span } from '../../reading/sparkline-path.ts';
import type { Trend } from '../../row-trends/trend.ts';

const MINUTE_MS = 60_000;
/** All processors all the time: the scale of every server ends there, so that they can be held against each other. */
export const ALL_PERCENT = 100;
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

/** A minute that is longer over than this is not the newest one that there should be: the server records one a minute. */
const SILENT_MS = 3 * MINUTE_MS;

/**
 * The minutes before `to` (epoch ms): the reading, or now where that is too old. A server that answers and records no minute any more ends in a tail as one that is not read, so that
 * it is seen to lie behind.
 */
export function placeMinutes(points: readonly TrendPoint[], minutes: number, to: number): { span: Span; isBehind: boolean } {
  const last = points.findLast(([, value]) => value !== null)?.[0] ?? null;
  return { span: { from: to - minutes * MINUTE_MS, to, gapMs: gapMsOf(MINUTE_MS) }, isBehind: last !== null && to - last > SILENT_MS };
}

function trendOf(name: string, minutes: readonly Minute[], of: (minute: Minute) => number | null): Trend {
  return { name, unit: '%', points: minutes.map((minute): TrendPoint => [minute.at, of(minute)]), intervalMs: MINUTE_MS, top: ALL_PERCENT };
}
