'use client';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { useFindingsAbout } from '../findings/use-findings.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { SortHead } from '../ui/sort-head.tsx';
import { type Column, FIGURES, HEADS, hasReplicas } from './columns.ts';
import { probesOf } from './node-line.ts';
import { notesUnder } from './node-notes.ts';
import { NodeRow } from './node-row.tsx';
import { StrangerRow } from './stranger-row.tsx';
import type { TreeLine } from './tree.ts';
import { doVersionsDiffer } from './words.ts';

/** `place` is the one that somebody came to; `shared` are the tags that stand above the table. */
type TableProps = { label: string; lines: readonly TreeLine[]; place: string; shared: readonly string[] };

/** Nodes with all that each says of itself. The version is a column only where it differs, and what is said of replicas where there may be one. */
export function NodeTable({ label, lines, place, shared }: TableProps) {
  const { board } = useBoardTime();
  const about = useFindingsAbout('redis');
  const notes = notesUnder(lines, about);
  const hasVersion = doVersionsDiffer(lines.map((line) => (line.is === 'node' ? line.node.view : null)));
  const isReplicated = hasReplicas(lines);
  const columns = [...HEADS, ...FIGURES].filter(
    ({ id, isOfReplicas }) => (id !== 'version' || hasVersion) && (!isOfReplicas || isReplicated),
  );
  const width = columns.length;
  return (
    <div className="scroll pin">
      <table className="redis" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHead key={column.id} column={column} />
            ))}
          </tr>
        </thead>
        {lines.map((line) =>
          line.is === 'node' ? (
            <NodeRow
              key={line.key}
              line={line}
              verdict={rollUp(probesOf(line.node), board).verdict}
              shown={{ hasVersion, isReplicated }}
              width={width}
              place={place}
              findings={about.get(nodeKey(line.node.probe.source)) ?? []}
              notes={notes.get(nodeKey(line.node.probe.source)) ?? []}
              tags={line.node.probe.tags.filter((tag) => !shared.includes(tag))}
            />
          ) : (
            <StrangerRow key={line.key} line={line} width={width} />
          ),
        )}
      </table>
    </div>
  );
}

function ColumnHead({ column: { id, head, isNumber, isSpare, title, sortedBy } }: { column: Column }) {
  if (sortedBy) return <SortHead {...{ id, isNumber, title, isSpare, beginsDown: isNumber }}>{head}</SortHead>;
  return (
    <th scope="col" className={isNumber ? 'n' : ''} title={title}>
      {head}
    </th>
  );
}
