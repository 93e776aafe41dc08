'use client';
import { useCallback, useEffect } from 'react';
import { flushSync } from 'react-dom';
import { isPressed, SHORTCUTS } from '../ui/shortcuts.ts';
import { ClockBack } from './clock-back.tsx';
import { useTravel } from './travel-context.ts';
import { useLiveNow } from './travel-provider.tsx';

/** Opens the past at now, with the focus on its axis. In the past already, only the focus goes there. */
export function useLookBack(): () => void {
  const { past, go } = useTravel();
  const now = useLiveNow();
  const isPast = past !== null;
  return useCallback(() => {
    if (!isPast) flushSync(() => go(now()));
    focusAxis();
  }, [isPast, go, now]);
}

/** The bar is fetched when it is first wanted. */
function focusAxis(): void {
  const focus = (): boolean => {
    const axis = document.querySelector<HTMLElement>('.travel [role="slider"]');
    axis?.focus();
    return axis !== null;
  };
  if (focus()) return;
  const observer = new MutationObserver(() => {
    if (focus() || document.querySelector('.travel') === null) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** In the bar of the page, and by its key from anywhere. */
export function LookBack() {
  const { past } = useTravel();
  const look = useLookBack();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!isPressed(SHORTCUTS.past, event) || event.repeat) return;
      event.preventDefault();
      look();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [look]);
  if (past !== null) return null;
  return (
    <button type="button" className="btn plain look-back" aria-keyshortcuts="T" title="Look back: the board as it was" onClick={look}>
      <ClockBack />
      <span className="vh">Look back</span>
    </button>
  );
}
