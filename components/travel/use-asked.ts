'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { changeSearch, writeSoon } from '../ui/use-url.ts';
import { AT } from './guard.ts';

/** Which moment is looked at, as the address writes it; null for now. `go` looks at another one, `leave` at now. */
export type Asked = { text: string | null; go(text: string): void; leave(): void };

/**
 * The moment in the address of the page. A link to another page does not carry it, so that it is put back: only who goes back to where he came from, or says so, is in the present again.
 * While somebody drags along the axis the address follows when he pauses.
 */
export function useAsked(): Asked {
  const stored = useSearchParams().get(AT);
  const [text, setText] = useState(stored);
  const [seen, setSeen] = useState(stored);
  if (stored !== seen) {
    setSeen(stored);
    if (stored !== null) setText(stored);
  }
  useEffect(() => {
    // Back in the history of the browser there is nothing that would have to be put back.
    const look = (): void => setText(new URLSearchParams(window.location.search).get(AT));
    window.addEventListener('popstate', look);
    return () => window.removeEventListener('popstate', look);
  }, []);
  useEffect(() => {
    if (text === null || text === stored) return;
    const write = (): void => changeSearch((params) => params.set(AT, text));
    // A link was followed: the page is there already, and what is in the bar of the browser may be copied at once.
    if (stored === null) return write();
    return writeSoon(write, () => undefined);
  }, [text, stored]);
  const isNow = text === null;
  const go = useCallback(
    (to: string) => {
      if (isNow) enter(to);
      setText(to);
    },
    [isNow],
  );
  const leave = useCallback(() => {
    setText(null);
    changeSearch((params) => params.delete(AT));
  }, []);
  return { text, go, leave };
}

/** A step of its own in the history of the browser: back leads to now. */
function enter(to: string): void {
  const { pathname, search, hash } = window.location;
  const params = new URLSearchParams(search);
  params.set(AT, to);
  window.history.pushState(null, '', `${pathname}?${params}${hash}`);
}
