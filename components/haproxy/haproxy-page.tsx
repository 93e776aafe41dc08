'use client';
import { useCallback, useMemo } from 'react';
import { useMarks, useNodeEvents, useProbes } from '#components/feed/use-feed.ts';
import { byTarget, MarksContext } from '../actions/mark-note.tsx';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { useHostNames } from '../hosts/use-judged-hosts.ts';
import { GatherRows } from '../reading/gather-rows.tsx';
import { marksOf, RestartMarks } from '../row-trends/restart-marks.ts';
import { RowTrendsProvider } from '../row-trends/trends-provider.tsx';
import { BeforeFirst } from '../shell/before-first.tsx';
import { SortProvider, useUrlSort } from '../ui/sort-context.tsx';
import { useUrlSet, useUrlText } from '../ui/use-url.ts';
import { SORTED } from './columns.ts';
import { DrainBeside } from './drain/drain-beside.tsx';
import { FoldContext, type Folds } from './fold-context.tsx';
import { HaproxyBoard } from './haproxy-board.tsx';
import { HAPROXY_TRENDS } from './row-trends/trend-spec.ts';
import { SocketsContext, socketsOf } from './sockets-context.tsx';
import { useUrlWatch, WatchProvider } from './watch.tsx';

/** The HAProxy page over the feed; filter, order and open rows live in its address. */
export function HaproxyPage() {
  const all = useProbes();
  const probes = useMemo(() => all.filter(({ source }) => source.system === 'haproxy'), [all]);
  const [filter, setFilter] = useUrlText('q');
  const folds = useUrlFolds();
  const sorting = useUrlSort(SORTED);
  const told = useMarks();
  const marks = useMemo(() => byTarget(told.filter(({ system }) => system === 'haproxy')), [told]);
  const names = useHostNames();
  const events = useNodeEvents();
  const restarts = useMemo(() => marksOf(events), [events]);
  const watch = useUrlWatch();
  if (probes.length === 0) return <BeforeFirst title="HAProxy" what="HAProxy instance" />;
  return (
    <FoldContext value={folds}>
      <MarksContext value={marks}>
        <HostNamesContext value={names}>
          <SortProvider sorting={sorting}>
            <WatchProvider watch={watch}>
              <RestartMarks value={restarts}>
                <RowTrendsProvider of={HAPROXY_TRENDS}>
                  <DrainBeside>
                    <GatherRows probes={probes}>
                      {(rows) => (
                        <SocketsContext value={socketsOf(probes, (id) => rows.get(id) ?? [])}>
                          <HaproxyBoard probes={probes} rows={rows} filter={filter} onFilter={setFilter} />
                        </SocketsContext>
                      )}
                    </GatherRows>
                  </DrainBeside>
                </RowTrendsProvider>
              </RestartMarks>
            </WatchProvider>
          </SortProvider>
        </HostNamesContext>
      </MarksContext>
    </FoldContext>
  );
}

function useUrlFolds(): Folds {
  const [open, putOpen] = useUrlSet('open');
  const [shut, putShut] = useUrlSet('shut');
  const [figures, setFigures] = useUrlSet('row');
  const setOpen = useCallback(
    (key: string, isOpen: boolean) => {
      putOpen(key, isOpen);
      putShut(key, !isOpen);
    },
    [putOpen, putShut],
  );
  return useMemo(() => ({ open, shut, figures, setOpen, setFigures }), [open, shut, figures, setOpen, setFigures]);
}
