'use client';
import { useMemo } from 'react';
import { sourceId } from '#lib/reading.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { useSources } from '../../row-trends/use-sources.ts';
import type { Ag } from './groups.ts';
import { wroteSince } from './log-rise.ts';
import type { SqlNode } from './nodes.ts';

/** What was written to the log of a database at a node by each kept reading; null where that is not kept. */
export type Written = { of(node: SqlNode, database: string): { points: readonly TrendPoint[]; intervalMs: number } | null };

/** The place of that figure among those of the rows. */
const WROTE = 1;

/** The kept readings of the logs of a group at all its replicas. */
export function useWritten({ replicas }: Ag): Written {
  const ids = replicas.flatMap(({ node }) => (node?.logs ? [sourceId(node.logs.source)] : [])).join('\n');
  const seen = useSources(useMemo(() => (ids === '' ? [] : ids.split('\n').map((source) => ({ source }))), [ids]));
  return useMemo(
    () => ({
      of({ logs, logFiles }, database) {
        const state = logs === null ? undefined : seen.states[seen.parts.findIndex(({ source }) => source === sourceId(logs.source))];
        const row = logFiles.get(database)?.row.id;
        if (state?.is !== 'kept' || row === undefined) return null;
        return { points: state.ring.trend(row, WROTE), intervalMs: state.intervalMs };
      },
    }),
    [seen],
  );
}

/** What the primary of a group wrote to the log of a database since a moment (epoch ms), by its kept readings; null where they do not tell. */
export function primaryWrote({ primary }: Ag, database: string, { moment, written }: { moment: number; written: Written }): number | null {
  const kept = primary?.node ? written.of(primary.node, database) : null;
  return kept === null ? null : wroteSince(kept.points, moment, kept.intervalMs);
}
