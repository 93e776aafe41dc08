'use client';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { isZoneName, openZone } from '#lib/format/zone.ts';
import { currentName } from '#lib/format/zone-names.ts';
import { readCookie } from '#lib/text/cookie.ts';
import { type Display, displayCookie, displayText, LOCAL, readDisplay, type Theme, writeDisplay } from './display.ts';
import { DisplayContext, TimeFormatContext } from './display-context.tsx';

type ProviderProps = {
  /** The cookies of the viewer, the first of which is written. */
  cookies: readonly string[];
  /** What the server found in them. */
  text: string | null;
  /** What somebody who is signed in chose last, in whatever browser; null where he never did. */
  chosen?: string | null;
  isUser?: boolean;
  children: ReactNode;
};

/** What one tab tells the others of: the cookie, and what it now holds. */
type News = { cookie: string; text: string };

const CHANNEL = 'vigil-display';

/** Gives the pages inside it their theme and their zone, and keeps both, for a year from the last visit. A choice holds at once, in every tab. */
export function DisplayProvider({ cookies, text, chosen = null, isUser = false, children }: ProviderProps) {
  const [display, setDisplay] = useState(() => readDisplay(text));
  const [isKept, setKept] = useState(true);
  const here = useSyncExternalStore(never, zoneHere, unknown);
  const tell = useOtherTabs(cookies, setDisplay);
  useLayoutEffect(() => applyTheme(display.theme), [display.theme]);
  const own = cookies[0] ?? '';
  // What was chosen last may have been chosen in another browser.
  useEffect(() => {
    const kept = chosen ?? readCookie(document.cookie, own);
    if (kept !== null) keep(own, writeDisplay(readDisplay(kept)));
  }, [own, chosen]);
  const choose = useCallback(
    (change: Partial<Display>) => {
      const next = { ...display, ...change };
      setDisplay(next);
      setKept(keep(own, writeDisplay(next)));
      tell({ cookie: own, text: writeDisplay(next) });
      if (isUser) sendDisplay(writeDisplay(next));
    },
    [display, own, isUser, tell],
  );
  const choice = useMemo(() => ({ display, here, isKept, choose }), [display, here, isKept, choose]);
  const format = useMemo(
    () => createTimeFormat(openZone(display.zone === LOCAL ? (here ?? 'UTC') : display.zone), here === null ? null : openZone(here)),
    [display.zone, here],
  );
  return (
    <DisplayContext value={choice}>
      <TimeFormatContext value={format}>{children}</TimeFormatContext>
    </DisplayContext>
  );
}

/** Takes what other tabs of the same person choose, and what the cookie says when the page comes back from the back/forward cache. */
function useOtherTabs(cookies: readonly string[], take: (display: Display) => void): (news: News) => void {
  const channel = useRef<BroadcastChannel | null>(null);
  const [own = '', other = ''] = cookies;
  useEffect(() => {
    const opened = new BroadcastChannel(CHANNEL);
    channel.current = opened;
    opened.onmessage = ({ data }: MessageEvent<News>) => {
      if (data.cookie === own) take(readDisplay(data.text));
    };
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      const text = persisted ? displayText(document.cookie, [own, other]) : null;
      if (text !== null) take(readDisplay(text));
    };
    window.addEventListener('pageshow', comeBack);
    return () => {
      window.removeEventListener('pageshow', comeBack);
      channel.current = null;
      opened.close();
    };
  }, [own, other, take]);
  return useCallback((news) => channel.current?.postMessage(news), []);
}

/** For his other browsers. Where it does not arrive the cookie of this one keeps it. */
function sendDisplay(display: string): void {
  const headers = { 'content-type': 'application/json' };
  fetch('/live/v1/preferences', { method: 'POST', headers, body: JSON.stringify({ display }), keepalive: true }).catch(() => undefined);
}

/** False where the browser does not keep it. */
function keep(name: string, text: string): boolean {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs TLS, and Vigil runs without it too
  document.cookie = displayCookie(name, text, window.location.protocol === 'https:');
  return readCookie(document.cookie, name) === text;
}

// The server renders the same attribute, from the same cookie: nothing flashes.
function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function never(): () => void {
  return () => undefined;
}

function zoneHere(): string {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [currentName(name), name].find(isZoneName) ?? 'UTC';
}

// The server does not know it, and the first drawing in the browser is to be the same as the server's.
function unknown(): null {
  return null;
}
