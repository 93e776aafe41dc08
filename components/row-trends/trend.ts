import type { LiveRow } from '#lib/feed/events.ts';
import type { RowTrends } from '#lib/system.ts';
import type { TrendPoint } from '#lib/trend.ts';

/**
 * A figure over the last readings, about `intervalMs` apart. `write` says how its values are written, with their unit, where that is not a number and `unit`; `top` where its scale ends, where
 * the unit has a natural end.
 */
export type Trend = {
  name: string;
  unit: string;
  points: readonly TrendPoint[];
  intervalMs: number;
  write?: (value: number) => string;
  top?: number;
};

/** Of which figures a system has the last values kept, and how a page reads them from a row that the feed brings: as the server reads them. */
export type TrendSpec = { figures: RowTrends['figures']; valuesOf(row: LiveRow): readonly (number | null)[] };
