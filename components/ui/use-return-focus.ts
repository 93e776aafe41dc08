'use client';
import { useState } from 'react';

/** For the close of a dialog: puts the focus back to where it was when the dialog was opened, or to the page where that is gone. */
export function useReturnFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
    const back = isThere ? before : document.getElementById('main');
    back?.focus({ preventScroll: true });
  };
}
