import type { Metadata } from 'next';
import { ClusterPage } from '#components/elastic/cluster/cluster-page.tsx';
import { enter } from '../../../../session.ts';
import { Watched } from '../../../../watched.tsx';
import '../../../../hosts.css';
import '../../../../redis.css';
import '../../../../instance.css';
import '../../../../elastic.css';
import '../../../../elastic-cluster.css';

type Props = { params: Promise<{ group: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).group) };
}

export default async function ElasticCluster({ params }: Props) {
  // Next gives it as it stands in the address.
  const group = decodeURIComponent((await params).group);
  await enter(`/elastic/clusters/${encodeURIComponent(group)}`);
  return (
    <Watched system="elastic">
      <ClusterPage group={group} />
    </Watched>
  );
}
