'use client';
import type { ReactNode } from 'react';
import type { Mark } from '#lib/act/outcome.ts';
import type { OpenIssues } from '../issues/open-issues.ts';
import { QuietLines } from '../issues/quiet-lines.tsx';
import { IssueList } from './issue-list.tsx';
import { Maintained } from './maintained.tsx';
import { NothingLoud } from './nothing-loud.tsx';
import { SystemPanel } from './system-panel.tsx';
import { Tiles } from './tiles.tsx';

type BoardProps = { issues: OpenIssues; marks: readonly Mark[]; pinned?: ReactNode; lastHour?: ReactNode };

/** Everything at a glance: how many at each status, what is wrong, and a line for each group. */
export function OverviewBoard({ issues, marks, pinned = null, lastHour = null }: BoardProps) {
  const { parts, loud, quiet, maintained, leftOut } = issues;
  const others = parts.filter(({ probe }) => probe.scope === 'node');
  const probes = others.map(({ probe }) => probe);
  return (
    <>
      <h1 className="vh">Overview</h1>
      <Tiles parts={others} probes={probes} />
      <section className="issues" aria-label={sectionLabel(issues)}>
        {loud.length > 0 ? <IssueList issues={loud} probes={probes} /> : <NothingLoud issues={issues} />}
        {quiet.length > 0 ? <QuietLines quiet={quiet} probes={probes} /> : null}
        {maintained.length > 0 ? <Maintained issues={maintained} probes={probes} marks={marks} /> : null}
        {leftOut > 0 ? <p className="left q small">{leftOut} questions left out: not permitted or not supported there</p> : null}
      </section>
      {pinned}
      {lastHour}
      <div className="systems">
        {[...Map.groupBy(others, ({ probe }) => probe.source.system)].map(([system, own]) => (
          <SystemPanel key={system} system={system} parts={own} />
        ))}
      </div>
    </>
  );
}

function sectionLabel({ loud, quiet }: OpenIssues): string {
  if (loud.length > 0) return 'What is wrong';
  return quiet.length > 0 ? 'What is wrong is quiet' : 'Nothing is wrong';
}
