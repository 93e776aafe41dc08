'use client';
import type { Pin } from '#lib/preferences.ts';
import { useIsPast } from '../travel/travel-context.ts';
import { usePins } from './pins-context.tsx';

/** Puts a place on the overview of the reader and takes it from there; nothing for who has no pins, and in the past. */
export function PinButton({ path, name, about }: Pin) {
  const pins = usePins();
  const isPast = useIsPast();
  if (pins === null || isPast) return null;
  const isPinned = pins.pins.some((pin) => pin.path === path);
  return (
    <>
      <button
        type="button"
        className="btn plain pin"
        aria-pressed={isPinned}
        aria-label={`Pin ${name} to the overview`}
        title={isPinned ? 'Pinned to your overview: press to unpin' : 'Pin to your overview'}
        onClick={() => pins.toggle({ path, name, about })}
      >
        {isPinned ? 'Pinned' : 'Pin'}
      </button>
      {pins.trouble === null ? null : (
        <span className="w warning small" role="alert">
          {pins.trouble}
        </span>
      )}
    </>
  );
}
