'use client';
import { useMemo } from 'react';
import { useNodeEvents } from '#components/feed/use-feed.ts';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useHostNames } from '../../hosts/use-judged-hosts.ts';
import { marksOf, RestartMarks } from '../../row-trends/restart-marks.ts';
import { RowTrendsProvider } from '../../row-trends/trends-provider.tsx';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { useUrlSet, useUrlText } from '../../ui/use-url.ts';
import { useSqlRows } from '../use-sql-rows.ts';
import { AgBoard } from './ag-board.tsx';
import type { Folds } from './cluster-panel.tsx';
import { SQL_TRENDS } from './writes-sparkline.tsx';

/** The availability groups over the feed; the filter and what is open live in the address. */
export function AgPage() {
  const { probes, rows } = useSqlRows();
  const [filter, setFilter] = useUrlText('q');
  const folds = useFolds();
  const names = useHostNames();
  const events = useNodeEvents();
  const marks = useMemo(() => marksOf(events), [events]);
  if (probes.length === 0) return <BeforeFirst title="SQL Server" what="SQL Server instance" />;
  return (
    <HostNamesContext value={names}>
      <RestartMarks value={marks}>
        <RowTrendsProvider of={SQL_TRENDS}>
          <AgBoard probes={probes} rows={rows} filter={filter} onFilter={setFilter} folds={folds} />
        </RowTrendsProvider>
      </RestartMarks>
    </HostNamesContext>
  );
}

function useFolds(): Folds {
  const [open, setOpened] = useUrlSet('open');
  const [shut, setShut] = useUrlSet('shut');
  return useMemo(
    () => ({
      open,
      shut,
      setOpen(key, isOpen) {
        setOpened(key, isOpen);
        setShut(key, !isOpen);
      },
    }),
    [open, shut, setOpened, setShut],
  );
}
