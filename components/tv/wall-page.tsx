'use client';
import type { Link as FeedLink } from '#components/feed/client.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { leftOutOf } from '#lib/issues.ts';
import { useIssues } from '../issues/issues-context.tsx';
import type { OpenIssues } from '../issues/open-issues.ts';
import { quietWords } from './quiet-words.ts';
import { WallCounts } from './wall-counts.tsx';
import { WallGroups } from './wall-groups.tsx';
import { WallIssues } from './wall-issues.tsx';
import type { WallPage as Page } from './wall-settings.ts';
import { WallWell } from './wall-well.tsx';

/** One page of the wall: how many at each status, what is wrong or that nothing is, and the groups. */
export function WallPage({ page, link }: { page: Page; link: FeedLink }) {
  const issues = ofPage(useIssues(), page);
  const { parts, loud } = issues;
  const probes = parts.map(({ probe }) => probe);
  const quiet = quietWords(issues);
  if (parts.length === 0) return <Nothing page={page} link={link} />;
  return (
    <div className={page.system === null ? 'page' : 'page one-system'}>
      <WallCounts parts={parts} />
      {loud.length > 0 ? (
        <WallIssues issues={loud.map(({ issue }) => issue)} probes={probes} />
      ) : (
        <WallWell parts={parts} quiet={issues.quiet.map(({ issue }) => issue.verdict.status)} />
      )}
      {quiet === '' ? null : <p className="hushed">{quiet}</p>}
      <WallGroups parts={parts} findings={issues.findings} isLarge={page.system !== null} />
    </div>
  );
}

function Nothing({ page: { title, system }, link }: { page: Page; link: FeedLink }) {
  const what = system === null ? 'node' : `node of ${title}`;
  return (
    <div className="page">
      <p className="nothing">{link.state === 'live' ? `Vigil answers, and no ${what} is configured` : 'Asking Vigil for what it knows…'}</p>
    </div>
  );
}

/** Of one system what concerns it, and what is wrong with Vigil itself. */
function ofPage(issues: OpenIssues, { system }: Page): OpenIssues {
  const nodes = issues.parts.filter(({ probe }) => probe.scope === 'node');
  if (system === null) return { ...issues, parts: nodes };
  const isOf = ({ is, symptoms }: Issue): boolean => is === 'vigil' || symptoms.some(({ probe }) => probe.source.system === system);
  return {
    ...issues,
    parts: nodes.filter(({ probe }) => probe.source.system === system),
    loud: issues.loud.filter(({ issue }) => isOf(issue)),
    quiet: issues.quiet.filter(({ issue }) => isOf(issue)),
    maintained: issues.maintained.filter(isOf),
    leftOut: leftOutOf(nodes.filter(({ probe }) => probe.source.system === system)),
  };
}
