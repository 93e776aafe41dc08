import { isRefusal } from '#lib/failure.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import { type ClusterView, isMaster, type SlotRange } from '#lib/systems/redis/cluster/model.ts';
import { isReliedOn } from '#lib/vouch.ts';

/** The question that nodes of a cluster are asked besides. */
export const CLUSTER = 'cluster';

/** A node of a cluster and what it said of it last; null where it was never read. */
export type ClusterLine = { probe: ProbeRow; view: ClusterView | null };

/** A master with the slots that it says are its own. `is` tells whether that can be relied on: it may have refused since, or not have been read for too long; and one that is read may be down, which answers with CLUSTERDOWN. */
export type SlotOwner = { node: string; slots: readonly SlotRange[]; is: 'read' | 'down' | 'gone' | 'stale' };

export function toClusterLine(probe: ProbeRow, rows: readonly LiveRow[]): ClusterLine {
  // The one row of this question is what its status rules made.
  return { probe, view: rows[0] ? (rows[0].value as ClusterView) : null };
}

/** The masters by their own word, in the order of their slots; of those that are not read what they said last, where nobody else says it since. */
export function ownersOf(lines: readonly ClusterLine[], board: Moment): SlotOwner[] {
  return lines
    .flatMap(({ probe, view }): SlotOwner[] => {
      if (view === null || !isMaster(view.self) || view.self.slots.length === 0) return [];
      return [{ node: probe.source.node, slots: view.self.slots, is: standingOf(probe, view, board) }];
    })
    .toSorted((a, b) => (a.slots[0]?.from ?? 0) - (b.slots[0]?.from ?? 0));
}

function standingOf(probe: ProbeRow, { isServing }: ClusterView, board: Moment): SlotOwner['is'] {
  if (isReliedOn(probe, board)) return isServing ? 'read' : 'down';
  const failure = probe.attempt?.failure ?? null;
  return failure && isRefusal(failure) ? 'gone' : 'stale';
}
