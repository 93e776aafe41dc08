'use client';
import { useState } from 'react';
import { useMoment, useServedBuild } from '#components/feed/use-feed.ts';
import { When } from '../reading/when.tsx';
import { LoadAgain } from './load-again.tsx';

/** Says that Vigil now serves other pages than this one, which was drawn by build `drawnBy`, and offers them. Nothing is loaded under somebody's hands. */
export function BuildBar({ drawnBy }: { drawnBy: string }) {
  const served = useServedBuild();
  const { now } = useMoment();
  const [seen, setSeen] = useState<{ build: string; at: number } | null>(null);
  const isOther = served !== null && served !== drawnBy;
  if (isOther && seen?.build !== served) setSeen({ build: served, at: now });
  // Updated and put back again: this page is the right one once more.
  if (!isOther && served !== null && seen !== null) setSeen(null);
  if (seen === null) return null;
  return <BuildNotice at={seen.at} />;
}

/** `at` is when the other build was first heard of, which is when it was started unless this tab slept. */
export function BuildNotice({ at }: { at: number }) {
  return (
    <aside className="notice" aria-label="New version">
      <p role="status">
        <b>Vigil was updated</b>, <span className="m">seen at</span> <When at={at} />.{' '}
        <span className="m">This page is of the build before: its values go on, and some of its menus may not open. Filters are kept.</span>
      </p>
      <LoadAgain />
    </aside>
  );
}
