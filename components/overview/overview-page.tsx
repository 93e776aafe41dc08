'use client';
import { useMarks, useProbes } from '#components/feed/use-feed.ts';
import { sourceId } from '#lib/reading.ts';
import { GatherRows } from '../reading/gather-rows.tsx';
import { BeforeFirst } from '../shell/before-first.tsx';
import { OverviewBoard } from './overview-board.tsx';

/** The overview over the feed. */
export function OverviewPage() {
  const probes = useProbes();
  const marks = useMarks();
  if (!probes.some(({ scope }) => scope === 'node')) return <BeforeFirst title="Overview" what="node" />;
  return (
    <GatherRows probes={probes}>
      {(rows) => <OverviewBoard parts={probes.map((probe) => ({ probe, rows: rows.get(sourceId(probe.source)) ?? [] }))} marks={marks} />}
    </GatherRows>
  );
}
