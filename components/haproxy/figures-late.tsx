'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { useLate } from '../ui/use-late.ts';

/** All figures of one row; how they are read and drawn is fetched when the first row is opened. */
export function FiguresOf({ probe, rowId }: { probe: ProbeRow; rowId: string }) {
  const { loaded, trouble } = useLate(load, true);
  if (loaded) return <loaded.FiguresOf probe={probe} rowId={rowId} />;
  return <p className="figures note">{trouble ? `The figures cannot be shown: ${trouble}.` : 'Reading all figures…'}</p>;
}

function load(): Promise<typeof import('./figures-row.tsx')> {
  return import('./figures-row.tsx');
}
