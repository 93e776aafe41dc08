'use client';
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Moment } from '#lib/reading.ts';
import { readMoment, writeMoment } from '#lib/text/moment.ts';
import { FeedContext, useFeedClient } from '../feed/feed-provider.tsx';
import { holdPast } from './guard.ts';
import { PastFeed } from './past-feed.ts';
import { type Travel, TravelContext } from './travel-context.ts';
import { useAsked } from './use-asked.ts';
import { useKeptLinks } from './use-kept-links.ts';

const SECOND_MS = 1_000;
const UNREADABLE = 'no time: an address asks for one as ?at=2026-11-22T03:12:30Z';
const UNKNOWN: Moment = { now: 0, doubtBefore: Number.POSITIVE_INFINITY };

/** Vigil's time, whatever moment the page shows. */
const LiveMomentContext = createContext<() => Moment>(() => UNKNOWN);

/** Vigil's time now, epoch ms, as of when it is asked for: this browser's own where Vigil was not heard yet. */
export function useLiveNow(): () => number {
  const moment = useContext(LiveMomentContext);
  return useMemo(() => () => liveNow(moment), [moment]);
}

function liveNow(moment: () => Moment): number {
  const { now } = moment();
  return now > 0 ? now : Date.now();
}

type ProviderProps = { viewer: string; makeFeed?: (viewer: string, now: () => number) => PastFeed; children: ReactNode };

const makePastFeed = (viewer: string, now: () => number): PastFeed => new PastFeed(viewer, now);

/** Gives the page inside it the board of the moment that its address asks for, in the place of that of now. Stands inside FeedProvider. */
export function TravelProvider({ viewer, makeFeed = makePastFeed, children }: ProviderProps) {
  const live = useFeedClient();
  const { text, go, leave } = useAsked();
  const [past] = useState(() => makeFeed(viewer, () => liveNow(live.moment)));
  const view = useSyncExternalStore(past.subscribe, past.view, past.view);
  const at = text === null ? null : readMoment(text);
  useLayoutEffect(() => {
    if (at === null) return;
    if (!Number.isNaN(at)) past.want(at);
  }, [at, past]);
  const isPast = at !== null;
  useLayoutEffect(() => (isPast ? holdPast() : undefined), [isPast]);
  useEffect(() => (isPast ? () => past.leave() : undefined), [isPast, past]);
  useKeptLinks(text);
  const travel = useMemo<Travel>(
    () => ({
      past: at === null ? null : viewOf(at, view, text ?? ''),
      go: (to) => go(writeMoment(Math.floor(to / SECOND_MS) * SECOND_MS)),
      leave,
    }),
    [at, view, text, go, leave],
  );
  return (
    <LiveMomentContext value={live.moment}>
      <TravelContext value={travel}>
        <FeedContext value={isPast ? past : live}>{children}</FeedContext>
      </TravelContext>
    </LiveMomentContext>
  );
}

function viewOf(at: number, view: ReturnType<PastFeed['view']>, text: string): NonNullable<Travel['past']> {
  if (Number.isNaN(at))
    return { at, shownAt: null, isLoading: false, trouble: { words: `"${text.slice(0, 60)}" is ${UNREADABLE}`, nearest: null } };
  // Asked for a moment ago: what is shown is still that of before.
  return Object.is(view.at, at) ? view : { at, shownAt: view.shownAt, isLoading: true, trouble: null };
}
