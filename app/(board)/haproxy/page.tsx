import type { Metadata } from 'next';
import { connection } from 'next/server';
import { HaproxyPage } from '#components/haproxy/haproxy-page.tsx';

export const metadata: Metadata = { title: 'HAProxy' };

export default async function Haproxy() {
  await connection();
  return <HaproxyPage />;
}
