'use client';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Link as FeedLink } from '#components/feed/client.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import type { Verdict } from '#lib/status.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { SteadyRoom } from './steady-room.tsx';

type Silent = Extract<FeedLink, { state: 'silent' }>;
type Troubles = readonly { probe: ProbeRow; verdict: Verdict }[];

/** The red bar, for as long as nothing below it can be trusted. It moves nothing under the mouse when it comes or goes. */
export function Banners({ link, troubles }: { link: FeedLink; troubles: Troubles }) {
  const isSilent = link.state === 'silent';
  return (
    <SteadyRoom isShown={isSilent || troubles.length > 0}>
      {isSilent ? <LinkBanner link={link} /> : <BoardBanner troubles={troubles} />}
    </SteadyRoom>
  );
}

/** The red bar: Vigil itself is not heard, or not in a way that ages could be told, so that nothing below is new. */
export function LinkBanner({ link }: { link: Silent }) {
  const { retryInMs, reason, remedy } = link;
  const retry = retryInMs === null ? '' : retryInMs < 1_000 ? ' Trying again now.' : ` Trying again in ${formatAge(retryInMs)}.`;
  const { title, words } = saying(link);
  return (
    <Banner title={title} action={remedy ? <Remedy remedy={remedy} /> : null}>
      {words}
      {retry} <span className="reason">({reason})</span>
    </Banner>
  );
}

function saying({ why, silentMs }: Silent): { title: string; words: string } {
  switch (why) {
    case 'not heard':
      return silentMs > 0
        ? { title: `Nothing heard from Vigil for ${formatAge(silentMs)}`, words: 'Everything below is as old as it says.' }
        : { title: 'Nothing heard from Vigil yet', words: 'Nothing below is known.' };
    case 'clocks disagree':
      return { title: 'Clocks disagree', words: 'How old anything below is cannot be told until Vigil has been asked again.' };
    case 'missed':
      return { title: 'A change was missed', words: 'Everything below is in doubt until Vigil has been asked again.' };
    case 'other viewer':
      return { title: 'This page is for somebody else', words: 'Nothing of what follows reaches it any more.' };
  }
}

function Remedy({ remedy }: { remedy: 'sign in' | 'load again' }) {
  const path = usePathname();
  // A plain link: the whole page is to be loaded anew, for whoever is signed in then.
  return remedy === 'sign in' ? <a href={`/sign-in?from=${encodeURIComponent(path)}`}>Sign in</a> : <a href={path}>Load this page again</a>;
}

/** The red bar: Vigil is heard, and says that its own readings cannot be trusted. */
export function BoardBanner({ troubles }: { troubles: Troubles }) {
  if (troubles.length === 0) return null;
  const words = troubles.map(({ probe, verdict }) => `${probe.question}: ${verdict.reason}`).join('; ');
  return <Banner title="Vigil cannot vouch for what is below">{words}. Every reading up to now is in doubt.</Banner>;
}

function Banner({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="banner">
      <StatusShape status="stale" />
      <strong>{title}</strong>
      <span>{children}</span>
      {action}
    </div>
  );
}
