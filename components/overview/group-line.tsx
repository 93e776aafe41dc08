'use client';
import Link from 'next/link';
import { worsened } from '#lib/finding.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Part } from '#lib/issues/issue.ts';
import { freshness } from '#lib/reading.ts';
import { type NodeVerdict, rollUp } from '#lib/roll-up.ts';
import { countStatuses, isWorse, type Status } from '#lib/status.ts';
import { withFound } from '../findings/nodes-found.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { Age } from '../reading/age.tsx';
import { type BoardGroup, hasNotes, oldestPart, presentCounts } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { barTone } from '../reading/row-tone.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { FigureCell } from './figure-cell.tsx';
import { headOf, sumFigures } from './sum-figures.ts';
import { wordsOf } from './systems.ts';

/** More nodes than this are only counted. */
const DOTS = 12;

type LineProps = { group: BoardGroup; heads: readonly string[]; parts: readonly Part[] };

/** One group: how its nodes are, what is in it, its key figures, and how old the oldest part of those is. */
export function GroupLine({ group, heads, parts }: LineProps) {
  const { board } = useBoardTime();
  const words = wordsOf(group.system);
  const probes = parts.map(({ probe }) => probe);
  const { verdict, nodes } = rollUp(probes, board);
  const { findings } = useIssues();
  const own = findings.filter((finding) => finding.system === group.system && finding.group === group.name);
  const status = worsened(verdict.status, own);
  const isStale = probes.some((probe) => freshness(probe.newest, probe.staleAfterMs, board).is === 'stale');
  const figures = sumFigures(probes);
  // What is asked every few minutes and stands nowhere in this line would make all of it look old.
  const told = probes.filter(({ vital, keyFigures }) => vital || keyFigures.length > 0);
  const oldest = oldestPart(told.length > 0 ? told : probes);
  return (
    <tr className={`${barTone(status)}${isStale ? ' hatch' : ''}`}>
      <th scope="row" className="name fresh">
        <span className="cell">
          <StatusShape status={status} label={status} />
          <Link className="b" href={`${words.path}#${encodeURIComponent(group.key)}`} prefetch={false}>
            {group.title}
          </Link>
          {hasNotes(group, 'group') ? <NotesButton system={group.system} group={group.name} title={group.title} /> : null}
        </span>
      </th>
      <td className="fresh nodes">
        <Nodes nodes={withFound(nodes, own)} status={status} />
      </td>
      <td className="contents">{words.contents.of(parts, board)}</td>
      {heads.map((head, index) => (
        <FigureCell
          key={head}
          head={head}
          isFirst={index === 0}
          figure={figures.find((figure) => headOf(figure) === head) ?? null}
          words={words}
          title={group.title}
          isStale={isStale}
        />
      ))}
      <td className="n asof">{oldest ? <Age probe={oldest} isInRow /> : null}</td>
    </tr>
  );
}

/** Where something is wrong that is of no node alone those that are ok only answer: beside a critical group "3 ok" would say that it is well. */
function Nodes({ nodes, status }: { nodes: readonly NodeVerdict[]; status: Status }) {
  const counts = presentCounts(countStatuses(nodes.map(({ verdict }) => verdict.status))).reverse();
  const isOfNone = isWorse(status, 'unknown') && !nodes.some(({ verdict }) => isWorse(verdict.status, 'unknown'));
  return (
    <span className="cell" title={nodes.map(({ node, verdict }) => `${node}: ${verdict.status}`).join('\n')}>
      {nodes.length <= DOTS ? (
        <span className="dots">
          {nodes.map(({ node, verdict }) => (
            <StatusShape key={node} status={verdict.status} small />
          ))}
        </span>
      ) : null}
      <span>
        {counts.map(({ status: one, count }, index) => (
          <span key={one} className={one === 'ok' || one === 'maintenance' ? '' : `w ${one}`}>
            {index > 0 ? ', ' : ''}
            {formatCount(count)} {one === 'ok' && isOfNone ? 'answering' : one}
          </span>
        ))}
      </span>
    </span>
  );
}
