import type { Metadata } from 'next';
import { SessionsPage } from '#components/access/sessions-page.tsx';
import { enter, viewer } from '../../session.ts';

export const metadata: Metadata = { title: 'Sessions' };

export default async function Sessions() {
  await enter('/sessions');
  return <SessionsPage viewer={await viewer()} />;
}
