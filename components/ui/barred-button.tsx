'use client';
import type { ReactNode } from 'react';

type BarredProps = {
  label: string;
  /** Why it cannot be had, in words; null where it can. */
  off: string | null;
  isBusy?: boolean;
  /** The one that is meant among several. */
  isStrong?: boolean;
  onPress(): void;
  children: ReactNode;
};

/** A button that stays where somebody may not use it, and says why. */
export function BarredButton({ label, off, isBusy = false, isStrong = false, onPress, children }: BarredProps) {
  const isOff = off !== null || isBusy;
  return (
    <button
      type="button"
      className={off === null ? (isStrong ? 'btn strong' : 'btn') : 'btn off'}
      aria-disabled={isOff}
      title={off ?? undefined}
      aria-label={off === null ? label : `${label}: ${off}`}
      onClick={isOff ? undefined : onPress}
    >
      {children}
    </button>
  );
}
