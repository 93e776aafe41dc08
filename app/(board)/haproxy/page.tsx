import type { Metadata } from 'next';
import { HaproxyPage } from '#components/haproxy/haproxy-page.tsx';
import { enter } from '../../session.ts';
import { Watched } from '../../watched.tsx';
import '../../hosts.css';
import '../../haproxy.css';

export const metadata: Metadata = { title: 'HAProxy' };

export default async function Haproxy() {
  await enter('/haproxy');
  return (
    <Watched system="haproxy">
      <HaproxyPage />
    </Watched>
  );
}
