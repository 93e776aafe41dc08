import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

type Tell = (isNear: boolean) => void;

/** A screen above and below the window. */
const MARGIN = '100% 0px';

const told = new WeakMap<Element, Tell>();
const watched = new Set<Element>();
let observer: IntersectionObserver | null = null;

/** True once what `ref` stands at is in the window or within a screen of it; from the start where nothing tells, and on paper, where all of the page is seen. */
export function useNearWindow<Box extends Element>() {
  const ref = useRef<Box>(null);
  const [isNear, setNear] = useState(() => typeof IntersectionObserver === 'undefined');
  useEffect(() => (ref.current && typeof IntersectionObserver !== 'undefined' ? watch(ref.current, setNear) : undefined), []);
  return { ref, isNear };
}

/** One observer for all, and one listener to printing for as long as there is anything to draw. */
function watch(element: Element, tell: Tell): () => void {
  observer ??= new IntersectionObserver(tellAll, { rootMargin: MARGIN });
  if (watched.size === 0) window.addEventListener('beforeprint', drawAll);
  told.set(element, tell);
  watched.add(element);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    told.delete(element);
    watched.delete(element);
    if (watched.size > 0) return;
    window.removeEventListener('beforeprint', drawAll);
    observer?.disconnect();
    observer = null;
  };
}

function tellAll(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting);
}

// Before the browser goes on: what it prints is what stands there then.
function drawAll(): void {
  flushSync(() => {
    for (const element of watched) told.get(element)?.(true);
  });
}
