'use client';
import { useIssues } from '../issues/issues-context.tsx';
import { BeforeFirst } from '../shell/before-first.tsx';
import { useUrlText } from '../ui/use-url.ts';
import { readSort } from './host-filter.ts';
import { HostsBoard } from './hosts-board.tsx';
import { useJudgedHosts } from './use-judged-hosts.ts';

/** All hosts over the feed; filter and order live in the address. */
export function HostsPage() {
  const { parts } = useIssues();
  const hosts = useJudgedHosts();
  const [filter, setFilter] = useUrlText('q');
  const [sort, setSort] = useUrlText('sort');
  if (parts.length === 0 || hosts.length === 0) return <BeforeFirst title="Hosts" what="host" />;
  return (
    <HostsBoard {...{ hosts, filter, sort: readSort(sort) }} onFilter={setFilter} onSort={(by) => setSort(by === 'status' ? '' : by)} />
  );
}
