'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import type { NodeReport } from '#lib/doctor.ts';
import { sentence } from '#lib/text/sentence.ts';
import { Void } from '../ui/void.tsx';
import { type DoctorScope, type Ended, examine } from './doctor-client.ts';
import { inOrder } from './doctor-words.ts';
import { NodePanel } from './node-panel.tsx';

/** How far the asking is: `nodes` are all that are asked, null before that is known; `ended` is null while it goes on. */
type Run = { nodes: number | null; reports: readonly NodeReport[]; ended: Ended | null };

const BEFORE: Run = { nodes: null, reports: [], ended: null };

/** Which rights Vigil has at each node of the address, asked when the page is opened and by hand. Nodes appear as they answer, and are put into order when all have. */
export function DoctorPage({ ask = examine }: { ask?: typeof examine }) {
  const params = useSearchParams();
  const [system, group, node] = ['system', 'group', 'node'].map((name) => params.get(name) ?? '') as [string, string, string];
  const { run, again } = useRun(ask, { system, group, node });
  const { nodes, reports, ended } = run;
  const where = [system, group, node].filter((part) => part !== '').join('/');
  return (
    <>
      <div className="crumb">
        <h1>Permissions</h1>
        {where === '' ? null : (
          <>
            <span className="q">{where}</span>
            <Link href="/doctor" prefetch={false}>
              every node
            </Link>
          </>
        )}
        <span className="m" role="status">
          {sumWords(run)}
        </span>
        <span className="grow" />
        <button type="button" className="btn" disabled={ended === null} onClick={again}>
          {ended === null ? 'Asking…' : 'Ask again'}
        </button>
      </div>
      <p className="q doctor-note">
        Each node is asked what each login of Vigil may do there. Nothing is changed, and no command is tried that would change anything:
        what cannot be told otherwise is said to be unknown. <code>npm run doctor</code> tells the same without a running Vigil.
      </p>
      {ended?.ok === false ? (
        <section className="panel">
          <Void status="critical" title={reports.length === 0 ? 'Nothing was asked' : 'Not every node was asked'}>
            {sentence(ended.message)}{' '}
            {nodes === null ? '' : `${reports.length} of ${nodes} nodes stand below; nothing is known of the others.`}
          </Void>
        </section>
      ) : null}
      {ended === null && reports.length === 0 ? (
        <section className="panel">
          <Void status="unknown" title="Asking" isRunning>
            {nodes === null ? 'Vigil is asked which nodes there are.' : `${nodes} nodes are asked, a few at a time.`}
          </Void>
        </section>
      ) : null}
      {(ended === null ? reports : inOrder(reports)).map((report) => (
        <NodePanel key={`${report.system}/${report.group}/${report.node}`} report={report} />
      ))}
    </>
  );
}

function sumWords({ nodes, reports, ended }: Run): string {
  if (nodes === null) return '';
  return ended?.ok ? `${nodes} ${nodes === 1 ? 'node' : 'nodes'} asked` : `${reports.length} of ${nodes} nodes asked`;
}

function useRun(ask: typeof examine, { system, group, node }: DoctorScope): { run: Run; again(): void } {
  const [run, setRun] = useState<Run>(BEFORE);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the turn is what asks again
  useEffect(() => {
    const leaving = new AbortController();
    const unlessGone = (change: (before: Run) => Run): void => {
      if (!leaving.signal.aborted) setRun(change);
    };
    setRun(BEFORE);
    const heard = {
      onBegin: (nodes: number) => unlessGone((before) => ({ ...before, nodes })),
      onNode: (report: NodeReport) => unlessGone((before) => ({ ...before, reports: [...before.reports, report] })),
    };
    void ask({ system, group, node }, heard, leaving.signal).then((ended) => unlessGone((before) => ({ ...before, ended })));
    return () => leaving.abort();
  }, [ask, system, group, node, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { run, again };
}
