'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { freshness } from '#lib/reading.ts';
import type { Since } from '#lib/status.ts';
import { issueWords } from '../overview/issue-words.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { ToldText } from '../reading/told-text.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { useFit } from './use-fit.ts';
import { WallTime } from './wall-time.tsx';

type IssuesProps = { issues: readonly Issue[]; probes: readonly ProbeRow[] };

/** More than these are not even measured: no screen has room for them. */
const MOST = 60;

/** What is wrong, worst first: as many lines as are whole on the screen, and how many more there are. */
export function WallIssues({ issues, probes }: IssuesProps) {
  const { ref, fits } = useFit<HTMLUListElement>();
  const shown = Math.min(issues.length, fits, MOST);
  const more = issues.length - shown;
  return (
    <section className="wrongs" aria-label="What is wrong">
      <ul ref={ref}>
        {issues.slice(0, MOST).map((issue, index) => (
          <WallIssue key={issue.key} issue={issue} probes={probes} isBeyond={index >= shown} />
        ))}
      </ul>
      {more > 0 ? <p className="remain">and {formatCount(more)} more</p> : null}
    </section>
  );
}

function WallSince({ since: { at, how, unwatched } }: { since: Since }) {
  if (how === 'between' && unwatched)
    return (
      <>
        between <WallTime at={unwatched.from} /> and <WallTime at={at} />
      </>
    );
  return (
    <>
      {how === 'before' ? 'since before ' : 'since '}
      <WallTime at={at} />
      {unwatched ? ', not watched all the time' : ''}
    </>
  );
}

/** One cause as a sentence, with since when it is so and when it was read, all of it in words. */
function WallIssue({ issue, probes, isBeyond }: { issue: Issue; probes: readonly ProbeRow[]; isBeyond: boolean }) {
  const { own, board } = useBoardTime();
  const { subject, says, told, status, evidence } = issueWords(issue, probes, board);
  const { verdict, head } = issue;
  const isOld = freshness(head.probe.newest, head.probe.staleAfterMs, head.probe.scope === 'board' ? own : board).is === 'stale';
  return (
    <li className={`${verdict.status}${isOld ? ' hatch' : ''}${isBeyond ? ' beyond' : ''}`} aria-hidden={isBeyond || undefined}>
      <StatusShape status={verdict.status} />
      <div>
        <h2>
          {subject}
          {told ? <ToldText told={told} /> : says}
        </h2>
        <p>
          <span className={`w ${verdict.status}`}>{status}</span> · {evidence}
        </p>
      </div>
      <p className="when">
        <b>
          <WallSince since={verdict.since} />
        </b>
        <span>{readWords(issue, own.now)}</span>
      </p>
    </li>
  );
}

/** By the oldest reading that the line rests on. */
function readWords({ symptoms }: Issue, now: number): string {
  const read = symptoms.map(({ probe }) => probe.newest?.observedAt ?? null);
  const oldest = read.reduce((found, one) => (found === null || one === null ? null : Math.min(found, one)), read[0] ?? null);
  return oldest === null ? 'never read' : `read ${formatAge(now - oldest)} ago`;
}
