import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';

/** The question whose one row is the node itself. */
export const INFO = 'info';

/** A node and what it said last; null where it was never read. */
export type NodeLine = { probe: ProbeRow; row: LiveRow | null; view: RedisView | null };

export function toLine(probe: ProbeRow, rows: readonly LiveRow[]): NodeLine {
  const row = rows[0] ?? null;
  return { probe, row, view: row === null ? null : viewOf(row) };
}

/** The rows of the system are what its status rules made. */
export function viewOf({ value }: Pick<LiveRow, 'value'>): RedisView {
  return value as RedisView;
}
