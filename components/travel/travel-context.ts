'use client';
import { createContext, useContext } from 'react';
import type { NothingKept } from '#lib/past.ts';

/** Why a moment cannot be shown, in words, and the nearest that can. */
export type PastTrouble = { words: string; nearest: NothingKept | null };

/**
 * How far a moment of the past is shown. `at` is what is asked for, `shownAt` the moment of the board that is drawn, null where none is; both epoch ms. While they belong to two boards it
 * `isLoading`. `at` is NaN where the address asks for no time.
 */
export type PastView = { at: number; shownAt: number | null; isLoading: boolean; trouble: PastTrouble | null };

/** Where whoever looks is in time. `past` is null where he looks at now. */
export type Travel = { past: PastView | null; go(at: number): void; leave(): void };

const NOW: Travel = { past: null, go: () => {}, leave: () => {} };

export const TravelContext = createContext<Travel>(NOW);

export function useTravel(): Travel {
  return useContext(TravelContext);
}

/** Whether the page shows the past: then nothing that is asked live may be shown, and nothing may be done. */
export function useIsPast(): boolean {
  return useContext(TravelContext).past !== null;
}

/** Why nothing can be done, as it stands beside what cannot. */
export const LOOKING_BACK = 'you look at the past';
