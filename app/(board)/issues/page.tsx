import type { Metadata } from 'next';
import { IssuesPage } from '#components/issues/issues-page.tsx';
import { enter } from '../../session.ts';
import '../../overview.css';
import '../../issues.css';

export const metadata: Metadata = { title: 'Issues' };

export default async function Issues() {
  await enter('/issues');
  return <IssuesPage />;
}
