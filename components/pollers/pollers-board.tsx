'use client';
import Link from 'next/link';
import type { ProbeRow } from '#lib/feed/events.ts';
import { rollUp } from '#lib/roll-up.ts';
import { arrangeGroups, presentCounts } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { FilterBox, FilterChip } from '../ui/filter-box.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { useShownPlace } from '../ui/use-place.ts';
import { filterProbes } from './filter.ts';
import { OwnPanel } from './own-panel.tsx';
import { PollersPanel } from './pollers-panel.tsx';

type BoardProps = { probes: readonly ProbeRow[]; filter: string; onFilter(text: string): void };

/** How the asking goes: Vigil itself first, then every probe of every node. */
export function PollersBoard({ probes, filter, onFilter }: BoardProps) {
  const own = probes.filter((probe) => probe.scope === 'board');
  const others = probes.filter((probe) => probe.scope === 'node');
  const groups = arrangeGroups(others);
  const matched = filterProbes(filter, others, useBoardTime());
  const place = useShownPlace();
  return (
    <>
      <div className="crumb">
        <h1>Pollers</h1>
        <NodeCounts probes={others} />
        <Link href="/doctor" prefetch={false}>
          Permissions
        </Link>
        <span className="grow" />
        {matched ? <FilterChip matched={matched.size} total={others.length} onClear={() => onFilter('')} /> : null}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or state:stale  ( / )"
          label="Filter the questions, for example state:stale or node:lb1"
        />
        {[...new Set(groups.map((group) => group.system))].map((system) => (
          <PollAll key={system} system={system} title={others.find((probe) => probe.source.system === system)?.systemTitle ?? system} />
        ))}
      </div>
      {own.length > 0 ? <OwnPanel probes={own} place={place} /> : null}
      {groups.map((group) => (
        <PollersPanel key={group.key} group={group} matched={matched} place={place} />
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
