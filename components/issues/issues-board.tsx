'use client';
import { useEffect, useState } from 'react';
import type { Mark } from '#lib/act/outcome.ts';
import { useActions } from '../actions/actions-context.tsx';
import { IssueList } from '../overview/issue-list.tsx';
import { Maintained } from '../overview/maintained.tsx';
import { NothingLoud } from '../overview/nothing-loud.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { BarredButton } from '../ui/barred-button.tsx';
import { FilterBox, FilterChip } from '../ui/filter-box.tsx';
import { showTarget } from '../ui/show-target.ts';
import { Void } from '../ui/void.tsx';
import { useAttending } from './attending-context.ts';
import { ClosedPanel } from './closed-panel.tsx';
import { filterIssues } from './issue-filter.ts';
import type { OpenIssues } from './open-issues.ts';
import { PlannedPanel } from './planned-panel.tsx';
import { Section } from './section.tsx';
import { useClosed } from './use-closed.ts';

/** Lines beyond this many wait behind a button. */
const SHOWN = 200;

type BoardProps = { issues: OpenIssues; marks: readonly Mark[]; filter: string; onFilter(text: string): void };

/** All that is wrong, all that is known of it, and what is over. */
export function IssuesBoard({ issues, marks, filter, onFilter }: BoardProps) {
  const { own, board } = useBoardTime();
  const { client } = useAttending();
  const closed = useClosed(client.readClosed, openKeys(issues));
  const planned = issues.attention.maintenances.filter(({ endAt }) => own.now < endAt).sort((a, b) => a.startAt - b.startAt);
  const found = filterIssues(filter, { issues, planned, closed: closed.answer?.closed ?? [] }, board);
  const probes = issues.parts.map(({ probe }) => probe).filter(({ scope }) => scope === 'node');
  const { loud, quiet, maintained, isOn } = found;
  const isDoubted = board.doubtBefore === Number.POSITIVE_INFINITY;
  useEffect(showTarget, []);
  return (
    <>
      <div className="crumb planner">
        <h1>Issues</h1>
        <span className="grow" />
        {isOn ? <FilterChip matched={found.count} total={found.total} onClear={() => onFilter('')} /> : null}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or status:stale  ( / )"
          label="Filter the issues, for example status:stale, group:web or is:acknowledged"
        />
        <PlanButton />
      </div>
      <MissingTarget issues={issues} />
      <Section title="Open" count={issues.loud.length}>
        {loud.length > 0 ? <IssueList issues={loud} probes={probes} label="Open" most={SHOWN} /> : null}
        {issues.loud.length === 0 ? <NothingLoud issues={issues} /> : null}
        {loud.length === 0 && issues.loud.length > 0 ? <NoMatch what="open issue" /> : null}
        {issues.leftOut > 0 ? (
          <p className="left q small">{issues.leftOut} questions left out: not permitted or not supported there</p>
        ) : null}
      </Section>
      <Section title="Quiet" count={issues.quiet.length} note="acknowledged or under planned maintenance, and wrong all the same">
        {quiet.length > 0 ? <IssueList issues={quiet} probes={probes} label="Quiet" most={SHOWN} /> : null}
        {issues.quiet.length === 0 ? <p className="none">Nothing that is wrong is acknowledged or under planned maintenance.</p> : null}
        {quiet.length === 0 && issues.quiet.length > 0 ? <NoMatch what="quiet issue" /> : null}
      </Section>
      <Section title="Out on purpose" count={isDoubted ? null : issues.maintained.length} note="by their own word">
        {maintained.length > 0 ? <Maintained issues={maintained} probes={probes} marks={marks} most={SHOWN} /> : null}
        {issues.maintained.length === 0 ? <NothingOut isDoubted={isDoubted} /> : null}
        {maintained.length === 0 && issues.maintained.length > 0 ? <NoMatch what="one of them" /> : null}
      </Section>
      <PlannedPanel planned={found.planned} count={planned.length} />
      <ClosedPanel closed={closed} matched={found.closed} />
    </>
  );
}

function NothingOut({ isDoubted }: { isDoubted: boolean }) {
  return (
    <p className="none">
      {isDoubted
        ? 'Not known: everything that was read is in doubt until it is read again.'
        : 'Of what is read now nothing says that it is drained or in maintenance.'}
    </p>
  );
}

function NoMatch({ what }: { what: string }) {
  return <p className="none">No {what} matches the filter.</p>;
}

/** What makes the list of what is over old: another issue is open than before. */
function openKeys({ loud, quiet, maintained }: OpenIssues): string {
  const keys = [...loud, ...quiet].map(({ issue }) => issue.key);
  return [...keys, ...maintained.map(({ key }) => key)].sort().join('\n');
}

function PlanButton() {
  const { viewer } = useActions();
  const { ask } = useAttending();
  if (!viewer || viewer.is === 'anonymous') return null;
  const off = viewer.barred ?? (viewer.systems.act.length === 0 ? 'needs the right to act' : null);
  return (
    <BarredButton label="Plan maintenance" off={off} onPress={() => ask({ is: 'plan', target: null })}>
      Plan maintenance
    </BarredButton>
  );
}

/** Said where the address names an issue that is not there. */
function MissingTarget({ issues }: { issues: OpenIssues }) {
  const [missing, setMissing] = useState('');
  useEffect(() => {
    const key = decodeURIComponent(window.location.hash.slice(1));
    if (document.getElementById(key) === null) setMissing(key);
  }, []);
  if (missing === '' || openKeys(issues).split('\n').includes(missing)) return null;
  return (
    <section className="panel">
      <Void status="unknown" title="The issue of this address is not open now">
        It may be over: what is closed stands at the end of this page. It comes back under the same address if it opens again.
      </Void>
    </section>
  );
}
