'use client';
import type { ReactNode } from 'react';
import type { Source } from '#lib/reading.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { AskedNav, useAskedTab } from '../../asked/asked-nav.tsx';
import { AskedPanel } from '../../asked/asked-panel.tsx';
import { Void } from '../../ui/void.tsx';
import { ClerksAnswered } from './clerks-answered.tsx';
import { ConnectionsAnswered } from './connections-answered.tsx';
import { CountersAnswered } from './counters-answered.tsx';
import { ErrorLogAnswered } from './error-log-answered.tsx';
import { RecentBackupsAnswered } from './recent-backups-answered.tsx';
import { TempdbAnswered } from './tempdb-answered.tsx';
import { TraceFlagsAnswered } from './trace-flags-answered.tsx';

/** `id` is the name of its question; `cost` says what asking it takes. One that is `isSensitive` is answered to who may see details alone. */
type Tab = { id: string; title: string; cost: string; isSensitive?: true };

const TABS: readonly Tab[] = [
  { id: 'clerks', title: 'Memory clerks', cost: 'one small view; takes milliseconds' },
  {
    id: 'connections',
    title: 'Connections',
    cost: 'one row for each session; some milliseconds with thousands of them',
    isSensitive: true,
  },
  { id: 'counters', title: 'Counters', cost: 'all counters twice, a moment apart; some thousand rows' },
  { id: 'tempdb', title: 'tempdb', cost: 'how its files are used now; takes milliseconds' },
  { id: 'recent-backups', title: 'Backups', cost: 'reads the history in msdb, which is slow where it was never cleared' },
  { id: 'trace-flags', title: 'Trace flags', cost: 'DBCC TRACESTATUS; takes a millisecond' },
  {
    id: 'error-log',
    title: 'Error log',
    cost: 'reads the log file on the disk of the server; slow where it was not cycled for months',
    isSensitive: true,
  },
];

/** What is asked of the instance now, one thing at a time: which one lives in the address. Nothing is asked before somebody picks one. */
export function AskedTabs({ source }: { source: Source }) {
  const { viewer } = useActions();
  const { tab, pick } = useAskedTab(TABS);
  const mayAll = viewer?.systems.details.includes('sql') ?? false;
  return (
    <>
      <AskedNav
        tabs={TABS.map(({ id, title, cost }) => ({ id, title, hint: `Asked when you pick it: ${cost}` }))}
        picked={tab?.id ?? null}
        node={source.node}
        onPick={pick}
      />
      {tab === null ? null : tab.isSensitive && !mayAll ? (
        <Barred title={tab.title} />
      ) : (
        <>
          <p className="note sqlcost">What it costs: {tab.cost}.</p>
          <AskedPanel key={tab.id} source={source} title={tab.title} question={tab.id}>
            {(answer) => answerOf(tab.id, answer)}
          </AskedPanel>
        </>
      )}
    </>
  );
}

/** Not asked: the answer would hold what this caller may not see. */
function Barred({ title }: { title: string }) {
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <Void status="unknown" title="Not permitted to you">
        It tells who is signed in, from where, and what was done: to see that needs the right to details of SQL Server in Vigil. Nothing was
        asked.
      </Void>
    </section>
  );
}

/** The answer to a question is what its name says; that the server made it is checked by the types of its question. */
function answerOf(id: string, answer: never): ReactNode {
  switch (id) {
    case 'clerks':
      return <ClerksAnswered answer={answer} />;
    case 'connections':
      return <ConnectionsAnswered answer={answer} />;
    case 'counters':
      return <CountersAnswered answer={answer} />;
    case 'tempdb':
      return <TempdbAnswered answer={answer} />;
    case 'recent-backups':
      return <RecentBackupsAnswered answer={answer} />;
    case 'trace-flags':
      return <TraceFlagsAnswered answer={answer} />;
    default:
      return <ErrorLogAnswered answer={answer} />;
  }
}
