'use client';
import { useContext, useMemo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { useFindingsAbout } from '../findings/use-findings.ts';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { arrangeGroups, hasNotes } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import type { RowsOf } from '../reading/gather-rows.tsx';
import { FilterBox, FilterChip } from '../ui/filter-box.tsx';
import { useSorting } from '../ui/sort-context.tsx';
import { useShownPlace } from '../ui/use-place.ts';
import { CLUSTER, toClusterLine } from './cluster/cluster-line.ts';
import { COLUMNS } from './columns.ts';
import { filterNodes } from './filter.ts';
import { GroupPanel } from './group-panel.tsx';
import { HostPanel } from './host-panel.tsx';
import type { NodeLine } from './node-line.ts';
import { toLines } from './node-lines.ts';
import { NodesContext } from './replication/nodes-context.ts';
import { SENTINEL, type SentinelLine, toSentinelLine } from './sentinel/sentinel-line.ts';

export type View = 'group' | 'host';

type Lines = { nodes: readonly NodeLine[]; sentinels: readonly SentinelLine[] };

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
  const nodes = useMemo(() => toLines(probes, rows), [probes, rows]);
  const sentinels = useMemo(
    () =>
      probes
        .filter(({ source }) => source.probe === SENTINEL)
        .map((probe) => toSentinelLine(probe, rows.get(sourceId(probe.source)) ?? [])),
    [probes, rows],
  );
  const about = useFindingsAbout('redis');
  const matched = useMemo(
    () => filterNodes(filter, [...nodes, ...sentinels], { names, board, about }),
    [filter, nodes, sentinels, names, board, about],
  );
  const groups = arrangeGroups(probes);
  const hosts = Map.groupBy([...nodes, ...sentinels], ({ probe }) => (probe.host === null ? 'no known host' : names.nameOf(probe.host)));
  const clusters = useMemo(
    () =>
      probes.filter(({ source }) => source.probe === CLUSTER).map((probe) => toClusterLine(probe, rows.get(sourceId(probe.source)) ?? [])),
    [probes, rows],
  );
  const all = { nodes, sentinels };
  const ofGroup = (group: string): Lines => only(all, ({ probe }) => probe.source.group === group);
  return (
    <NodesContext value={nodes}>
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
        <SortNote by={by} />
        <span className="grow" />
        {matched ? <FilterChip matched={matched.size} total={nodes.length + sentinels.length} onClear={() => onFilter('')} /> : null}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or role:replica  ( / )"
          label="Filter the nodes, for example role:replica or group:sessions"
        />
      </div>
      {by === 'group'
        ? groups.map((group) => (
            <GroupPanel
              key={group.key}
              group={group}
              {...ofGroup(group.name)}
              cluster={clusters.filter(({ probe }) => probe.source.group === group.name)}
              matched={matched}
              place={place}
            />
          ))
        : [...hosts].map(([host, own]) => (
            <HostPanel key={host} host={host} {...only(all, (line) => own.includes(line))} all={nodes} matched={matched} place={place} />
          ))}
    </NodesContext>
  );
}

function only({ nodes, sentinels }: Lines, isIn: (line: NodeLine | SentinelLine) => boolean): Lines {
  return { nodes: nodes.filter(isIn), sentinels: sentinels.filter(isIn) };
}

/** What an order does to trees. */
function SortNote({ by }: { by: View }) {
  const { sort } = useSorting();
  const head = COLUMNS.find(({ id }) => id === sort?.column)?.head;
  if (!sort || head === undefined) return null;
  return (
    <span className="q small">
      by {head}, {sort.isDown ? 'falling' : 'rising'}
      {by === 'group' ? ': within each group, and a replica stays under its master' : ': within each host'}
    </span>
  );
}
