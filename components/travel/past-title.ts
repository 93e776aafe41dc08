'use client';
import { useEffect } from 'react';

/** The same clock, turned back, on a ground of its own. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#232a35"/><g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><path d="M6.5 16a9.5 9.5 0 1 0 3-6.9"/><path d="M6.5 5v6h6"/><path d="M16 11v5.5l3.5 2"/></g></svg>',
)}`;

/** Puts the moment before the title of the page, and another picture on its tab, for as long as the page shows the past. Null: nothing. */
export function usePastTitle(moment: string | null): void {
  useEffect(() => {
    if (moment === null) return;
    const prefix = `${moment} · `;
    const mark = (): void => {
      // Another page writes its own title.
      if (!document.title.startsWith(prefix))
        document.title = `${prefix}${document.title.replace(/^\d{4}-\d\d-\d\d [^·]* · |^Past · /, '')}`;
      for (const icon of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')) {
        if (icon.href === ICON) continue;
        icon.dataset.live ??= icon.href;
        icon.href = ICON;
      }
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
      for (const icon of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"][data-live]')) {
        icon.href = icon.dataset.live ?? icon.href;
        delete icon.dataset.live;
      }
    };
  }, [moment]);
}
