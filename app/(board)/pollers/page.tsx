import type { Metadata } from 'next';
import { PollersPage } from '#components/pollers/pollers-page.tsx';
import { enter } from '../../session.ts';

export const metadata: Metadata = { title: 'Pollers' };

export default async function Pollers() {
  await enter('/pollers');
  return <PollersPage />;
}
