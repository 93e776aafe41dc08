import type { Metadata } from 'next';
import { InstancesPage } from '#components/sql/instances/instances-page.tsx';
import { enter } from '../../../session.ts';
import { Watched } from '../../../watched.tsx';
import '../../../hosts.css';
import '../../../redis.css';
import '../../../sql.css';
import '../../../sql-instances.css';

export const metadata: Metadata = { title: 'SQL Server instances' };

export default async function SqlInstances() {
  await enter('/sql/instances');
  return (
    <Watched system="sql">
      <InstancesPage />
    </Watched>
  );
}
