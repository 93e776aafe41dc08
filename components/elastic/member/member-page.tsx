'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useHostNames } from '../../hosts/use-judged-hosts.ts';
import { useIssues } from '../../issues/issues-context.tsx';
import { RowTrendsProvider } from '../../row-trends/trends-provider.tsx';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { NothingKnown } from '../../ui/nothing-known.tsx';
import { toMembers } from '../board/member-lines.ts';
import { toClusters } from '../lines.ts';
import { clusterPath } from '../paths.ts';
import { ELASTIC_TRENDS } from '../trends.ts';
import { useElasticRows } from '../use-elastic-rows.ts';
import { MemberBoard } from './member-board.tsx';

type PageProps = { group: string; member: string };

/** One member of a cluster over the feed. */
export function MemberPage({ group, member }: PageProps) {
  const { probes, rows } = useElasticRows();
  const { findings } = useIssues();
  const names = useHostNames();
  const cluster = useMemo(() => toClusters(probes, rows).find(({ board }) => board.name === group), [probes, rows, group]);
  const line = useMemo(() => {
    if (cluster === undefined) return undefined;
    const own = findings.filter((finding) => finding.system === cluster.board.system && finding.group === group);
    return toMembers(cluster, own).find(({ name }) => name === member);
  }, [cluster, findings, group, member]);
  if (probes.length === 0) return <BeforeFirst title={member} what="Elasticsearch cluster" />;
  if (cluster === undefined || line === undefined)
    return (
      <NothingKnown
        name={member}
        title={`No member ${member} of a cluster ${group} is known`}
        all={{ path: clusterPath(group), title: `The cluster ${group}` }}
      >
        The cluster does not list it now, and did not before as far as Vigil knows. A member that left is told of on the page of its{' '}
        <Link href={clusterPath(group)}>cluster</Link>.
      </NothingKnown>
    );
  return (
    <HostNamesContext value={names}>
      <RowTrendsProvider of={ELASTIC_TRENDS}>
        <MemberBoard cluster={cluster} line={line} />
      </RowTrendsProvider>
    </HostNamesContext>
  );
}
