import type { Metadata } from 'next';
import { InstancePage } from '#components/sql/instance/instance-page.tsx';
import { enter } from '../../../../../session.ts';
import { Watched } from '../../../../../watched.tsx';
import '../../../../../hosts.css';
import '../../../../../redis.css';
import '../../../../../sql.css';
import '../../../../../sql-instances.css';
import '../../../../../instance.css';

type Props = { params: Promise<{ group: string; node: string }> };

// Next gives them as they stand in the address. The door lets in no name that holds a percent sign, so that they are decoded once and not twice.
async function namesOf(params: Props['params']): Promise<{ group: string; node: string }> {
  const { group, node } = await params;
  return { group: decodeURIComponent(group), node: decodeURIComponent(node) };
}

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
