'use client';
import { type ReactNode, useMemo } from 'react';
import { useAllRows, useMarks } from '#components/feed/use-feed.ts';
import { byTarget, MarksContext } from '../actions/mark-note.tsx';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { useHostNames } from '../hosts/use-judged-hosts.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { BeforeFirst } from '../shell/before-first.tsx';
import { SortProvider, useUrlSort } from '../ui/sort-context.tsx';
import { DrainBeside } from './drain/drain-beside.tsx';
import { PartsContext } from './parts-context.tsx';
import { SocketsContext, socketsOf } from './sockets-context.tsx';
import { type Part, STATS } from './summary.ts';
import { useUrlWatch, WatchProvider } from './watch.tsx';

type RoomProps = {
  title: string;
  /** By which the tables can be sorted; never changes. */
  sorted: readonly string[];
  children(parts: readonly Part[]): ReactNode;
};

/** What all views of HAProxy need: its instances with their newest readings, who did what to them, and order and watched names in the address. */
export function HaproxyRoom({ title, sorted, children }: RoomProps) {
  const { parts: all } = useIssues();
  const parts = useMemo(() => all.filter(({ probe: { source } }) => source.system === 'haproxy' && source.probe === STATS), [all]);
  const told = useMarks();
  const rows = useAllRows();
  const sockets = useMemo(
    () =>
      socketsOf(
        all.map(({ probe }) => probe).filter(({ source }) => source.system === 'haproxy'),
        (id) => rows[id] ?? [],
      ),
    [all, rows],
  );
  const marks = useMemo(() => byTarget(told.filter(({ system }) => system === 'haproxy')), [told]);
  const names = useHostNames();
  const sorting = useUrlSort(sorted);
  const watch = useUrlWatch();
  if (parts.length === 0) return <BeforeFirst title={title} what="HAProxy instance" />;
  return (
    <PartsContext value={parts}>
      <SocketsContext value={sockets}>
        <MarksContext value={marks}>
          <HostNamesContext value={names}>
            <WatchProvider watch={watch}>
              <SortProvider sorting={sorting}>
                <DrainBeside>{children(parts)}</DrainBeside>
              </SortProvider>
            </WatchProvider>
          </HostNamesContext>
        </MarksContext>
      </SocketsContext>
    </PartsContext>
  );
}
