'use client';
import { useMemo } from 'react';
import { useProbes } from '#components/feed/use-feed.ts';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { useHostNames } from '../hosts/use-judged-hosts.ts';
import { GatherRows } from '../reading/gather-rows.tsx';
import { BeforeFirst } from '../shell/before-first.tsx';
import { useUrlText, useUrlWord } from '../ui/use-url.ts';
import { RedisBoard } from './redis-board.tsx';

/** The Redis page over the feed; filter and view live in its address. */
export function RedisPage() {
  const all = useProbes();
  const probes = useMemo(() => all.filter(({ source }) => source.system === 'redis'), [all]);
  const [filter, setFilter] = useUrlText('q');
  const [by, setBy] = useUrlWord('by');
  const names = useHostNames();
  if (probes.length === 0) return <BeforeFirst title="Redis" what="Redis node" />;
  return (
    <HostNamesContext value={names}>
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
    </HostNamesContext>
  );
}
