'use client';
import Link from 'next/link';
import type { Mark } from '#lib/act/outcome.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { byTarget, MarkNote, MarksContext } from '../actions/mark-note.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { issueWords } from './issue-words.ts';

/** Lines beyond this many are counted. */
const SHOWN = 6;

/** What is out on purpose: one quiet line each, with who did it where somebody here did. */
type MaintainedProps = { issues: readonly Issue[]; probes: readonly ProbeRow[]; marks: readonly Mark[]; most?: number };

export function Maintained({ issues, probes, marks, most = SHOWN }: MaintainedProps) {
  const more = issues.length - most;
  return (
    <ul className="quiet" aria-label="Out on purpose">
      {issues.slice(0, most).map((issue) => (
        <MarksContext key={issue.key} value={byTarget(marks.filter(({ system }) => system === issue.head.probe.source.system))}>
          <Line issue={issue} probes={probes} />
        </MarksContext>
      ))}
      {more > 0 ? <li className="q">{more} more out on purpose</li> : null}
    </ul>
  );
}

function Line({ issue, probes }: { issue: Issue; probes: readonly ProbeRow[] }) {
  const { board } = useBoardTime();
  const { subject, says, evidence, path } = issueWords(issue, probes, board);
  const { probe, row } = issue.head;
  const { group, node } = probe.source;
  return (
    <li id={issue.key} tabIndex={-1}>
      <StatusShape status="maintenance" small label="maintenance" />
      <span>
        <Link href={path} prefetch={false}>
          {subject}
        </Link>
        {says} · <span className="q">{evidence}</span> {row ? <MarkNote group={group} node={node} row={row.live.id} /> : null}
      </span>
    </li>
  );
}
