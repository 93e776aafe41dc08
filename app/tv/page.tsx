import type { Metadata } from 'next';
import { FeedProvider } from '#components/feed/feed-provider.tsx';
import { Wall } from '#components/tv/wall.tsx';
import type { WallQuery } from '#components/tv/wall-settings.ts';
import { engine, pageRequest } from '../engine.ts';
import { enter } from '../session.ts';
import { wallSettings } from '../wall.ts';

export const metadata: Metadata = { title: 'Wall' };

export default async function Tv({ searchParams }: { searchParams: Promise<WallQuery> }) {
  await enter('/tv');
  const { environment, build, viewer: look } = engine();
  const viewer = look(await pageRequest());
  return (
    <FeedProvider viewer={viewer.key}>
      <Wall settings={wallSettings(await searchParams, viewer)} environment={environment} build={build} />
    </FeedProvider>
  );
}
