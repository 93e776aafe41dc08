import type { Metadata } from 'next';
import { InstancePage } from '#components/redis/instance/instance-page.tsx';
import { enter } from '../../../../../session.ts';
import { Watched } from '../../../../../watched.tsx';
import { type NodeParams, namesOf } from '../../../../node-names.ts';
import '../../../../../hosts.css';
import '../../../../../redis.css';
import '../../../../../instance.css';
import '../../../../../redis-keys.css';

type Props = { params: NodeParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { node, group } = await namesOf(params);
  return { title: `${node}, ${group}` };
}

export default async function RedisInstance({ params }: Props) {
  const { group, node } = await namesOf(params);
  await enter(`/redis/nodes/${encodeURIComponent(group)}/${encodeURIComponent(node)}`);
  return (
    <Watched system="redis">
      <InstancePage group={group} node={node} />
    </Watched>
  );
}
