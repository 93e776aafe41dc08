import type { Metadata } from 'next';
import { HostsPage } from '#components/hosts/hosts-page.tsx';
import { enter } from '../../session.ts';
import '../../hosts.css';

export const metadata: Metadata = { title: 'Hosts' };

export default async function Hosts() {
  await enter('/hosts');
  return <HostsPage />;
}
