'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Page } from '../shell/page-states.ts';
import { isPressed, keysOf, SHORTCUTS } from '../ui/shortcuts.ts';
import { useLate } from '../ui/use-late.ts';

const loadPalette = () => import('./palette.tsx').then(({ Palette }) => Palette);
const loadKeys = () => import('./keys-sheet.tsx').then(({ KeysSheet }) => KeysSheet);

type Open = 'palette' | 'keys' | null;

/** The button that finds things, and the keys that do the same from anywhere. What it opens is fetched when it is first wanted. */
export function Finding({ pages, viewer }: { pages: readonly Page[]; viewer: Viewer }) {
  const [open, setOpen] = useState<Open>(null);
  const isMac = useSyncExternalStore(never, isOnMac, unknown);
  const { loaded: Palette, trouble: paletteTrouble } = useLate(loadPalette, open === 'palette');
  const { loaded: Keys, trouble: keysTrouble } = useLate(loadKeys, open === 'keys');
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wanted = isPressed(SHORTCUTS.find, event) ? 'palette' : isPressed(SHORTCUTS.help, event) ? 'keys' : null;
      if (wanted === null) return;
      event.preventDefault();
      if (!event.repeat) setOpen((before) => (before === wanted ? null : wanted));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  const leave = () => setOpen(null);
  const trouble = paletteTrouble ?? keysTrouble;
  return (
    <>
      <button
        type="button"
        className="btn find"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen('palette')}
      >
        Find{' '}
        <span className="keycap wide" aria-hidden="true">
          {keysOf(SHORTCUTS.find, isMac)}
        </span>
      </button>
      {trouble ? (
        <span className="w critical small" role="alert">
          It could not be loaded: {trouble}. Load the page again.
        </span>
      ) : null}
      {open === 'palette' && Palette ? <Palette pages={pages} viewer={viewer} onLeave={leave} onKeys={() => setOpen('keys')} /> : null}
      {open === 'keys' && Keys ? <Keys isMac={isMac} onLeave={leave} /> : null}
    </>
  );
}

function never(): () => void {
  return () => undefined;
}

function isOnMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

// The server does not know it, and the first drawing in the browser is to be the same as the server's.
function unknown(): boolean {
  return false;
}
