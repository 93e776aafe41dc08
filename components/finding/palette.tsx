'use client';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useHosts, useLink } from '#components/feed/use-feed.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import { formatAge } from '#lib/format/age.ts';
import { useDisplay } from '../display/display-context.tsx';
import { findBalanced } from '../haproxy/findables.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import type { Page } from '../shell/page-states.ts';
import { useLookBack } from '../travel/look-back.tsx';
import { tellPlace } from '../ui/use-place.ts';
import type { Findable } from './findable.ts';
import { findOthers, findPages } from './pages.ts';
import { PaletteList } from './palette-list.tsx';
import { findMachines, findNodes } from './things.ts';

export type PaletteProps = { pages: readonly Page[]; viewer: Viewer; onLeave(): void; onKeys(): void };

/** Finds everything on the board and goes there. What it shows is judged as the page is: while Vigil is not heard all of it is stale. */
export function Palette({ pages, viewer, onLeave, onKeys }: PaletteProps) {
  const router = useRouter();
  const { choose } = useDisplay();
  const findables = useFindables(pages, viewer);
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
  return <PaletteList findables={findables} silence={silence} onPick={pick} onLeave={onLeave} />;
}

function useFindables(pages: readonly Page[], viewer: Viewer): Findable[] {
  const { parts, findings } = useIssues();
  const cards = useHosts();
  const now = useEachSecond({ parts, findings, pages, cards });
  return useMemo(() => {
    const probes = now.parts.map(({ probe }) => probe);
    return [
      ...findPages(now.pages, probes, now.findings),
      ...findNodes(probes),
      ...findMachines(now.parts, now.cards),
      ...findBalanced(now.parts, now.cards),
      ...findOthers(viewer),
    ];
  }, [now, viewer]);
}

/** The value as it was when the second began: with hundreds of nodes a reading comes with every few frames. */
function useEachSecond<T>(value: T): T {
  const { own } = useBoardTime();
  const second = Math.floor(own.now / 1_000);
  const [kept, setKept] = useState({ second, value });
  if (kept.second === second) return kept.value;
  setKept({ second, value });
  return value;
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
