'use client';
import { createContext, useContext } from 'react';

/** The panel that follows a drain: whom it follows now ("web03", "public/web03"; empty for nobody), and how it is opened. */
export type Following = { who: string; follow(who: string): void };

/** Null where a page has no such panel. */
export const FollowContext = createContext<Following | null>(null);

export function useFollow(): Following | null {
  return useContext(FollowContext);
}
