import type { View } from '../engine/catalog.ts';
import { standing } from '../model/copy.ts';
import { type Copy, type Estate, type Group, instanceOf } from '../model/estate.ts';

const COLUMNS = [
  { name: 'id', type: { name: 'int' }, isNullable: false },
  { name: 'beat_utc', type: { name: 'datetime2', scale: 3 }, isNullable: false },
  { name: 'written_by', type: { name: 'nvarchar', length: 256 }, isNullable: false },
] as const;

/** dbo.heartbeat of a database: one row that its primary writes again and again. A secondary has it as of what it has redone, whatever the HADR views say. */
export function heartbeatTable(of: { estate: Estate; group: Group; copy: Copy }, clock: () => number): View {
  return {
    kind: 'view',
    columns: COLUMNS,
    requires: `SELECT on ${of.copy.name}.dbo.heartbeat`,
    rows: () => [{ id: 1, beat_utc: new Date(beatAt(of, clock())), written_by: of.group.stampedBy }],
  };
}

/** When the primary wrote the heartbeat that a copy has, epoch ms by the primary's clock. */
export function beatAt({ estate, group, copy }: { estate: Estate; group: Group; copy: Copy }, now: number): number {
  const every = copy.heartbeatMs ?? 1;
  return Math.floor(standing(copy, now).committedAt / every) * every + instanceOf(estate, group.stampedBy).clockSkewMs;
}
