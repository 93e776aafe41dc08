'use client';
import { useMarks } from '#components/feed/use-feed.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { Pinned } from '../pins/pinned.tsx';
import { BeforeFirst } from '../shell/before-first.tsx';
import { LastHour } from '../timeline/last-hour.tsx';
import { OverviewBoard } from './overview-board.tsx';

/** The overview over the feed. */
export function OverviewPage() {
  const issues = useIssues();
  const marks = useMarks();
  if (!issues.parts.some(({ probe }) => probe.scope === 'node')) return <BeforeFirst title="Overview" what="node" />;
  return <OverviewBoard issues={issues} marks={marks} pinned={<Pinned />} lastHour={<LastHour />} />;
}
