import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { SentinelView } from '#lib/systems/redis/sentinel/model.ts';

/** The question that Sentinels are asked, and no data node. */
export const SENTINEL = 'sentinel';

/** A Sentinel and what it said last; null where it was never read. */
export type SentinelLine = { probe: ProbeRow; row: LiveRow | null; view: SentinelView | null };

export function toSentinelLine(probe: ProbeRow, rows: readonly LiveRow[]): SentinelLine {
  const row = rows[0] ?? null;
  // The one row of this question is what its status rules made.
  return { probe, row, view: row === null ? null : (row.value as SentinelView) };
}
