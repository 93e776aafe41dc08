'use client';
import { useMarks } from '#components/feed/use-feed.ts';
import { BeforeFirst } from '../shell/before-first.tsx';
import { useUrlText } from '../ui/use-url.ts';
import { IssuesBoard } from './issues-board.tsx';
import { useIssues } from './issues-context.tsx';

/** The issues page over the feed; its filter lives in its address. */
export function IssuesPage() {
  const issues = useIssues();
  const marks = useMarks();
  const [filter, setFilter] = useUrlText('q');
  if (!issues.parts.some(({ probe }) => probe.scope === 'node')) return <BeforeFirst title="Issues" what="node" />;
  return <IssuesBoard issues={issues} marks={marks} filter={filter} onFilter={setFilter} />;
}
