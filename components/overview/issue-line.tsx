'use client';
import Link from 'next/link';
import type { Attended } from '#lib/attention/attend.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { freshness } from '#lib/reading.ts';
import { IssueControls } from '../issues/issue-controls.tsx';
import { IssueNote } from '../issues/issue-note.tsx';
import { Ago, pollerPath } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { SinceWords } from '../reading/since-words.tsx';
import { ToldText } from '../reading/told-text.tsx';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { issueWords } from './issue-words.ts';

/** One cause: who, what, since when, read when, what people say of it, and the way to the place. A quiet one keeps the shape and colour of its status. */
export function IssueLine({ attended, probes }: { attended: Attended; probes: readonly ProbeRow[] }) {
  const { own, board } = useBoardTime();
  const { issue, quiet } = attended;
  const { subject, says, told, status, evidence, path } = issueWords(issue, probes, board);
  const { verdict } = issue;
  // What was critical stays critical when it goes unread, and is old all the same.
  const { probe } = issue.head;
  const isOld = freshness(probe.newest, probe.staleAfterMs, probe.scope === 'board' ? own : board).is === 'stale';
  return (
    <li id={issue.key} tabIndex={-1} className={`issue ${verdict.status}${isOld ? ' hatch' : ''}${quiet ? ' hushed' : ''}`}>
      <StatusShape status={verdict.status} />
      <div>
        <h2>
          <Link href={path} prefetch={false}>
            {subject}
          </Link>
          {told ? <ToldText told={told} /> : says}
        </h2>
        <p>
          <Flash of={verdict.status} className={`w ${verdict.status}`}>
            {status}
          </Flash>{' '}
          · {evidence}
        </p>
        <IssueNote attended={attended} />
      </div>
      <div className="since">
        <b>
          <SinceWords since={verdict.since} />
        </b>
        <ReadWhen issue={issue} />
      </div>
      <div className="do">
        <Link className="btn" href={path} prefetch={false} aria-label={`Open ${subject}`}>
          Open
        </Link>
        {issue.is === 'vigil' ? null : <PollIssue issue={issue} subject={subject} />}
        <IssueControls attended={attended} subject={subject} />
      </div>
    </li>
  );
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
        {next}
      </Link>
    </span>
  );
}

/** The one that was read the longest time ago; one that was never read before all. */
function oldest([first, ...others]: readonly ProbeRow[]): ProbeRow {
  if (!first) throw new Error('an issue without a symptom');
  return others.reduce((found, one) => ((one.newest?.observedAt ?? 0) < (found.newest?.observedAt ?? 0) ? one : found), first);
}

/** Asks again what the line is about: a node, a group or a system; what is about several systems is asked on their pages. */
function PollIssue({ issue, subject }: { issue: Issue; subject: string }) {
  const sources = issue.symptoms.map(({ probe }) => probe.source);
  const { system, group, node } = issue.head.probe.source;
  if (sources.some((one) => one.system !== system)) return null;
  const isOneGroup = sources.every((one) => one.group === group);
  const isOneNode = isOneGroup && sources.every((one) => one.node === node);
  return <PollButton target={{ system, ...(isOneGroup ? { group } : {}), ...(isOneNode ? { node } : {}) }} name={subject} />;
}
