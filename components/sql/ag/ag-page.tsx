'use client';
import { useMemo } from 'react';
import { useAllRows, useNodeEvents, useProbes } from '#components/feed/use-feed.ts';
import type { LiveRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useHostNames } from '../../hosts/use-judged-hosts.ts';
import type { RowsOf } from '../../reading/gather-rows.tsx';
import { marksOf, RestartMarks } from '../../row-trends/restart-marks.ts';
import { RowTrendsProvider } from '../../row-trends/trends-provider.tsx';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { useUrlSet, useUrlText } from '../../ui/use-url.ts';
import { AgBoard } from './ag-board.tsx';
import type { Folds } from './cluster-panel.tsx';
import { SQL_TRENDS } from './writes-sparkline.tsx';

// Always the same none: what was read is sorted once for each list of rows.
const NO_ROWS: readonly LiveRow[] = [];

/** The availability groups over the feed; the filter and what is open live in the address. */
export function AgPage() {
  const known = useProbes();
  const probes = useMemo(() => known.filter(({ source }) => source.system === 'sql'), [known]);
  const all = useAllRows();
  // Four questions of two hundred instances are too many levels for components that gather one source each.
  const rows = useMemo<RowsOf>(
    () => new Map(probes.map(({ source }) => [sourceId(source), all[sourceId(source)] ?? NO_ROWS])),
    [probes, all],
  );
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
