'use client';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/**
 * Room at the top of a page for what comes and goes. While a mouse is over the page nothing below may move: what comes lies over the head of the page, and
 * what has gone leaves its room empty, until the mouse is elsewhere.
 */
export function SteadyRoom({ isShown, children }: { isShown: boolean; children: ReactNode }) {
  const room = useRef<HTMLDivElement>(null);
  const heightPx = useRef(0);
  const [hasRoom, setHasRoom] = useState(isShown);
  useLayoutEffect(() => {
    if (room.current && isShown && hasRoom) heightPx.current = room.current.getBoundingClientRect().height;
  });
  useLayoutEffect(() => {
    const place = room.current;
    const page = place?.closest('main');
    if (!place || !page || hasRoom === isShown) return;
    const settle = (): void => setHasRoom(isShown);
    if (!isUnderMouse(page)) return settle();
    // Set here and not drawn: the policy of the page allows no style attributes in what the server draws.
    place.style.minHeight = hasRoom ? `${heightPx.current}px` : '';
    page.addEventListener('pointerleave', settle, { once: true });
    return () => {
      place.style.minHeight = '';
      page.removeEventListener('pointerleave', settle);
    };
  }, [isShown, hasRoom]);
  return (
    <div ref={room} className={isShown && !hasRoom ? 'room floating' : 'room'}>
      {isShown ? children : null}
    </div>
  );
}

// A finger leaves its hover where it touched last.
function isUnderMouse(element: Element): boolean {
  return element.matches(':hover') && window.matchMedia('(hover: hover)').matches;
}
