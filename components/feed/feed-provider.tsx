'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { FeedClient } from './client.ts';
import type { Feed } from './feed.ts';

/** What the pages inside it read. */
export const FeedContext = createContext<Feed | null>(null);

/** Gives the pages inside it this tab's feed, for the viewer (Viewer.key) for whom they were drawn. */
export function FeedProvider({ viewer, children }: { viewer: string; children: ReactNode }) {
  const [client] = useState(() => new FeedClient(viewer));
  useEffect(() => client.start(), [client]);
  return <FeedContext.Provider value={client}>{children}</FeedContext.Provider>;
}

/** What this page reads. Throws outside a FeedProvider: a page without a feed would be a page without ages. */
export function useFeedClient(): Feed {
  const client = useContext(FeedContext);
  if (!client) throw new Error('used outside FeedProvider');
  return client;
}
