'use client';
import { usePathname } from 'next/navigation';
import { type ReactNode, useMemo } from 'react';
import { pollNow } from '#components/feed/poll-now.ts';
import { useLink, useMoment, useProbes } from '#components/feed/use-feed.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import { boardMoment, boardTrouble } from '#lib/roll-up.ts';
import { ActionsProvider } from '../actions/actions-context.tsx';
import { BoardContext } from '../reading/board-context.tsx';
import { Announcer } from './announcer.tsx';
import { BoardBanner, LinkBanner } from './banners.tsx';
import { type Page, pageStates } from './page-states.ts';
import { TopBar } from './top-bar.tsx';

type ShellProps = { environment: string | null; viewer: Viewer; pages: readonly Page[]; children: ReactNode };

/** Everything around a page: the bar, what is wrong with Vigil itself, and the time that the page judges by. */
export function BoardShell({ environment, viewer, pages, children }: ShellProps) {
  const probes = useProbes();
  const own = useMoment();
  const link = useLink();
  const path = usePathname();
  const time = useMemo(() => ({ own, board: boardMoment(probes, own) }), [probes, own]);
  const states = pageStates(pages, probes, time);
  return (
    <BoardContext time={time} poll={pollNow}>
      <a className="vh skip" href="#main">
        Skip to content
      </a>
      <TopBar environment={environment} viewer={viewer} pages={states} path={path} link={link} now={own.now} />
      <Announcer link={link} pages={states} />
      <ActionsProvider viewer={viewer}>
        <main id="main" tabIndex={-1}>
          {link.state === 'silent' ? <LinkBanner link={link} /> : <BoardBanner troubles={boardTrouble(probes, own)} />}
          {children}
        </main>
      </ActionsProvider>
    </BoardContext>
  );
}
