'use client';
import { createContext, useContext } from 'react';
import { createTimeFormat, type TimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';
import type { Display } from './display.ts';

/** `here` is the zone of the browser; null before it is known. `isKept` is false when the browser refused to keep what was chosen. */
export type DisplayChoice = { display: Display; here: string | null; isKept: boolean; choose(change: Partial<Display>): void };

export const DisplayContext = createContext<DisplayChoice | null>(null);

export const TimeFormatContext = createContext<TimeFormat>(createTimeFormat(openZone('UTC'), null));

/** What the reader has chosen, and how to choose otherwise. Throws outside a DisplayProvider. */
export function useDisplay(): DisplayChoice {
  const choice = useContext(DisplayContext);
  if (!choice) throw new Error('used outside DisplayProvider');
  return choice;
}

/** How every time on the page is shown: in the zone that the reader has chosen, and in UTC where nobody has. */
export function useTimeFormat(): TimeFormat {
  return useContext(TimeFormatContext);
}
