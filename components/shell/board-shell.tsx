'use client';
import { usePathname } from 'next/navigation';
import { type ReactNode, useMemo } from 'react';
import { pollNow } from '#components/feed/poll-now.ts';
import { useFindings, useLink, useMoment, useProbes } from '#components/feed/use-feed.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import { boardMoment, boardTrouble } from '#lib/roll-up.ts';
import { ActionsProvider } from '../actions/actions-context.tsx';
import { PicturesContext } from '../actions/pictures-context.ts';
import { ChartLinks } from '../charts/chart-links.tsx';
import { DrainFollowLinks } from '../haproxy/drain/follow-links.tsx';
import { AttendingProvider } from '../issues/attending-provider.tsx';
import { IssuesProvider } from '../issues/issues-context.tsx';
import { BoardContext } from '../reading/board-context.tsx';
import { REDIS_PICTURES } from '../redis/replication/pictures.ts';
import { TimersProvider } from '../timers/timers-context.tsx';
import { PastGate } from '../travel/past-gate.tsx';
import { TravelBar } from '../travel/travel-bar.tsx';
import { Announcer } from './announcer.tsx';
import { Banners } from './banners.tsx';
import { BuildBar } from './build-bar.tsx';
import { type Page, pageStates } from './page-states.ts';
import { TopBar } from './top-bar.tsx';

type ShellProps = { environment: string | null; build: string; viewer: Viewer; pages: readonly Page[]; children: ReactNode };

/** Everything around a page: the bar, what is wrong with Vigil itself, and the time that the page judges by. */
export function BoardShell({ environment, build, viewer, pages, children }: ShellProps) {
  const probes = useProbes();
  const findings = useFindings();
  const own = useMoment();
  const link = useLink();
  const path = usePathname();
  const time = useMemo(() => ({ own, board: boardMoment(probes, own) }), [probes, own]);
  const states = pageStates(pages, probes, findings, time);
  return (
    <BoardContext time={time} poll={pollNow}>
      <IssuesProvider>
        <a className="vh skip" href="#main">
          Skip to content
        </a>
        <TravelBar />
        <TopBar environment={environment} viewer={viewer} pages={states} path={path} link={link} now={own.now} />
        <ChartLinks />
        <Announcer link={link} pages={states} />
        <DrainFollowLinks>
          <PicturesContext value={REDIS_PICTURES}>
            <ActionsProvider viewer={viewer}>
              <main id="main" tabIndex={-1}>
                <Banners link={link} troubles={boardTrouble(probes, own)} />
                <TimersProvider>
                  <AttendingProvider>
                    <PastGate>{children}</PastGate>
                  </AttendingProvider>
                </TimersProvider>
              </main>
              <BuildBar drawnBy={build} />
            </ActionsProvider>
          </PicturesContext>
        </DrainFollowLinks>
      </IssuesProvider>
    </BoardContext>
  );
}
