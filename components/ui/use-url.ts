'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';

/** Long enough that typing does not write the address at every key; browsers refuse more than some hundred writes in ten seconds. */
const TYPING_MS = 200;

/**
 * A text kept in the address of the page: what is typed shows at once and is written when the typing pauses, or before that where something is clicked or entered, because a write while
 * a link is followed would hold the page where it is.
 */
export function useUrlText(name: string): [string, (text: string) => void] {
  const stored = useSearchParams().get(name) ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const write = () => changeSearch((params) => (typed === '' ? params.delete(name) : params.set(name, typed)));
    return writeSoon(write, () => setTyped(null));
  }, [typed, name]);
  // The address is written in a transition: what was typed stands until the address says the same.
  if (typed !== null && typed === stored) setTyped(null);
  return [typed ?? stored, setTyped];
}

/** Writes once, after a pause or just before the next click or Enter is dealt with; drops it where the browser goes back or forward. Returns how to call it off. */
export function writeSoon(write: () => void, drop: () => void): () => void {
  const over = new AbortController();
  const once = (deed: () => void) => () => {
    end();
    deed();
  };
  const timer = setTimeout(once(write), TYPING_MS);
  const end = () => {
    clearTimeout(timer);
    over.abort();
  };
  const writeNow = once(write);
  // On the way down to what is clicked: before Next's links and menus act upon it.
  const early = { capture: true, signal: over.signal };
  window.addEventListener('click', writeNow, early);
  window.addEventListener('keydown', ({ key }) => (key === 'Enter' ? writeNow() : undefined), early);
  window.addEventListener('popstate', once(drop), early);
  return end;
}

/** One word kept in the address of the page, empty where there is none; written at once. */
export function useUrlWord(name: string): [string, (word: string) => void] {
  const stored = useSearchParams().get(name) ?? '';
  const change = useCallback(
    (word: string) => changeSearch((params) => (word === '' ? params.delete(name) : params.set(name, word))),
    [name],
  );
  return [stored, change];
}

/** A set of words kept in the address of the page, and how to put one in or take it out. */
export function useUrlSet(name: string): [ReadonlySet<string>, (word: string, isIn: boolean) => void] {
  const params = useSearchParams();
  // Joined, because two lists of the same words are to be the same set: what is drawn by it need not be drawn again.
  const joined = JSON.stringify(params.getAll(name));
  const words = useMemo(() => new Set<string>(JSON.parse(joined)), [joined]);
  const change = useCallback(
    (word: string, isIn: boolean) => {
      changeSearch((search) => {
        const kept = new Set(search.getAll(name));
        if (isIn) kept.add(word);
        else kept.delete(word);
        search.delete(name);
        for (const one of kept) search.append(name, one);
      });
    },
    [name],
  );
  return [words, change];
}

/** Changes the query of the address in its place. By replaceState and not by the router: nothing is to be fetched, and Next tells useSearchParams of it. */
export function changeSearch(change: (params: URLSearchParams) => void): void {
  const { pathname, search, hash } = window.location;
  const params = new URLSearchParams(search);
  change(params);
  const text = params.toString();
  window.history.replaceState(null, '', `${pathname}${text ? `?${text}` : ''}${hash}`);
}
