'use client';
import { memo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Part } from '#lib/issues/issue.ts';
import { countRows } from '#lib/issues/tally.ts';
import { rollUp } from '#lib/roll-up.ts';
import { countStatuses, STATUSES, type Status } from '#lib/status.ts';
import { withFound } from '../findings/nodes-found.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';

/** How many nodes stand at each status with what is found of them, and below how many rows of what they said. */
export const Tiles = memo(function Tiles({ parts, probes }: { parts: readonly Part[]; probes: readonly ProbeRow[] }) {
  const { board } = useBoardTime();
  const { findings } = useIssues();
  const nodes = countStatuses(withFound(rollUp(probes, board).nodes, findings).map(({ verdict }) => verdict.status));
  const rows = countRows(parts, board);
  const all = STATUSES.reduce((sum, status) => sum + nodes[status], 0);
  return (
    <ul className="tiles" aria-label={`Nodes by status, ${all} in all, and the rows that they tell of`}>
      {STATUSES.map((status) => (
        <Tile key={status} status={status} nodes={nodes[status]} rows={rows[status]} />
      ))}
    </ul>
  );
});

function Tile({ status, nodes, rows }: { status: Status; nodes: number; rows: number }) {
  const isNone = nodes === 0 && rows === 0;
  const isLoud = !isNone && status !== 'ok' && status !== 'maintenance';
  return (
    <li className={[nodes === 0 ? 'zero' : '', isNone ? 'none' : ''].join(' ').trim()}>
      <StatusShape status={status} />
      <b>{formatCount(nodes)}</b>
      <span>
        <span className={isLoud ? `w ${status}` : 'm'}>{status}</span>
        <span className="rows">
          {formatCount(rows)} {rows === 1 ? 'row' : 'rows'}
        </span>
      </span>
    </li>
  );
}
