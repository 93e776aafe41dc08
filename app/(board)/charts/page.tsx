import type { Metadata } from 'next';
import { ChartsPage } from '#components/charts/charts-page.tsx';
import { enter } from '../../session.ts';
import '../../charts.css';

export const metadata: Metadata = { title: 'Charts' };

export default async function Charts() {
  await enter('/charts');
  return <ChartsPage />;
}
