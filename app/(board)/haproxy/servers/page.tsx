import type { Metadata } from 'next';
import { ServersPage } from '#components/haproxy/servers-page.tsx';
import { enter } from '../../../session.ts';
import { Watched } from '../../../watched.tsx';
import '../../../hosts.css';
import '../../../haproxy.css';

export const metadata: Metadata = { title: 'HAProxy servers' };

export default async function Servers() {
  await enter('/haproxy/servers');
  return (
    <Watched system="haproxy">
      <ServersPage />
    </Watched>
  );
}
