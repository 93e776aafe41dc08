'use client';
import { useProbes } from '#components/feed/use-feed.ts';
import { BeforeFirst } from '../shell/before-first.tsx';
import { SortProvider, useUrlSort } from '../ui/sort-context.tsx';
import { useUrlText } from '../ui/use-url.ts';
import { SORTED } from './columns.ts';
import { PollersBoard } from './pollers-board.tsx';

/** The pollers page over the feed; filter and order live in its address. */
export function PollersPage() {
  const probes = useProbes();
  const [filter, setFilter] = useUrlText('q');
  const sorting = useUrlSort(SORTED);
  if (probes.length === 0) return <BeforeFirst title="Pollers" what="node" />;
  return (
    <SortProvider sorting={sorting}>
      <PollersBoard probes={probes} filter={filter} onFilter={setFilter} />
    </SortProvider>
  );
}
