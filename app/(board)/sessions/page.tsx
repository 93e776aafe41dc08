import type { Metadata } from 'next';
import { SessionsPage } from '#components/access/sessions-page.tsx';
import { LivePage } from '#components/travel/live-only.tsx';
import { enter, viewer } from '../../session.ts';

export const metadata: Metadata = { title: 'Sessions' };

export default async function Sessions() {
  await enter('/sessions');
  return (
    <LivePage title="Sessions" what="Who was signed in is">
      <SessionsPage viewer={await viewer()} />
    </LivePage>
  );
}
