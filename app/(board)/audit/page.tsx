import type { Metadata } from 'next';
import { AuditPage } from '#components/audit/audit-page.tsx';
import { LivePage } from '#components/travel/live-only.tsx';
import { enter, viewer } from '../../session.ts';

export const metadata: Metadata = { title: 'Audit' };

export default async function Audit() {
  await enter('/audit');
  return (
    <LivePage title="Audit" what="The audit tells of all times with times of its own; how it stood then is">
      <AuditPage viewer={await viewer()} />
    </LivePage>
  );
}
