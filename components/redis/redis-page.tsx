'use client';
import { useMemo } from 'react';
import { useNodeEvents, useProbes } from '#components/feed/use-feed.ts';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { useHostNames } from '../hosts/use-judged-hosts.ts';
import { GatherRows } from '../reading/gather-rows.tsx';
import { marksOf, RestartMarks } from '../row-trends/restart-marks.ts';
import { RowTrendsProvider } from '../row-trends/trends-provider.tsx';
import { BeforeFirst } from '../shell/before-first.tsx';
import { SortProvider, useUrlSort } from '../ui/sort-context.tsx';
import { useUrlText, useUrlWord } from '../ui/use-url.ts';
import { SORTED } from './columns.ts';
import { RedisBoard } from './redis-board.tsx';
import { REDIS_TRENDS } from './trends.ts';

/** The Redis page over the feed; filter, view and order live in its address. */
export function RedisPage() {
  const all = useProbes();
  const probes = useMemo(() => all.filter(({ source }) => source.system === 'redis'), [all]);
  const [filter, setFilter] = useUrlText('q');
  const [by, setBy] = useUrlWord('by');
  const names = useHostNames();
  const sorting = useUrlSort(SORTED);
  const events = useNodeEvents();
  const marks = useMemo(() => marksOf(events), [events]);
  if (probes.length === 0) return <BeforeFirst title="Redis" what="Redis node" />;
  return (
    <HostNamesContext value={names}>
      <SortProvider sorting={sorting}>
        <RestartMarks value={marks}>
          <RowTrendsProvider of={REDIS_TRENDS}>
            <GatherRows probes={probes}>
              {(rows) => (
                <RedisBoard
                  probes={probes}
                  rows={rows}
                  filter={filter}
                  onFilter={setFilter}
                  by={by === 'host' ? 'host' : 'group'}
                  onBy={(view) => setBy(view === 'group' ? '' : view)}
                />
              )}
            </GatherRows>
          </RowTrendsProvider>
        </RestartMarks>
      </SortProvider>
    </HostNamesContext>
  );
}
