import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { FeedContext } from '#components/feed/feed-provider.tsx';
import { readBoard } from '#components/travel/past-board.ts';
import { PastFeed } from '#components/travel/past-feed.ts';
import { TravelProvider } from '#components/travel/travel-provider.tsx';
import type { ProbeRow } from '#lib/feed/events.ts';
import { probe } from '../estate.ts';
import { Address } from './address.tsx';
import { LIVE_FEED } from './live-feed.ts';

export const AT = '2026-03-04T03:12:30Z';
export const AT_MS = Date.parse(AT);

type Options = { probes?: (at: number) => readonly ProbeRow[]; refuse?: string };

/** A page over a feed of now, with boards of the past under every moment, which come at once. */
export function renderTravelled(address: string, page: ReactNode, { probes, refuse }: Options = {}) {
  window.history.replaceState(null, '', address);
  const boardOf = (at: number) =>
    refuse === undefined
      ? readBoard({ now: at - 1_000, doubtBefore: 0, viewer: 's1', probes: probes?.(at) ?? [probe({}, 'of-then')], rows: {} }, at, 's1')
      : ({ ok: false, words: refuse, nearest: { before: at - 60_000, after: null } } as const);
  const makeFeed = (viewer: string, now: () => number) => new PastFeed(viewer, now, async (at) => boardOf(at));
  return render(
    <Address>
      <FeedContext value={LIVE_FEED}>
        <TravelProvider viewer="s1" makeFeed={makeFeed}>
          {page}
        </TravelProvider>
      </FeedContext>
    </Address>,
  );
}
