'use client';
import Link from 'next/link';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { freshness } from '#lib/reading.ts';
import type { Since } from '#lib/status.ts';
import { Ago, pollerPath } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { When } from '../reading/when.tsx';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { issueWords } from './issue-words.ts';

/** One cause: who, what, since when, read when, and the way to the place. */
export function IssueLine({ issue, probes }: { issue: Issue; probes: readonly ProbeRow[] }) {
  const { own, board } = useBoardTime();
  const { subject, says, status, evidence, path } = issueWords(issue, probes, board);
  const { verdict } = issue;
  // What was critical stays critical when it goes unread, and is old all the same.
  const { probe } = issue.head;
  const isOld = freshness(probe.newest, probe.staleAfterMs, probe.scope === 'board' ? own : board).is === 'stale';
  return (
    <li className={`issue ${verdict.status}${isOld ? ' hatch' : ''}`}>
      <StatusShape status={verdict.status} />
      <div>
        <h2>
          <Link href={path} prefetch={false}>
            {subject}
          </Link>
          {says}
        </h2>
        <p>
          <Flash of={verdict.status} className={`w ${verdict.status}`}>
            {status}
          </Flash>{' '}
          · {evidence}
        </p>
      </div>
      <div className="since">
        <SinceWords since={verdict.since} />
        <ReadWhen issue={issue} />
      </div>
      <div className="do">
        <Link className="btn" href={path} prefetch={false} aria-label={`Open ${subject}`}>
          Open
        </Link>
        {issue.is === 'vigil' ? null : <PollIssue issue={issue} subject={subject} />}
      </div>
    </li>
  );
}

function SinceWords({ since }: { since: Since }) {
  switch (since.how) {
    case 'before':
      return (
        <b title="It was so when Vigil first looked">
          since before <When at={since.at} />
        </b>
      );
    case 'source':
    case 'seen':
      return (
        <b title={since.how === 'seen' ? 'Seen by Vigil' : 'By its own word'}>
          since <When at={since.at} />
        </b>
      );
  }
}

/** How old the oldest reading is that the line rests on; leads to it on the pollers page. */
function ReadWhen({ issue }: { issue: Issue }) {
  const { own } = useBoardTime();
  const probe = oldest(issue.symptoms.map((symptom) => symptom.probe));
  const { nextAt, attempt } = probe;
  const next = attempt?.failure && nextAt !== null && nextAt > own.now ? `, next try in ${formatAge(nextAt - own.now)}` : '';
  return (
    <span className="m">
      <Link href={pollerPath(probe)} prefetch={false}>
        {probe.newest ? (
          <>
            read <Ago at={probe.newest.observedAt} /> ago
          </>
        ) : (
          'never read'
        )}
      </Link>
      {next}
    </span>
  );
}

/** The one that was read the longest time ago; one that was never read before all. */
function oldest([first, ...others]: readonly ProbeRow[]): ProbeRow {
  if (!first) throw new Error('an issue without a symptom');
  return others.reduce((found, one) => ((one.newest?.observedAt ?? 0) < (found.newest?.observedAt ?? 0) ? one : found), first);
}

function PollIssue({ issue, subject }: { issue: Issue; subject: string }) {
  const { system, group, node } = issue.head.probe.source;
  const isOne = issue.symptoms.every(({ probe }) => probe.source.node === node);
  return <PollButton target={isOne ? { system, group, node } : { system, group }} name={subject} />;
}
