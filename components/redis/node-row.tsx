'use client';
import Link from 'next/link';
import { type Finding, worsened } from '#lib/finding.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { Verdict } from '#lib/status.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { FindingNote } from '../findings/finding-note.tsx';
import { HostLink } from '../hosts/host-link.tsx';
import { Tags } from '../hosts/tags.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { addressBeside, DiscoveredMark } from '../reading/discovered-mark.tsx';
import { rowTone } from '../reading/row-tone.ts';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { markOf } from '../ui/use-place.ts';
import { NodeCells } from './node-cells.tsx';
import { nodePath } from './paths.ts';
import { NodeButton } from './replication/node-button.tsx';
import type { TreeLine } from './tree.ts';
import { WhyRow } from './why-row.tsx';
import { roleWords } from './words.ts';

type Line = Extract<TreeLine, { is: 'node' }>;
/** `tags` are those that are told in the row; `shown` are the columns that not all tables have. */
type RowProps = {
  line: Line;
  verdict: Verdict;
  shown: { hasVersion: boolean; isReplicated: boolean };
  width: number;
  place: string;
  tags: readonly string[];
  /** What its group proves about it, and which of that is told under it. */
  findings: readonly Finding[];
  notes: readonly Finding[];
};

/** Steps to the right for each master above, in px. */
const STEP = 18;

/** One node: what it says of itself, hatched where that is too old, and under it why it is not ok. */
export function NodeRow({ line, verdict, shown, width, place, tags, findings, notes }: RowProps) {
  const { board } = useBoardTime();
  const { node, depth, isLooped } = line;
  const { probe, view } = node;
  const key = nodeKey(probe.source);
  const status = worsened(verdict.status, findings);
  const isOld = probe.newest !== null && !isReliedOn(probe, board);
  return (
    <tbody>
      <tr className={rowTone(status, isOld)} id={key} tabIndex={-1} aria-current={markOf(place === key)}>
        <th scope="row" className="name">
          <span className="cell" style={{ paddingLeft: depth * STEP }}>
            <StatusShape status={status} label={status} />
            <Link className="b" href={nodePath(probe.source)} prefetch={false} title="What it says, and what it can be asked">
              {probe.source.node}
            </Link>
            <NodeButton line={node} />
            <Whereabouts line={line} tags={tags} />
          </span>
        </th>
        <td>
          <Flash of={view === null ? '' : roleWords(view)}>
            {view === null ? <span className="q">not known</span> : roleWords(view)}
            {isLooped ? <span className="w warning">, its chain of masters is a circle</span> : null}
          </Flash>
        </td>
        {shown.hasVersion ? <td>{view?.version ?? <span className="q">–</span>}</td> : null}
        <NodeCells line={line} isReplicated={shown.isReplicated} findings={findings} />
      </tr>
      <WhyRow probe={probe} verdict={verdict} width={width} />
      {notes.length === 0 ? null : (
        <tr className="founds">
          <td colSpan={width}>
            {notes.map((finding) => (
              <FindingNote key={finding.id} finding={finding} />
            ))}
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** Its address, its machine where that is another name, the tags that not all beside it have, and what people wrote of it. */
function Whereabouts({ line, tags }: Pick<RowProps, 'line' | 'tags'>) {
  const { probe } = line.node;
  const { system, group, node } = probe.source;
  const isElsewhere =
    probe.host !== null && probe.host !== node && !node.startsWith(`${probe.host}:`) && !probe.address.startsWith(`${probe.host}:`);
  return (
    <>
      <span className="q small">
        {addressBeside(probe)}
        {isElsewhere && probe.host !== null ? (
          <>
            {' on '}
            <HostLink said={probe.host} />
          </>
        ) : null}
      </span>
      <DiscoveredMark probe={probe} />
      <Tags tags={tags} path="/redis" of={node} />
      {probe.notes.includes('node') ? <NotesButton system={system} group={group} node={node} title={node} /> : null}
    </>
  );
}
