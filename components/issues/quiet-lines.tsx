'use client';
import Link from 'next/link';
import type { Attended, Quiet } from '#lib/attention/attend.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { issueWords } from '../overview/issue-words.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { issuePath } from './issue-path.ts';

/** Lines beyond this many are counted. */
const SHOWN = 6;

/** What is acknowledged or planned: one line each, which leads to all that is known of it. */
export function QuietLines({ quiet, probes }: { quiet: readonly Attended[]; probes: readonly ProbeRow[] }) {
  const more = quiet.length - SHOWN;
  return (
    <ul className="quiet" aria-label="Acknowledged or planned">
      {quiet.slice(0, SHOWN).map((attended) => (
        <Line key={attended.issue.key} attended={attended} probes={probes} />
      ))}
      {more > 0 ? (
        <li>
          <Link className="link" href="/issues" prefetch={false}>
            {more} more acknowledged or planned
          </Link>
        </li>
      ) : null}
    </ul>
  );
}

function Line({ attended: { issue, quiet }, probes }: { attended: Attended; probes: readonly ProbeRow[] }) {
  const { board } = useBoardTime();
  const { subject, says } = issueWords(issue, probes, board);
  const { status } = issue.verdict;
  const { probe } = issue.head;
  // Other groups may have one of the same name.
  const place = issue.is === 'row' || issue.is === 'node' ? `${probe.systemTitle}, ${probe.groupTitle}` : null;
  return (
    <li id={issue.key} tabIndex={-1}>
      <StatusShape status={status} small label={status} />
      <span>
        <Link href={issuePath(issue.key)} prefetch={false}>
          {subject}
        </Link>
        {says} · {place === null ? null : <span className="q">{place} · </span>}
        <Why quiet={quiet} />
      </span>
    </li>
  );
}

function Why({ quiet }: { quiet: Quiet }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  switch (quiet?.is) {
    case undefined:
      return null;
    case 'acknowledged': {
      const { by, until, text } = quiet.acknowledgement;
      return (
        <span className="q">
          acknowledged by {by}, until {format.minute(until, own.now)}: {text}
        </span>
      );
    }
    case 'planned': {
      const { by, endAt, reason } = quiet.maintenance;
      return (
        <span className="q">
          planned maintenance until {format.minute(endAt, own.now)} by {by}: {reason}
        </span>
      );
    }
  }
}
