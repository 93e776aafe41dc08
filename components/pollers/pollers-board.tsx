'use client';
import { useEffect } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { rollUp } from '#lib/roll-up.ts';
import { arrangeGroups, presentCounts } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { showTarget } from '../ui/show-target.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { OwnPanel } from './own-panel.tsx';
import { PollersPanel } from './pollers-panel.tsx';

/** How the asking goes: Vigil itself first, then every probe of every node. */
export function PollersBoard({ probes }: { probes: readonly ProbeRow[] }) {
  const own = probes.filter((probe) => probe.scope === 'board');
  const others = probes.filter((probe) => probe.scope === 'node');
  const groups = arrangeGroups(others);
  useEffect(showTarget, []);
  return (
    <>
      <div className="crumb">
        <h1>Pollers</h1>
        <NodeCounts probes={others} />
        <span className="grow" />
        {[...new Set(groups.map((group) => group.system))].map((system) => (
          <PollAll key={system} system={system} title={others.find((probe) => probe.source.system === system)?.systemTitle ?? system} />
        ))}
      </div>
      {own.length > 0 ? <OwnPanel probes={own} /> : null}
      {groups.map((group) => (
        <PollersPanel key={group.key} group={group} />
      ))}
    </>
  );
}

function PollAll({ system, title }: { system: string; title: string }) {
  return (
    <span className="all">
      <span className="q small">all {title}</span> <PollButton target={{ system }} name={`all ${title}`} />
    </span>
  );
}

function NodeCounts({ probes }: { probes: readonly ProbeRow[] }) {
  const { board } = useBoardTime();
  const { counts } = rollUp(probes, board);
  return (
    <ul className="counts" aria-label="Nodes by status">
      {presentCounts(counts).map(({ status, count }) => (
        <li key={status}>
          <StatusShape status={status} small /> {count} {status}
        </li>
      ))}
    </ul>
  );
}
