'use client';
import Link from 'next/link';
import type { Link as FeedLink } from '#components/feed/client.ts';
import { formatCount } from '#lib/format/number.ts';
import { type Status, worst } from '#lib/status.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { useIssues } from './issues-context.tsx';
import type { OpenIssues } from './open-issues.ts';

/** `count` stands alone where there is no room for `words`. `read` is what a screen reader says after them. `isCalm`: nothing to look at. */
type Look = { status: Status; count: string; words: string; read: string; isCalm: boolean };

/** How many issues are to be looked at and how bad the worst is; leads to them. Calm only where Vigil is heard and vouches for it. */
export function IssuesButton({ link, path }: { link: FeedLink; path: string }) {
  const { board } = useBoardTime();
  const issues = useIssues();
  const { status, count, words, read, isCalm } = lookOf(issues, link, board.doubtBefore !== Number.POSITIVE_INFINITY);
  return (
    <Link
      className={`btn issues-button${isCalm ? ' calm' : ''}`}
      href="/issues"
      prefetch={false}
      aria-current={path === '/issues' ? 'page' : undefined}
    >
      <StatusShape status={status} small={status === 'ok'} />
      <span className="wide">{words}</span>
      <span className="narrow">
        {count}
        <span className="vh"> {words}</span>
      </span>
      <span className="vh">, {read}</span>
    </Link>
  );
}

function lookOf({ loud, quiet, parts }: OpenIssues, link: FeedLink, isVouched: boolean): Look {
  if (loud.length > 0) {
    const status = worstOf(loud);
    return { status, count: formatCount(loud.length), words: countWords(loud.length), read: `worst ${status}`, isCalm: false };
  }
  const unknown = { count: '?', words: 'Issues not known', isCalm: false };
  if (link.state === 'connecting' || !parts.some(({ probe }) => probe.scope === 'node'))
    return { ...unknown, status: 'unknown', read: 'nothing was told yet' };
  if (link.state === 'silent' || !isVouched) return { ...unknown, status: 'stale', read: 'stale: what was read is in doubt' };
  if (quiet.length > 0) {
    const status = worstOf(quiet);
    const count = formatCount(quiet.length);
    return { status, count, words: `${count} quiet`, read: `acknowledged or planned, worst ${status}`, isCalm: true };
  }
  return { status: 'ok', count: '0', words: 'No issues', read: 'ok', isCalm: true };
}

function worstOf(issues: OpenIssues['loud']): Status {
  return worst(issues.map(({ issue }) => issue.verdict.status));
}

function countWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'issue' : 'issues'}`;
}
