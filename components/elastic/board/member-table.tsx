'use client';
import { STATUSES } from '#lib/status.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { sortBy } from '../../ui/sort.ts';
import { useSorting } from '../../ui/sort-context.tsx';
import { SortHead } from '../../ui/sort-head.tsx';
import { inHeldOrder, useHeld } from '../../ui/use-held.ts';
import { usePointerHold } from '../../ui/use-pointer-hold.ts';
import { MemberButton } from '../actions/member-button.tsx';
import type { ClusterLine } from '../lines.ts';
import { COLUMNS } from './columns.ts';
import { mastersOf } from './masters.ts';
import { type MemberLine, statusOf } from './member-lines.ts';
import { MemberRow } from './member-row.tsx';

type TableProps = { cluster: ClusterLine; members: readonly MemberLine[]; matched: ReadonlySet<string> | null; place: string };

/** The members of a cluster, worst first and then by name, or as somebody sorted them. */
export function MemberTable({ cluster, members, matched, place }: TableProps) {
  const { board } = useBoardTime();
  const { sort } = useSorting();
  const [isHeld, hold] = usePointerHold();
  const by = COLUMNS.find(({ id }) => id === sort?.column);
  const rank = (line: MemberLine) => STATUSES.indexOf(statusOf(line, board));
  const sorted =
    sort && by ? sortBy(members, sort.isDown, (line) => by.sortedBy(line, board)) : members.toSorted((a, b) => rank(a) - rank(b));
  const order = useHeld(
    sorted.map(({ key }) => key),
    isHeld,
    JSON.stringify(sort),
  );
  const shown = inHeldOrder(sorted, ({ key }) => key, order).filter(({ key }) => matched === null || matched.has(key));
  const hasVersion = new Set(members.flatMap(({ identity }) => identity?.view.version ?? [])).size > 1;
  const columns = COLUMNS.filter(({ id }) => id !== 'version' || hasVersion);
  const { votes } = mastersOf(cluster, board);
  const masterBy = (name: string): readonly string[] => votes.find(({ master }) => master === name)?.by ?? [];
  if (shown.length === 0)
    return (
      <p className="note none">
        {members.length === 0 ? 'No member of this cluster is known yet.' : 'No member of this cluster passes the filter.'}
      </p>
    );
  return (
    <div className="scroll pin" {...hold}>
      <table className="redis es-members" aria-label={`Members of ${cluster.board.title}`}>
        <thead>
          <tr>
            {columns.map(({ id, head, isNumber, title, isSpare }) => (
              <SortHead key={id} {...{ id, isNumber, title, isSpare }} beginsDown={isNumber}>
                {head}
              </SortHead>
            ))}
          </tr>
        </thead>
        {shown.map((line) => (
          <MemberRow
            key={line.key}
            group={cluster.board.name}
            menu={<MemberButton cluster={cluster} line={line} />}
            {...{ line, hasVersion, place, masterBy: masterBy(line.name), width: columns.length }}
          />
        ))}
      </table>
    </div>
  );
}
