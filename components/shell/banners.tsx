'use client';
import { usePathname } from 'next/navigation';
import type { Link as FeedLink } from '#components/feed/client.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import type { Verdict } from '#lib/status.ts';
import { StatusShape } from '../ui/status-shape.tsx';

type Silent = Extract<FeedLink, { state: 'silent' }>;

/** The red bar: Vigil itself is not heard, so that nothing below is new. */
export function LinkBanner({ link }: { link: Silent }) {
  const { silentMs, retryInMs, reason, remedy } = link;
  const retry = retryInMs === null ? '' : retryInMs < 1_000 ? ' Trying again now.' : ` Trying again in ${formatAge(retryInMs)}.`;
  return (
    <div className="banner">
      <StatusShape status="stale" />
      <strong>{silentMs > 0 ? `Nothing heard from Vigil for ${formatAge(silentMs)}` : 'Nothing heard from Vigil yet'}</strong>
      <span>
        {silentMs > 0 ? 'Everything below is as old as it says.' : 'Nothing below is known.'}
        {retry} <span className="reason">({reason})</span>
      </span>
      {remedy ? <Remedy remedy={remedy} /> : null}
    </div>
  );
}

function Remedy({ remedy }: { remedy: 'sign in' | 'load again' }) {
  const path = usePathname();
  // A plain link: the whole page is to be loaded anew, for whoever is signed in then.
  return remedy === 'sign in' ? <a href={`/sign-in?from=${encodeURIComponent(path)}`}>Sign in</a> : <a href={path}>Load this page again</a>;
}

/** The red bar: Vigil is heard, and says that its own readings cannot be trusted. */
export function BoardBanner({ troubles }: { troubles: readonly { probe: ProbeRow; verdict: Verdict }[] }) {
  if (troubles.length === 0) return null;
  const words = troubles.map(({ probe, verdict }) => `${probe.question}: ${verdict.reason}`).join('; ');
  return (
    <div className="banner">
      <StatusShape status="stale" />
      <strong>Vigil cannot vouch for what is below</strong>
      <span>{words}. Every reading up to now is in doubt.</span>
    </div>
  );
}
