'use client';
import { createContext, useContext, useEffect } from 'react';

/** Told whether something that hangs on a row is open, so that the rows keep their order meanwhile. */
export const HoldContext = createContext<(isHeld: boolean) => void>(() => {});

/** Holds what stands around for as long as this is true. */
export function useHolding(isHeld: boolean): void {
  const hold = useContext(HoldContext);
  useEffect(() => {
    if (!isHeld) return;
    hold(true);
    return () => hold(false);
  }, [isHeld, hold]);
}
