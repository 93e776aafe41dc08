import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';

/** The question whose one row is the node itself, and the id of that row. */
export const INFO = 'info';
export const ROW = 'server';

/** A node and what it said last; null where it was never read. `cluster` is the other question that a node of a cluster is asked, null elsewhere. */
export type NodeLine = { probe: ProbeRow; cluster: ProbeRow | null; row: LiveRow | null; view: RedisView | null };

export function toLine(probe: ProbeRow, rows: readonly LiveRow[], cluster: ProbeRow | null = null): NodeLine {
  const row = rows[0] ?? null;
  return { probe, cluster, row, view: row === null ? null : viewOf(row) };
}

/** All that a node is asked all the time: what it comes to is the status of the node. */
export function probesOf({ probe, cluster }: Pick<NodeLine, 'probe' | 'cluster'>): ProbeRow[] {
  return cluster === null ? [probe] : [probe, cluster];
}

/** The rows of the system are what its status rules made. */
export function viewOf({ value }: Pick<LiveRow, 'value'>): RedisView {
  return value as RedisView;
}
