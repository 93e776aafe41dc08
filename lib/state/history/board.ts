import type { KeyFigureRow, LiveRow, ProbeRow, SnapshotEvent } from '../../feed/events.ts';
import type { Finding } from '../../finding.ts';
import { sourceId } from '../../reading.ts';
import type { KeyFigure } from '../../system.ts';

/** A source as it is kept: without the points of its key figures, which the series have. */
export type KeptProbe = Omit<ProbeRow, 'keyFigures'> & { keyFigures: readonly KeyFigure[] };

/** A source and its rows. Rows that are the very same array are the same rows. */
export type KeptSource = { probe: KeptProbe; rows: readonly LiveRow[] };

/** What people said and did, what happened, and the hosts that all of it is about. */
export type Beside = Pick<SnapshotEvent, 'marks' | 'events' | 'attention' | 'timers' | 'hosts'>;

/** All that the board of all systems shows at a moment, but for the moment itself. */
export type Board = { sources: readonly KeptSource[]; findings: readonly Finding[]; beside: Beside };

export function keyOfSource({ probe }: KeptSource): string {
  return sourceId(probe.source);
}

export function keyOfRow({ id }: LiveRow): string {
  return id;
}

export function keyOfFinding({ system, group, id }: Finding): string {
  return JSON.stringify([system, group, id]);
}

/** A probe without the points of its key figures. */
export function keptProbe(probe: ProbeRow): KeptProbe {
  return { ...probe, keyFigures: probe.keyFigures.map(withoutTrend) };
}

function withoutTrend({ name, unit, value }: KeyFigureRow): KeyFigure {
  return { name, unit, value };
}
