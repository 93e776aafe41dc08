'use client';
import { useMemo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { NotesButton } from '../../notes/notes-button.tsx';
import { arrangeGroups, hasNotes } from '../../reading/arrange.ts';
import type { RowsOf } from '../../reading/gather-rows.tsx';
import { FilterBox } from '../../ui/filter-box.tsx';
import { useShownPlace } from '../../ui/use-place.ts';
import { SqlTabs } from '../sql-tabs.tsx';
import { ClusterPanel, type Folds } from './cluster-panel.tsx';
import { toClusters } from './nodes.ts';

type BoardProps = { probes: readonly ProbeRow[]; rows: RowsOf; filter: string; onFilter(text: string): void; folds: Folds };

/** All availability groups, by the cluster that they live on. */
export function AgBoard({ probes, rows, filter, onFilter, folds }: BoardProps) {
  const place = useShownPlace();
  const clusters = useMemo(() => toClusters(probes, rows), [probes, rows]);
  const noted = arrangeGroups(probes).some((group) => hasNotes(group, 'system'));
  return (
    <>
      <div className="crumb">
        <h1>SQL Server</h1>
        <SqlTabs />
        {noted ? <NotesButton system="sql" title="SQL Server" /> : null}
        <span className="grow" />
        {filter === '' ? null : (
          <button type="button" className="chip clear" onClick={() => onFilter('')}>
            Clear the filter <span aria-hidden="true">×</span>
          </button>
        )}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or state:stuck  ( / )"
          label="Filter the availability groups, for example state:stuck, status:critical or role:primary node:ny-sql01"
        />
      </div>
      {clusters.map((cluster) => (
        <ClusterPanel key={cluster.key} {...{ cluster, rows, filter, folds, place }} />
      ))}
      {clusters.length === 0 ? <p className="note none">No node is asked for availability groups.</p> : null}
    </>
  );
}
