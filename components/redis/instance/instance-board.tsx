'use client';
import Link from 'next/link';
import { rollUp } from '#lib/roll-up.ts';
import { sentence } from '#lib/text/sentence.ts';
import { HostLink } from '../../hosts/host-link.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { SinceWords } from '../../reading/since-words.tsx';
import { Flash } from '../../ui/flash.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import type { NodeLine } from '../node-line.ts';
import { AskedTabs } from './asked-tabs.tsx';
import { Summary } from './summary.tsx';

/** One instance: how it is by the reading that is there, and under it what it is asked when somebody looks. */
export function InstanceBoard({ line }: { line: NodeLine }) {
  const { board } = useBoardTime();
  const { probe, view } = line;
  const { system, group, node } = probe.source;
  const { verdict } = rollUp([probe], board);
  return (
    <>
      <div className="crumb">
        <h1 className="host">
          <StatusShape status={verdict.status} label={verdict.status} /> {node}
        </h1>
        <span className="q">
          <Link className="see" href={`/redis#${encodeURIComponent(`${system}/${group}`)}`} prefetch={false}>
            {probe.groupTitle}
          </Link>
          , {probe.address}
          {view === null ? null : `, Redis ${view.version}`}
          {probe.host === null ? null : (
            <>
              {', on '}
              <HostLink said={probe.host} />
            </>
          )}
        </span>
        <span className="grow" />
        {probe.notes.includes('node') ? <NotesButton system={system} group={group} node={node} title={node} /> : null}
        <PollButton target={{ system, group, node }} name={node} />
      </div>
      <section className="panel" aria-label={`${node} by its newest reading`}>
        <header>
          <h2>By its newest reading</h2>
          <Flash of={verdict.status} className={`w ${verdict.status} reason`}>
            {verdict.status}
          </Flash>
          {verdict.status === 'ok' ? null : (
            <span className="q small">
              <SinceWords since={verdict.since} />: {sentence(verdict.reason)}
            </span>
          )}
        </header>
        <ProbeTrouble probe={probe} moment={board} action={null} />
        <Summary line={line} />
      </section>
      <AskedTabs source={probe.source} />
    </>
  );
}
