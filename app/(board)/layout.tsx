import type { ReactNode } from 'react';
import { FeedProvider } from '#components/feed/feed-provider.tsx';
import { PinsProvider } from '#components/pins/pins-context.tsx';
import { BoardShell } from '#components/shell/board-shell.tsx';
import { TravelProvider } from '#components/travel/travel-provider.tsx';
import { NAVIGATION } from '#config/navigation.ts';
import { engine, pageRequest } from '../engine.ts';
import '../finding.css';
import '../notes.css';
import '../pins.css';
import '../travel.css';

export default async function BoardLayout({ children }: { children: ReactNode }) {
  const request = await pageRequest();
  const { environment, build, viewer: look, missing, absent } = engine();
  const viewer = look(request);
  // Of the systems that are configured.
  const systems = viewer.systems.view;
  // What somebody wrote of is looked for here.
  const noted = new Set(absent.filter(({ why }) => why !== null).map(({ name }) => name));
  const pages = NAVIGATION.filter(
    ({ path, system }) => missing(path, request) === null && (system === null || systems.includes(system) || noted.has(system)),
  ).map((page) => ({ ...page, isUnwatched: page.system !== null && noted.has(page.system) }));
  return (
    <FeedProvider viewer={viewer.key}>
      <TravelProvider viewer={viewer.key}>
        <PinsProvider viewer={viewer}>
          <BoardShell environment={environment} build={build} viewer={viewer} pages={pages}>
            {children}
          </BoardShell>
        </PinsProvider>
      </TravelProvider>
    </FeedProvider>
  );
}
