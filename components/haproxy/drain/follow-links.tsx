'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useCallback } from 'react';
import type { Order } from '#lib/acting.ts';
import { type Follow, FollowLinks } from '../../actions/follow-context.ts';
import { DRAIN, followedBy } from './who.ts';

/** Gives what shows the outcome of an order the way to the panel that follows it: beside the page where it can stand there, else on the page of the tiers. */
export function DrainFollowLinks({ children }: { children: ReactNode }) {
  const path = usePathname();
  const search = useSearchParams().toString();
  const linkOf = useCallback(
    (order: Order): Follow | null => {
      const server = followedBy(order);
      if (server === null) return null;
      const isBeside = path.startsWith('/haproxy');
      const params = new URLSearchParams(isBeside ? search : '');
      params.set(DRAIN, server);
      return { words: 'Follow it empty', path: `${isBeside ? path : '/haproxy'}?${params}` };
    },
    [path, search],
  );
  return <FollowLinks value={linkOf}>{children}</FollowLinks>;
}
