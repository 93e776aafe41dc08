import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { FeedProvider } from '#components/feed/feed-provider.tsx';
import { BoardShell } from '#components/shell/board-shell.tsx';
import { NAVIGATION } from '#config/navigation.ts';
import { engine } from '../engine.ts';

export default async function BoardLayout({ children }: { children: ReactNode }) {
  await connection();
  return (
    <FeedProvider>
      <BoardShell environment={engine().environment} pages={NAVIGATION}>
        {children}
      </BoardShell>
    </FeedProvider>
  );
}
