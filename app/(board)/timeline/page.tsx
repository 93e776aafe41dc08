import type { Metadata } from 'next';
import { TimelinePage } from '#components/timeline/timeline-page.tsx';
import { enter, viewer } from '../../session.ts';
import '../../timeline.css';

export const metadata: Metadata = { title: 'Timeline' };

export default async function Timeline() {
  await enter('/timeline');
  return <TimelinePage viewer={await viewer()} />;
}
