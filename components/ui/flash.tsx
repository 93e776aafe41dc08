'use client';
import { type ReactNode, useState } from 'react';

/** Flashes its content once whenever `of` changes, and not when it first appears. */
export function Flash({ of, className, children }: { of: string; className?: string; children: ReactNode }) {
  const [seen, setSeen] = useState({ of, changes: 0 });
  if (seen.of !== of) setSeen({ of, changes: seen.changes + 1 });
  const names = [className, seen.changes > 0 ? 'flash' : ''].filter(Boolean).join(' ');
  return (
    <span key={seen.changes} className={names}>
      {children}
    </span>
  );
}
