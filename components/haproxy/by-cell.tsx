'use client';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { MarkNote, useMarkOf } from '../actions/mark-note.tsx';

type ByProps = { group: string; node: string; row: string | null; view: RowView };

/** Who put a server where it is, and why. What was done by other hands is not told by a statistics page, and that is said. */
export function ByCell({ group, node, row, view }: ByProps) {
  const markOf = useMarkOf();
  const { word, by } = view.state;
  const isOut = word === 'drain' || word === 'maintenance';
  if (!isOut || row === null) return <td className="q">–</td>;
  if (markOf({ group, node, row })) {
    return (
      <td className="by">
        <MarkNote group={group} node={node} row={row} />
      </td>
    );
  }
  return (
    <td className="q small" title="A statistics page does not tell who did it">
      {by === null ? 'not through Vigil' : `by ${by}`}
    </td>
  );
}
