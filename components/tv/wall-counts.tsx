'use client';
import { formatCount } from '#lib/format/number.ts';
import type { Part } from '#lib/issues/issue.ts';
import { countRows } from '#lib/issues/tally.ts';
import { rollUp } from '#lib/roll-up.ts';
import { STATUSES } from '#lib/status.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';

/** How many nodes stand at each status, in letters for five metres, and below how many rows of what they said. */
export function WallCounts({ parts }: { parts: readonly Part[] }) {
  const { board } = useBoardTime();
  const nodes = rollUp(
    parts.map(({ probe }) => probe),
    board,
  ).counts;
  const rows = countRows(parts, board);
  return (
    <ul className="sums" aria-label="Nodes by status, and the rows that they tell of">
      {STATUSES.map((status) => {
        const isNone = nodes[status] === 0 && rows[status] === 0;
        const isLoud = !isNone && status !== 'ok' && status !== 'maintenance';
        return (
          <li key={status} className={isNone ? 'none' : ''}>
            <StatusShape status={status} />
            <b>{formatCount(nodes[status])}</b>
            <span>
              <span className={isLoud ? `w ${status}` : 'm'}>{status}</span>
              <span className="rows">
                {formatCount(rows[status])} {rows[status] === 1 ? 'row' : 'rows'}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
