import { freshness, type Moment } from '../reading.ts';
import { countStatuses, isOutOfRollUp, type StatusCounts } from '../status.ts';
import { addCounts, type Part } from './issue.ts';

/**
 * How many rows stand at each status at a moment, over all readings. Rows of a reading that is too old are stale; what was critical stays critical.
 * Rows of a node that was never read are not known and not counted.
 */
export function countRows(parts: readonly Part[], board: Moment): StatusCounts {
  let sum = countStatuses([]);
  for (const { probe } of parts) {
    if (probe.scope === 'board' || isOutOfRollUp(probe)) continue;
    const isStale = freshness(probe.newest, probe.staleAfterMs, board).is === 'stale';
    sum = addCounts(sum, isStale ? aged(probe.counts) : probe.counts);
  }
  return sum;
}

function aged({ critical, ...others }: StatusCounts): StatusCounts {
  const stale = Object.values(others).reduce((sum, count) => sum + count, 0);
  return { ...countStatuses([]), critical, stale };
}

/**
 * Since when (epoch ms) everything is as it is, as far as Vigil saw it itself: the latest change of any verdict, a gap in the readings included. Never before
 * Vigil's own first look. Null where something was never judged.
 */
export function provenSince(parts: readonly Part[]): number | null {
  let latest: number | null = null;
  for (const { probe, rows } of parts) {
    if (probe.scope === 'board' || isOutOfRollUp(probe)) continue;
    if (probe.heldSince === null || probe.verdict === null) return null;
    latest = Math.max(latest ?? 0, probe.heldSince, probe.verdict.since.at);
    for (const { verdict } of rows) latest = Math.max(latest, verdict.since.at);
  }
  return latest;
}
