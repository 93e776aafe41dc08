'use client';
import type { ReactNode } from 'react';
import { useRows } from '#components/feed/use-feed.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';

export type RowsOf = ReadonlyMap<string, readonly LiveRow[]>;

type GatherProps = { probes: readonly ProbeRow[]; gathered?: RowsOf; children(rows: RowsOf): ReactNode };

const NOTHING: RowsOf = new Map();

/** The rows of several sources at once, by sourceId. Each source is one level of components, because a hook cannot be called in a loop. */
export function GatherRows({ probes, gathered = NOTHING, children }: GatherProps) {
  const [probe, ...rest] = probes;
  if (!probe) return children(gathered);
  return (
    <GatherOne id={sourceId(probe.source)} gathered={gathered} rest={rest}>
      {children}
    </GatherOne>
  );
}

type GatherOneProps = { id: string; gathered: RowsOf; rest: ProbeRow[]; children(rows: RowsOf): ReactNode };

function GatherOne({ id, gathered, rest, children }: GatherOneProps) {
  const rows = useRows(id);
  return (
    <GatherRows probes={rest} gathered={new Map([...gathered, [id, rows]])}>
      {children}
    </GatherRows>
  );
}
