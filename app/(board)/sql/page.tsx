import type { Metadata } from 'next';
import { AgPage } from '#components/sql/ag/ag-page.tsx';
import { enter } from '../../session.ts';
import { Watched } from '../../watched.tsx';
import '../../hosts.css';
import '../../sql.css';
import '../../sql-log-chart.css';

export const metadata: Metadata = { title: 'SQL Server' };

export default async function Sql() {
  await enter('/sql');
  return (
    <Watched system="sql">
      <AgPage />
    </Watched>
  );
}
