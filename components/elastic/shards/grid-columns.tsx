import type { GridCopy, GridIndex } from '#lib/systems/elastic/asked/grid/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { type Mark, ShardMark } from './shard-mark.tsx';

/** Where no member is: a place of its own, so that what is nowhere is seen first. */
const NOWHERE = null;

const NAME_PX = 280;
const MARK_PX = 26;
const EDGE_PX = 16;

type Given = { members: readonly string[]; indices: readonly GridIndex[]; onPick(index: string, copy: GridCopy): void };

/** A column for what is nowhere, and one for each member, as wide as what stands in it. */
export function gridColumns({ members, indices, onPick }: Given): LongColumn<GridIndex>[] {
  const column = (member: string | null): LongColumn<GridIndex> => {
    const most = Math.max(1, ...indices.map((index) => marksAt(index, member).length));
    return {
      id: member === NOWHERE ? 'nowhere' : `at ${member}`,
      head: member ?? 'Unassigned',
      isNumber: false,
      title: member === NOWHERE ? 'Copies that no member holds' : `Copies on ${member}`,
      width: Math.max(EDGE_PX + MARK_PX * Math.min(most, 8), 8 * (member ?? 'Unassigned').length + EDGE_PX),
      cell: (index) => (
        <span className="es-marks">
          {marksAt(index, member).map((mark) => (
            <ShardMark key={mark.key} index={index.name} mark={mark} onPick={(copy) => onPick(index.name, copy)} />
          ))}
        </span>
      ),
      sortedBy: (index) => marksAt(index, member).length,
    };
  };
  return [
    {
      id: 'name',
      head: 'Index',
      isNumber: false,
      width: NAME_PX,
      cell: ({ name }) => <span title={name}>{name}</span>,
      sortedBy: ({ name }) => name,
    },
    column(NOWHERE),
    ...members.map(column),
  ];
}

/** How wide all of them are, in px. */
export function widthOf(columns: readonly Pick<LongColumn<never>, 'width'>[]): number {
  return columns.reduce((sum, { width = 0 }) => sum + width, 0);
}

/** What stands on a member and what comes there; on none, what is nowhere. Replicas of one shard that are nowhere are told apart by their turn. */
export function marksAt({ copies }: GridIndex, member: string | null): Mark[] {
  const turns = new Map<string, number>();
  const mark = (copy: GridCopy, isComing: boolean): Mark => {
    const name = `${copy.number} ${copy.isPrimary ? 'p' : 'r'}${isComing ? ' comes' : ''}`;
    const turn = (turns.get(name) ?? 0) + 1;
    turns.set(name, turn);
    return { key: `${name} ${turn}`, copy, isComing };
  };
  return copies.flatMap((copy): Mark[] => [
    ...(copy.member === member ? [mark(copy, false)] : []),
    ...(member !== NOWHERE && copy.state === 'RELOCATING' && copy.to === member ? [mark(copy, true)] : []),
  ]);
}
