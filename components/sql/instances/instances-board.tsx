'use client';
import { useContext, useMemo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { useFindingsAbout } from '../../findings/use-findings.ts';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { hasNotes } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { RowsOf } from '../../reading/gather-rows.tsx';
import { FilterBox, FilterChip } from '../../ui/filter-box.tsx';
import { useShownPlace } from '../../ui/use-place.ts';
import { toGroups } from '../instance/line.ts';
import { SqlTabs } from '../sql-tabs.tsx';
import { filterInstances } from './filter.ts';
import { InstanceGroupPanel } from './instance-group.tsx';

type BoardProps = { probes: readonly ProbeRow[]; rows: RowsOf; filter: string; onFilter(text: string): void };

/** All instances: by the cluster that they are in, and those that stand alone. */
export function InstancesBoard({ probes, rows, filter, onFilter }: BoardProps) {
  const names = useContext(HostNamesContext);
  const { board } = useBoardTime();
  const place = useShownPlace();
  const about = useFindingsAbout('sql');
  const groups = useMemo(() => toGroups(probes, rows), [probes, rows]);
  const lines = groups.flatMap((group) => group.lines);
  const matched = filterInstances(filter, lines, { names, board, about });
  return (
    <>
      <div className="crumb">
        <h1>SQL Server</h1>
        <SqlTabs />
        {groups.some((group) => hasNotes(group.board, 'system')) ? <NotesButton system="sql" title="SQL Server" /> : null}
        <span className="grow" />
        {matched ? <FilterChip matched={matched.size} total={lines.length} onClear={() => onFilter('')} /> : null}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or role:primary  ( / )"
          label="Filter the instances, for example role:primary, status:critical, version:2019 or database:sites"
        />
      </div>
      {groups.map((group) => (
        <InstanceGroupPanel key={group.board.key} group={group} matched={matched} place={place} />
      ))}
    </>
  );
}
