'use client';
import { useEffect } from 'react';

type Had = { element: HTMLElement; id: string; isMarked: boolean };

/**
 * Keeps the focus of the keyboard where it was in what matches `within`: when the element that has it goes, because its line moves to another list, the element that now
 * has the id of that line is given it, else the page. Otherwise the browser would begin at the top again. `within` never changes.
 */
export function useKeptFocus(within: string): void {
  useEffect(() => {
    let had: Had | null = null;
    const remember = ({ target }: FocusEvent): void => {
      const element = target instanceof HTMLElement && target.closest(within) ? target : null;
      had = element && { element, id: element.closest('[id]')?.id ?? '', isMarked: element.matches(':focus-visible') };
    };
    // A press on nothing takes the focus away without giving it to anything.
    const forget = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node && had?.element.contains(target))) had = null;
    };
    const giveBack = (): void => {
      if (!had || had.element.isConnected || document.activeElement !== document.body) return;
      const { id, isMarked } = had;
      had = null;
      const line = document.getElementById(id);
      if (isMarked) line?.focus();
      giveFocus([line, document.getElementById('main')]);
    };
    const changes = new MutationObserver(giveBack);
    changes.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
    };
  }, [within]);
}

/** Focuses the first of these that takes the focus, without going there. */
export function giveFocus(places: readonly (HTMLElement | null)[]): void {
  for (const place of places) {
    place?.focus({ preventScroll: true });
    if (place && document.activeElement === place) return;
  }
}
