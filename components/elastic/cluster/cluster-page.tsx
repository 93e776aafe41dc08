'use client';
import { useMemo } from 'react';
import { RowTrendsProvider } from '../../row-trends/trends-provider.tsx';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { NothingKnown } from '../../ui/nothing-known.tsx';
import { toClusters } from '../lines.ts';
import { ELASTIC_PATH } from '../paths.ts';
import { ELASTIC_TRENDS } from '../trends.ts';
import { useElasticRows } from '../use-elastic-rows.ts';
import { ClusterBoard } from './cluster-board.tsx';

/** One cluster over the feed; what is seen of it lives in the address. */
export function ClusterPage({ group }: { group: string }) {
  const { probes, rows } = useElasticRows();
  const cluster = useMemo(() => toClusters(probes, rows).find(({ board }) => board.name === group), [probes, rows, group]);
  if (probes.length === 0) return <BeforeFirst title={group} what="Elasticsearch cluster" />;
  if (cluster === undefined)
    return (
      <NothingKnown name={group} title={`No cluster ${group} is configured`} all={{ path: ELASTIC_PATH, title: 'All clusters' }}>
        So nobody asks it, and nothing is known of it. Look for it among the clusters that are configured.
      </NothingKnown>
    );
  return (
    <RowTrendsProvider of={ELASTIC_TRENDS}>
      <ClusterBoard cluster={cluster} />
    </RowTrendsProvider>
  );
}
