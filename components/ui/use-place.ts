'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { showTarget } from './show-target.ts';

/** Told on the window when the place was changed without loading anything, of which the browser itself tells nobody. */
const MOVED = 'vigil:place';

/** Counts how often somebody went to a place: going to the same one again is to show it again. */
let turns = 0;

/**
 * The place that the address of the page names after its hash: the id of a node, a group, a proxy or a probe; empty where it names none. Brings it into view and gives it the
 * focus: when somebody comes to it, or as soon as it is drawn. Only for what holds all places of a page. `idOf` says under which id something stands that is named
 * otherwise.
 */
export function useShownPlace(idOf: (named: string) => string = asNamed): string {
  const place = idOf(useSyncExternalStore(subscribe, placeHere, nowhere));
  const turn = useSyncExternalStore(subscribe, turnHere, turnHere);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn shows the same place again
  useEffect(() => {
    if (place === '' || show(place)) return;
    // What the address names may come with a later reading, or be further down in a table of which only the near rows are drawn.
    const observer = new MutationObserver(() => {
      if (show(place)) observer.disconnect();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [place, turn]);
  return place;
}

/** False while it is not drawn. Who clicked its own link is there already: nothing moves. */
function show(place: string): boolean {
  if (document.getElementById(place) === null) return false;
  if (document.activeElement?.getAttribute('data-place') !== place) showTarget(place);
  return true;
}

/** For `aria-current` of what may be the place: it is read out and drawn as the one that somebody came to. */
export function markOf(isHere: boolean): 'location' | undefined {
  return isHere ? 'location' : undefined;
}

/** Puts a place into the address, so that it can be sent to somebody. The page stays where it is. */
export function namePlace(id: string): void {
  const { pathname, search } = window.location;
  window.history.replaceState(null, '', `${pathname}${search}#${encodeURIComponent(id)}`);
  tellPlace();
}

/** For who changed the address by itself: tells the page that somebody goes to a place. */
export function tellPlace(): void {
  turns += 1;
  window.dispatchEvent(new Event(MOVED));
}

function subscribe(tell: () => void): () => void {
  const events = [MOVED, 'hashchange', 'popstate'];
  for (const event of events) window.addEventListener(event, tell);
  return () => {
    for (const event of events) window.removeEventListener(event, tell);
  };
}

function placeHere(): string {
  const text = window.location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function turnHere(): number {
  return turns;
}

function asNamed(named: string): string {
  return named;
}

function nowhere(): string {
  return '';
}
