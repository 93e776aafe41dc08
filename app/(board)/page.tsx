import type { Metadata } from 'next';
import { OverviewPage } from '#components/overview/overview-page.tsx';
import { enter } from '../session.ts';
import '../overview.css';

export const metadata: Metadata = { title: 'Overview' };

export default async function Overview() {
  await enter('/');
  return <OverviewPage />;
}
