import type { Metadata } from 'next';
import { FrontendsPage } from '#components/haproxy/frontends-page.tsx';
import { enter } from '../../../session.ts';
import { Watched } from '../../../watched.tsx';
import '../../../hosts.css';
import '../../../haproxy.css';

export const metadata: Metadata = { title: 'HAProxy frontends' };

export default async function Frontends() {
  await enter('/haproxy/frontends');
  return (
    <Watched system="haproxy">
      <FrontendsPage />
    </Watched>
  );
}
