'use client';
import { createContext } from 'react';
import { isWatched, type Titles, titlesOf } from './places.ts';

/** How places are called, and which of them have a page now. */
export const PlaceContext = createContext<{ titles: Titles; isWatched: ReturnType<typeof isWatched> }>({
  titles: titlesOf([]),
  isWatched: isWatched([]),
});
