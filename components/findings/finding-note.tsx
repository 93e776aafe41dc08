'use client';
import type { Finding } from '#lib/finding.ts';
import { ageFinding } from '#lib/issues/finding-causes.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { SinceWords } from '../reading/since-words.tsx';
import { ToldText } from '../reading/told-text.tsx';
import { StatusShape } from '../ui/status-shape.tsx';

/** What instances prove together of a row, in a sentence that names them; aged by the oldest reading that it rests on. */
export function FindingNote({ finding }: { finding: Finding }) {
  const { parts } = useIssues();
  const { board } = useBoardTime();
  const probes = parts.map(({ probe }) => probe);
  const { status, reason, since } = ageFinding(finding, probes, board);
  return (
    <p className={`found ${status}${status === 'stale' ? ' hatch' : ''}`}>
      <StatusShape status={status} label={status} />
      <span>
        <b className={`w ${status}`}>{finding.title}</b> <SinceWords since={since} />: <ToldText told={finding.told} />
        {/[.!?]$/.test(String(finding.told.at(-1))) ? '' : '.'}
        {reason === finding.verdict.reason ? null : <span className="age stale"> {reason}</span>}
      </span>
    </p>
  );
}
