'use client';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Keeps its height for as long as it is held: what comes meanwhile gets its room, and what goes gives it up, only when the hold ends. */
export function HeldHeight({ isHeld, children }: { isHeld: boolean; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const style = box.current?.style;
    if (!box.current || !style || !isHeld) return;
    const heightPx = box.current.getBoundingClientRect().height;
    style.height = `${heightPx}px`;
    style.overflow = 'auto';
    // What has no room must not be found by the keyboard either.
    if (heightPx === 0) style.visibility = 'hidden';
    return () => {
      for (const name of ['height', 'overflow', 'visibility']) style.removeProperty(name);
    };
  }, [isHeld]);
  return <div ref={box}>{children}</div>;
}
