'use client';
import { useMemo } from 'react';
import { useHeardAt, useLink, useMoment, useProbes } from '#components/feed/use-feed.ts';
import { boardMoment } from '#lib/roll-up.ts';
import { pollNow } from '../feed/poll-now.ts';
import { IssuesProvider, useIssues } from '../issues/issues-context.tsx';
import { BoardContext } from '../reading/board-context.tsx';
import { Frozen, Lost } from './red.tsx';
import { turnAt } from './turn.ts';
import { useHeal } from './use-heal.ts';
import { WallHeader } from './wall-header.tsx';
import { WallPage } from './wall-page.tsx';
import type { WallSettings } from './wall-settings.ts';

type WallProps = {
  settings: WallSettings;
  environment: string | null;
  /** Of the pages that drew this. */
  build: string;
};

/** The whole screen of a wall: nothing on it can be used, and nothing on it can look healthy by standing still. */
export function Wall({ settings, environment, build }: WallProps) {
  const probes = useProbes();
  const own = useMoment();
  const time = useMemo(() => ({ own, board: boardMoment(probes, own) }), [probes, own]);
  return (
    <BoardContext time={time} poll={pollNow}>
      <IssuesProvider>
        <Screen settings={settings} environment={environment} build={build} />
      </IssuesProvider>
    </BoardContext>
  );
}

function Screen({ settings, environment, build }: WallProps) {
  const { everyMs, pages, notices } = settings;
  const link = useLink();
  const heardAt = useHeardAt();
  const { parts, loud } = useIssues();
  useHeal(build, parts.length > 0 && loud.length === 0);
  const turn = turnAt(pages, everyMs, heardAt);
  const isLost = link.state === 'silent';
  return (
    <div className="wall" data-build={build}>
      <div className={isLost ? 'screen past' : 'screen'}>
        <WallHeader environment={environment} turn={turn} heardAt={heardAt} />
        {notices.length > 0 ? (
          <p className="notices w warning" role="status">
            {notices.join('; ')}.
          </p>
        ) : null}
        <main>
          <WallPage key={turn.page.name} page={turn.page} link={link} />
        </main>
      </div>
      {isLost ? <Lost link={link} heardAt={heardAt} /> : <Frozen heardAt={heardAt} />}
    </div>
  );
}
