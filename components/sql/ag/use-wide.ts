'use client';
import { useSyncExternalStore } from 'react';

const WIDE = '(min-width: 1900px)';

/** True on a window that has room for every column; never before the browser draws. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, isWide, () => false);
}

function subscribe(tell: () => void): () => void {
  const query = typeof window.matchMedia === 'function' ? window.matchMedia(WIDE) : null;
  query?.addEventListener('change', tell);
  return () => query?.removeEventListener('change', tell);
}

function isWide(): boolean {
  return typeof window.matchMedia === 'function' && window.matchMedia(WIDE).matches;
}
