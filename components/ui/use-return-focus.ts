'use client';
import { useState } from 'react';
import { giveFocus } from './use-kept-focus.ts';

/**
 * For the close of a dialog: puts the focus back to where it was when the dialog was opened. Where that is gone and nothing else took the focus, to what has the id of
 * the line that it was in, else to the page.
 */
export function useReturnFocus(): (event: Event) => void {
  const [{ before, id }] = useState(() => ({ before: document.activeElement, id: document.activeElement?.closest('[id]')?.id ?? '' }));
  return (event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) giveFocus([before]);
    else if (document.activeElement === document.body) giveFocus([document.getElementById(id), document.getElementById('main')]);
  };
}
