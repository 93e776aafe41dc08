'use client';
import type { Mark } from '#lib/act/outcome.ts';
import type { Part } from '#lib/issues/issue.ts';
import { findIssues } from '#lib/issues.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { AllWell } from './all-well.tsx';
import { IssueList } from './issue-list.tsx';
import { Maintained } from './maintained.tsx';
import { SystemPanel } from './system-panel.tsx';
import { subjectOf } from './systems.ts';
import { Tiles } from './tiles.tsx';

/** Everything at a glance: how many at each status, what is wrong, and a line for each group. */
export function OverviewBoard({ parts, marks }: { parts: readonly Part[]; marks: readonly Mark[] }) {
  const time = useBoardTime();
  const { wrong, maintained, leftOut } = findIssues(parts, time, subjectOf);
  const others = parts.filter(({ probe }) => probe.scope === 'node');
  const probes = others.map(({ probe }) => probe);
  return (
    <>
      <h1 className="vh">Overview</h1>
      <Tiles parts={others} probes={probes} />
      <section className="issues" aria-label={wrong.length > 0 ? 'What is wrong' : 'Nothing is wrong'}>
        {wrong.length > 0 ? <IssueList issues={wrong} probes={probes} /> : <AllWell parts={others} />}
        {maintained.length > 0 ? <Maintained issues={maintained} probes={probes} marks={marks} /> : null}
        {leftOut > 0 ? <p className="left q small">{leftOut} questions left out: not permitted or not supported there</p> : null}
      </section>
      <div className="systems">
        {[...Map.groupBy(others, ({ probe }) => probe.source.system)].map(([system, own]) => (
          <SystemPanel key={system} system={system} parts={own} />
        ))}
      </div>
    </>
  );
}
