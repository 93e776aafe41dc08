'use client';
import { useState } from 'react';

/**
 * The value as it comes, or, while held, as it was when the hold began: what is under the mouse does not move. Where somebody has asked for something else (`of` is another)
 * the hold begins anew.
 */
export function useHeld<T>(value: T, isHeld: boolean, of = ''): T {
  const [kept, setKept] = useState<{ value: T; of: string } | null>(null);
  if (isHeld && kept?.of !== of) setKept({ value, of });
  if (!isHeld && kept !== null) setKept(null);
  return isHeld && kept?.of === of ? kept.value : value;
}

/** The ids in their held order: those that are gone drop out, those that are new come last in their own order. */
export function inHeldOrder<T>(items: readonly T[], idOf: (item: T) => string, held: readonly string[]): T[] {
  const rank = new Map(held.map((id, index) => [id, index]));
  const place = (item: T) => rank.get(idOf(item)) ?? held.length;
  return [...items].sort((a, b) => place(a) - place(b));
}
