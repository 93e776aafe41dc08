'use client';
import { useMemo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { useIssues } from '../../issues/issues-context.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { hasNotes } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { RowsOf } from '../../reading/gather-rows.tsx';
import { FilterBox, FilterChip } from '../../ui/filter-box.tsx';
import { useShownPlace } from '../../ui/use-place.ts';
import { toClusters } from '../lines.ts';
import { ClusterPanel } from './cluster-panel.tsx';
import { filterMembers } from './filter.ts';
import { toMembers } from './member-lines.ts';

type BoardProps = { probes: readonly ProbeRow[]; rows: RowsOf; filter: string; onFilter(text: string): void };

/** All clusters, in the order of the configuration. */
export function ElasticBoard({ probes, rows, filter, onFilter }: BoardProps) {
  const { board } = useBoardTime();
  const { findings } = useIssues();
  const place = useShownPlace();
  const clusters = useMemo(
    () =>
      toClusters(probes, rows).map((cluster) => ({
        cluster,
        members: toMembers(
          cluster,
          findings.filter(({ system, group }) => system === cluster.board.system && group === cluster.board.name),
        ),
      })),
    [probes, rows, findings],
  );
  const placed = clusters.flatMap(({ cluster, members }) => members.map((member) => ({ cluster, member })));
  const matched = filterMembers(filter, placed, board);
  return (
    <>
      <div className="crumb">
        <h1>Elasticsearch</h1>
        {clusters.some(({ cluster }) => hasNotes(cluster.board, 'system')) ? <NotesButton system="elastic" title="Elasticsearch" /> : null}
        <span className="grow" />
        {matched ? <FilterChip matched={matched.size} total={placed.length} onClear={() => onFilter('')} /> : null}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or role:data  ( / )"
          label="Filter the members, for example role:master, status:critical or cluster:logs"
        />
      </div>
      {clusters.map(({ cluster, members }) => (
        <ClusterPanel key={cluster.board.key} {...{ cluster, members, matched, place }} />
      ))}
    </>
  );
}
