import type { Metadata } from 'next';
import { ElasticPage } from '#components/elastic/board/elastic-page.tsx';
import { enter } from '../../session.ts';
import { Watched } from '../../watched.tsx';
import '../../hosts.css';
import '../../redis.css';
import '../../instance.css';
import '../../elastic.css';
import '../../elastic-cluster.css';

export const metadata: Metadata = { title: 'Elasticsearch' };

export default async function Elastic() {
  await enter('/elastic');
  return (
    <Watched system="elastic">
      <ElasticPage />
    </Watched>
  );
}
