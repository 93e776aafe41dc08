'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Follows the plain anchors of small lines without loading the page anew: one listener for all of them. */
export function ChartLinks() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const href = chartOf(event);
      if (href === null) return;
      event.preventDefault();
      router.push(href);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [router]);
  return null;
}

/** With a key held down or another button it is the browser's: a new tab, a new window. Links of Next follow themselves. */
function chartOf(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const anchor = event.target instanceof Element ? event.target.closest('a[href^="/charts?"]:not([target])') : null;
  return anchor?.getAttribute('href') ?? null;
}
