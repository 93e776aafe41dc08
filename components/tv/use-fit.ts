'use client';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** A list that must not scroll, and how many of its items are whole on the screen. All are drawn; those beyond are to be hidden. */
type Fit<E extends HTMLElement> = { ref: RefObject<E | null>; fits: number };

/** Tells how many children of a list, from the first, are whole within it. One at least. */
export function useFit<E extends HTMLElement>(): Fit<E> {
  const ref = useRef<E>(null);
  const [fits, setFits] = useState(Number.POSITIVE_INFINITY);
  // What is drawn may be longer each time, and the ages in it tick.
  useLayoutEffect(() => {
    if (ref.current) setFits(countWhole(ref.current));
  });
  useEffect(() => {
    const measure = () => {
      if (ref.current) setFits(countWhole(ref.current));
    };
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return { ref, fits };
}

function countWhole(list: HTMLElement): number {
  // Half a pixel is a matter of rounding.
  const bottom = list.getBoundingClientRect().bottom + 0.5;
  const beyond = [...list.children].findIndex((child) => child.getBoundingClientRect().bottom > bottom);
  return beyond < 0 ? Number.POSITIVE_INFINITY : Math.max(1, beyond);
}
