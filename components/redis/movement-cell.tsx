'use client';
import type { Finding } from '#lib/finding.ts';
import { toldInUtc } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { NO_VALUE } from '#lib/format/number.ts';
import { ageFinding } from '#lib/issues/finding-causes.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import type { NodeLine } from './node-line.ts';
import { knownUntil } from './words.ts';

/** What the witness proves of a replica, and the ends of a chain of which nothing can be proved. */
const MOVEMENT = ['stuck', 'behind', 'not known', 'idle', 'moving', 'stranger', 'circle'];

/** Whether what is written reaches a replica, as it and its top master prove together. Nothing found is not known, and never well. */
export function MovementCell({ node, findings }: { node: NodeLine; findings: readonly Finding[] }) {
  const { parts } = useIssues();
  const { board } = useBoardTime();
  const found = findings.find(({ kind }) => MOVEMENT.includes(kind));
  if (node.view?.role === 'master')
    return (
      <td>
        <span className="q">{NO_VALUE}</span>
      </td>
    );
  if (!found) return <td title="Too few readings, or one of the nodes is not read now: nothing is proved">not known</td>;
  const probes = parts.map(({ probe }) => probe);
  const { status, reason } = ageFinding(found, probes, board);
  return (
    <td
      className={status === 'stale' ? 'movement hatch stale-value' : 'movement'}
      title={status === 'stale' ? reason : toldInUtc(found.told)}
    >
      <Word finding={found} now={board.now} until={knownUntil(node.probe, board)} />
    </td>
  );
}

/** What is wrong is told with how long it lasts, which is known up to the last answer of the node: the note under the row says since when. */
function Word({ finding: { kind, told, verdict }, now, until }: { finding: Finding; now: number; until: number }) {
  const { how } = verdict.since;
  const lasts = `${how === 'before' || how === 'between' ? 'over ' : ''}${formatAge(Math.max(0, until - verdict.since.at))}`;
  const provedAt = told.find((piece) => typeof piece === 'number');
  if (kind === 'moving') return 'moving';
  if (kind === 'idle' && provedAt !== undefined) return `idle, proved ${formatAge(Math.max(0, now - provedAt))} ago`;
  if (kind !== 'stuck' && kind !== 'behind') return 'not known';
  return (
    <span className={`w ${verdict.status}`}>
      {kind} {lasts}
    </span>
  );
}
