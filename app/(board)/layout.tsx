import type { ReactNode } from 'react';
import { FeedProvider } from '#components/feed/feed-provider.tsx';
import { BoardShell } from '#components/shell/board-shell.tsx';
import { NAVIGATION } from '#config/navigation.ts';
import { engine, pageRequest } from '../engine.ts';
import '../finding.css';
import '../notes.css';

export default async function BoardLayout({ children }: { children: ReactNode }) {
  const request = await pageRequest();
  const { environment, build, viewer: look, missing } = engine();
  const viewer = look(request);
  // Of the systems that are configured.
  const systems = viewer.systems.view;
  return (
    <FeedProvider viewer={viewer.key}>
      <BoardShell
        environment={environment}
        build={build}
        viewer={viewer}
        pages={NAVIGATION.filter(({ path, system }) => missing(path, request) === null && (system === null || systems.includes(system)))}
      >
        {children}
      </BoardShell>
    </FeedProvider>
  );
}
