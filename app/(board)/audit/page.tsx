import type { Metadata } from 'next';
import { AuditPage } from '#components/audit/audit-page.tsx';
import { enter, viewer } from '../../session.ts';

export const metadata: Metadata = { title: 'Audit' };

export default async function Audit() {
  await enter('/audit');
  return <AuditPage viewer={await viewer()} />;
}
