import type { Metadata } from 'next';
import { MemberPage } from '#components/elastic/member/member-page.tsx';
import { enter } from '../../../../../../session.ts';
import { Watched } from '../../../../../../watched.tsx';
import '../../../../../../hosts.css';
import '../../../../../../redis.css';
import '../../../../../../instance.css';
import '../../../../../../elastic.css';
import '../../../../../../elastic-cluster.css';

type Props = { params: Promise<{ group: string; member: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { member, group } = await params;
  return { title: `${decodeURIComponent(member)}, ${decodeURIComponent(group)}` };
}

export default async function ElasticMember({ params }: Props) {
  const { group, member } = await params;
  const named = { group: decodeURIComponent(group), member: decodeURIComponent(member) };
  await enter(`/elastic/clusters/${encodeURIComponent(named.group)}/members/${encodeURIComponent(named.member)}`);
  return (
    <Watched system="elastic">
      <MemberPage {...named} />
    </Watched>
  );
}
