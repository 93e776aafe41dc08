'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';

/** Long enough that typing does not write the address at every key; browsers refuse more than some hundred writes in ten seconds. */
const TYPING_MS = 200;

/** A text kept in the address of the page: what is typed shows at once and is written when the typing pauses. */
export function useUrlText(name: string): [string, (text: string) => void] {
  const stored = useSearchParams().get(name) ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      changeSearch((params) => (typed === '' ? params.delete(name) : params.set(name, typed)));
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, name]);
  // The address is written in a transition: what was typed stands until the address says the same.
  if (typed !== null && typed === stored) setTyped(null);
  return [typed ?? stored, setTyped];
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

// replaceState and not the router: nothing is to be fetched, and Next tells useSearchParams of it.
function changeSearch(change: (params: URLSearchParams) => void): void {
  const { pathname, search, hash } = window.location;
  const params = new URLSearchParams(search);
  change(params);
  const text = params.toString();
  window.history.replaceState(null, '', `${pathname}${text ? `?${text}` : ''}${hash}`);
}
