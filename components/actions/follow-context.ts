'use client';
import { createContext, useContext } from 'react';
import type { Order } from '#lib/acting.ts';

/** Where what an order set going can be watched, in words. */
export type Follow = { words: string; path: string };

/** Tells it of an order; null where there is nothing to watch. */
export const FollowLinks = createContext<(order: Order) => Follow | null>(() => null);

export function useFollowLink(order: Order): Follow | null {
  return useContext(FollowLinks)(order);
}
