'use client';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useHostNames } from '../../hosts/use-judged-hosts.ts';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { SortProvider, useUrlSort } from '../../ui/sort-context.tsx';
import { useUrlText } from '../../ui/use-url.ts';
import { useSqlRows } from '../use-sql-rows.ts';
import { COLUMN_IDS } from './columns.ts';
import { InstancesBoard } from './instances-board.tsx';

/** The board of instances over the feed; filter and order live in its address. */
export function InstancesPage() {
  const { probes, rows } = useSqlRows();
  const [filter, setFilter] = useUrlText('q');
  const names = useHostNames();
  const sorting = useUrlSort(COLUMN_IDS);
  if (probes.length === 0) return <BeforeFirst title="SQL Server" what="SQL Server instance" />;
  return (
    <HostNamesContext value={names}>
      <SortProvider sorting={sorting}>
        <InstancesBoard probes={probes} rows={rows} filter={filter} onFilter={setFilter} />
      </SortProvider>
    </HostNamesContext>
  );
}
