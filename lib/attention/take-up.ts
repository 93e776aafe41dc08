import type { ClosedIssue, Watched } from './closed.ts';
import type { IssueFiles } from './issue-files.ts';
import type { OpenIssue } from './open-issue.ts';

/** What is known of issues: those that are open, those that are over, newest first, and since when Vigil has watched them, and when not. */
export type Known = { open: readonly OpenIssue[]; closed: readonly ClosedIssue[]; watched: Watched };

/** Closed issues beyond this many are forgotten, the oldest first. */
const MOST_CLOSED = 500;
/** What is over for longer is forgotten, and so is what was open when Vigil looked last, where that is so long ago. */
const KEPT_MS = 14 * 24 * 3_600_000;
/** Beyond this many times in which Vigil did not look, the oldest is where its watch begins. */
const MOST_GAPS = 100;

/** What Vigil knows of issues when it starts. An issue that was open is open still, until its sources were read afresh and it is not found. */
export function takeUp(kept: { open: IssueFiles['open']['kept']; closed: IssueFiles['closed']['kept'] }, now: number): Known {
  const { watched, lookedAt, open } = kept.open;
  const closed = newestClosed(kept.closed.closed, now);
  if (watched === null || lookedAt === null || lookedAt < now - KEPT_MS) return { open: [], closed, watched: { since: now, gaps: [] } };
  // Vigil may have been killed after it had written that an issue is over, and before it had written what is open.
  const isOver = ({ key, seenAt }: OpenIssue): boolean => closed.some((one) => one.key === key && one.seenAt === seenAt);
  return {
    open: open.filter((issue) => !isOver(issue)).map((issue) => ({ ...issue, unseenFrom: issue.unseenFrom ?? Math.min(lookedAt, now) })),
    closed,
    watched: withGap(watched, { from: lookedAt, to: now }),
  };
}

/** What is over, without what is forgotten by now. */
export function newestClosed(closed: readonly ClosedIssue[], now: number): readonly ClosedIssue[] {
  return closed.filter(({ closedAt }) => closedAt >= now - KEPT_MS).slice(0, MOST_CLOSED);
}

/** The watch with one more time in which Vigil did not look. Where the clock was set back over it nobody knows how long it was. */
export function withGap({ since, gaps }: Watched, gap: { from: number; to: number }): Watched {
  const all = gap.to > gap.from ? [...gaps, gap] : gaps;
  const began = Math.max(since, gap.to - KEPT_MS, all.at(-MOST_GAPS - 1)?.to ?? since);
  return { since: began, gaps: all.filter(({ to }) => to > began).slice(-MOST_GAPS) };
}
