'use client';
import { useEffect } from 'react';
import { AT } from './guard.ts';

/** How somebody comes to what a link leads to, or to its address. */
const USES = ['click', 'auxclick', 'contextmenu', 'dragstart'] as const;

/** Lets every link of the page carry the moment that is looked at, so that what is opened beside it, or sent to somebody, is of that moment too. Null: none does. */
export function useKeptLinks(text: string | null): void {
  useEffect(() => {
    if (text === null) return;
    const changed = new Map<HTMLAnchorElement, { href: string; carried: string }>();
    const carry = ({ target }: Event): void => {
      const link = target instanceof Element ? target.closest('a') : null;
      const href = link?.getAttribute('href') ?? null;
      const carried = link === null || href === null || link.hasAttribute('download') ? null : withMoment(href, text);
      if (link === null || href === null || carried === null) return;
      changed.set(link, { href, carried });
      link.setAttribute('href', carried);
    };
    for (const use of USES) document.addEventListener(use, carry, { capture: true });
    return () => {
      for (const use of USES) document.removeEventListener(use, carry, { capture: true });
      for (const [link, { href, carried }] of changed) if (link.getAttribute('href') === carried) link.setAttribute('href', href);
    };
  }, [text]);
}

/** The address of a page with the moment in it; null for what is no page of the board, or carries one already. */
export function withMoment(href: string, text: string): string | null {
  const url = new URL(href, window.location.href);
  const isBoard = url.origin === window.location.origin && !/^\/(live|api|_next|tv|sign-in)(\/|$)/.test(url.pathname);
  if (!isBoard || href.startsWith('#') || url.searchParams.has(AT)) return null;
  url.searchParams.set(AT, text);
  return `${url.pathname}${url.search}${url.hash}`;
}
