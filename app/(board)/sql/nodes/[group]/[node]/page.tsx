import type { Metadata } from 'next';
import { InstancePage } from '#components/sql/instance/instance-page.tsx';
import { enter } from '../../../../../session.ts';
import { Watched } from '../../../../../watched.tsx';
import { type NodeParams, namesOf } from '../../../../node-names.ts';
import '../../../../../hosts.css';
import '../../../../../redis.css';
import '../../../../../sql.css';
import '../../../../../sql-instances.css';
import '../../../../../instance.css';

type Props = { params: NodeParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { node, group } = await namesOf(params);
  return { title: `${node}, ${group}` };
}

export default async function SqlInstance({ params }: Props) {
  const { group, node } = await namesOf(params);
  await enter(`/sql/nodes/${encodeURIComponent(group)}/${encodeURIComponent(node)}`);
  return (
    <Watched system="sql">
      <InstancePage group={group} node={node} />
    </Watched>
  );
}
