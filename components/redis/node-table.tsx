'use client';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { useFindingsAbout } from '../findings/use-findings.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { FIGURES } from './columns.ts';
import { notesUnder } from './node-notes.ts';
import { NodeRow } from './node-row.tsx';
import { StrangerRow } from './stranger-row.tsx';
import type { TreeLine } from './tree.ts';
import { doVersionsDiffer } from './words.ts';

/** `place` is the one that somebody came to; `shared` are the tags that stand above the table. */
type TableProps = { label: string; lines: readonly TreeLine[]; place: string; shared: readonly string[] };

/** Nodes with all that each says of itself. The version is a column only where it differs. */
export function NodeTable({ label, lines, place, shared }: TableProps) {
  const { board } = useBoardTime();
  const about = useFindingsAbout('redis');
  const notes = notesUnder(lines, about);
  const hasVersion = doVersionsDiffer(lines.map((line) => (line.is === 'node' ? line.node.view : null)));
  const width = FIGURES.length + (hasVersion ? 3 : 2);
  return (
    <div className="scroll pin">
      <table className="redis" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Role</th>
            {hasVersion ? <th scope="col">Version</th> : null}
            {FIGURES.map(({ id, head, isNumber, title }) => (
              <th key={id} scope="col" className={isNumber ? 'n' : ''} title={title}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {lines.map((line) =>
          line.is === 'node' ? (
            <NodeRow
              key={line.key}
              line={line}
              verdict={rollUp([line.node.probe], board).verdict}
              hasVersion={hasVersion}
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
