'use client';
import { useLate } from '../ui/use-late.ts';
import { usePins } from './pins-context.tsx';

const loadStrip = () => import('./pinned-strip.tsx').then(({ PinnedStrip }) => PinnedStrip);

/** What the reader has pinned; nothing where that is nothing. How to judge all kinds of places is fetched when there is one. */
export function Pinned() {
  const pins = usePins();
  const { loaded: Strip } = useLate(loadStrip, (pins?.pins.length ?? 0) > 0);
  if (pins === null || pins.pins.length === 0 || !Strip) return null;
  return <Strip pins={pins.pins} />;
}
