import type { Metadata } from 'next';
import { AboutPage } from '#components/about/about-page.tsx';
import { enter } from '../../session.ts';
import '../../about.css';

export const metadata: Metadata = { title: 'About' };

export default async function About() {
  await enter('/about');
  return <AboutPage />;
}
