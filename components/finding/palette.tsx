'use client';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useLink } from '#components/feed/use-feed.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import { formatAge } from '#lib/format/age.ts';
import type { Pin } from '#lib/preferences.ts';
import { useDisplay } from '../display/display-context.tsx';
import { useIssues } from '../issues/issues-context.tsx';
import { withPins } from '../pins/pin-places.ts';
import { usePins } from '../pins/pins-context.tsx';
import type { Page } from '../shell/page-states.ts';
import { useLookBack } from '../travel/look-back.tsx';
import { tellPlace } from '../ui/use-place.ts';
import type { Findable } from './findable.ts';
import { findOthers, findPages } from './pages.ts';
import { PaletteList } from './palette-list.tsx';
import { useEachSecond, usePlaces } from './use-places.ts';

export type PaletteProps = { pages: readonly Page[]; viewer: Viewer; onLeave(): void; onKeys(): void };

const NO_PINS: readonly Pin[] = [];

/** Finds everything on the board and goes there. What it shows is judged as the page is: while Vigil is not heard all of it is stale. */
export function Palette({ pages, viewer, onLeave, onKeys }: PaletteProps) {
  const router = useRouter();
  const { choose } = useDisplay();
  const pins = usePins();
  const findables = useFindables(pages, viewer, pins?.pins ?? NO_PINS);
  const silence = useSilence();
  const lookBack = useLookBack();
  const pick = ({ leads }: Findable) => {
    onLeave();
    switch (leads.to) {
      case 'path':
        return goTo(leads.path, (path) => router.push(path));
      case 'theme':
        return choose({ theme: leads.theme });
      case 'past':
        return lookBack();
      case 'keys':
        return onKeys();
    }
  };
  return <PaletteList findables={findables} pins={pins} silence={silence} onPick={pick} onLeave={onLeave} />;
}

function useFindables(pages: readonly Page[], viewer: Viewer, pins: readonly Pin[]): Findable[] {
  const { parts, findings } = useIssues();
  const now = useEachSecond({ parts, findings, pages });
  const places = usePlaces();
  return useMemo(() => {
    const probes = now.parts.map(({ probe }) => probe);
    return [...withPins([...findPages(now.pages, probes, now.findings), ...places], pins), ...findOthers(viewer)];
  }, [now, places, viewer, pins]);
}

function useSilence(): string | null {
  const link = useLink();
  if (link.state !== 'silent') return null;
  return link.silentMs > 0
    ? `Nothing heard from Vigil for ${formatAge(link.silentMs)}: all of this is as old as it says.`
    : 'Nothing heard from Vigil yet.';
}

/** On the page itself nothing is loaded: only the place changes, and the filter, under which it might not stand, goes. */
function goTo(path: string, load: (path: string) => void): void {
  if (new URL(path, window.location.href).pathname !== window.location.pathname) {
    load(path);
    return;
  }
  window.history.pushState(null, '', path);
  tellPlace();
}
