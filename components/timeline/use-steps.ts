'use client';
import { useLayoutEffect, useRef, useState } from 'react';

/** As wide as a shape with its count. */
const STEP_PX = 30;
const MOST = 120;

/** Into how many steps the axis is cut so that each has room for a mark, and where to measure that; 0 before it is known. It changes only by a fifth of the width and more. */
export function useSteps(): { steps: number; room: React.RefObject<HTMLDivElement | null> } {
  const room = useRef<HTMLDivElement>(null);
  const [steps, setSteps] = useState(0);
  useLayoutEffect(() => {
    const box = room.current;
    const measure = () => {
      const fits = Math.max(8, Math.min(MOST, Math.floor((box?.clientWidth ?? 0) / STEP_PX)));
      setSteps((was) => (was > 0 && Math.abs(fits - was) / was < 0.2 ? was : fits));
    };
    measure();
    if (!box || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return { steps, room };
}
