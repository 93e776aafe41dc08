import type { Metadata } from 'next';
import { connection } from 'next/server';
import { PollersPage } from '#components/pollers/pollers-page.tsx';

export const metadata: Metadata = { title: 'Pollers' };

export default async function Pollers() {
  await connection();
  return <PollersPage />;
}
