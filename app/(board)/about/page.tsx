import type { Metadata } from 'next';
import { AboutPage } from '#components/about/about-page.tsx';
import { LivePage } from '#components/travel/live-only.tsx';
import { enter } from '../../session.ts';
import '../../about.css';

export const metadata: Metadata = { title: 'About' };

export default async function About() {
  await enter('/about');
  return (
    <LivePage title="About" what="What Vigil is and takes is">
      <AboutPage />
    </LivePage>
  );
}
