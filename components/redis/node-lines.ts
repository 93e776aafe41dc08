import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { RowsOf } from '../reading/gather-rows.tsx';
import { CLUSTER } from './cluster/cluster-line.ts';
import { INFO, type NodeLine, toLine } from './node-line.ts';

/** The data nodes among all that is asked of Redis. */
export function toLines(probes: readonly ProbeRow[], rows: RowsOf): NodeLine[] {
  const clusters = new Map(probes.filter(({ source }) => source.probe === CLUSTER).map((probe) => [nodeKey(probe.source), probe]));
  return probes
    .filter(({ source }) => source.probe === INFO)
    .map((probe) => toLine(probe, rows.get(sourceId(probe.source)) ?? [], clusters.get(nodeKey(probe.source)) ?? null));
}
