'use client';
import { useContext, useMemo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { arrangeGroups, hasNotes } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import type { RowsOf } from '../reading/gather-rows.tsx';
import { FilterBox, FilterChip } from '../ui/filter-box.tsx';
import { useShownPlace } from '../ui/use-place.ts';
import { filterNodes } from './filter.ts';
import { GroupPanel } from './group-panel.tsx';
import { HostPanel } from './host-panel.tsx';
import { INFO, type NodeLine, toLine } from './node-line.ts';

export type View = 'group' | 'host';

type BoardProps = {
  probes: readonly ProbeRow[];
  rows: RowsOf;
  filter: string;
  onFilter(text: string): void;
  by: View;
  onBy(view: View): void;
};

const VIEWS: readonly { view: View; title: string }[] = [
  { view: 'group', title: 'Groups' },
  { view: 'host', title: 'Hosts' },
];

/** All nodes of Redis: by replication group, as trees, or by the machine they live on. */
export function RedisBoard({ probes, rows, filter, onFilter, by, onBy }: BoardProps) {
  const names = useContext(HostNamesContext);
  const { board } = useBoardTime();
  const place = useShownPlace();
  const nodes = useMemo(
    () => probes.filter(({ source }) => source.probe === INFO).map((probe) => toLine(probe, rows.get(sourceId(probe.source)) ?? [])),
    [probes, rows],
  );
  const matched = useMemo(() => filterNodes(filter, nodes, names, board), [filter, nodes, names, board]);
  const groups = arrangeGroups(probes);
  const hosts = Map.groupBy(nodes, ({ probe }) => (probe.host === null ? 'no known host' : names.nameOf(probe.host)));
  const ofGroup = (group: string): NodeLine[] => nodes.filter(({ probe }) => probe.source.group === group);
  return (
    <>
      <div className="crumb">
        <h1>Redis</h1>
        <nav className="views" aria-label="Views of Redis">
          {VIEWS.map(({ view, title }) => (
            <button key={view} type="button" aria-current={view === by ? 'page' : undefined} onClick={() => onBy(view)}>
              {title}
            </button>
          ))}
        </nav>
        {groups.some((group) => hasNotes(group, 'system')) ? <NotesButton system="redis" title="Redis" /> : null}
        <span className="grow" />
        {matched ? <FilterChip matched={matched.size} total={nodes.length} onClear={() => onFilter('')} /> : null}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or role:replica  ( / )"
          label="Filter the nodes, for example role:replica or group:sessions"
        />
      </div>
      {by === 'group'
        ? groups.map((group) => <GroupPanel key={group.key} group={group} nodes={ofGroup(group.name)} matched={matched} place={place} />)
        : [...hosts].map(([host, own]) => <HostPanel key={host} host={host} nodes={own} all={nodes} matched={matched} place={place} />)}
    </>
  );
}
