'use client';
import { useEffect, useState } from 'react';

type Late<T> = { loaded: T | null; trouble: string | null };

/** A part of the page that is fetched when it is first wanted. One that could not be fetched says why, and is fetched again when it is wanted again. `load` never changes. */
export function useLate<T>(load: () => Promise<T>, isWanted: boolean): Late<T> {
  const [late, setLate] = useState<Late<T>>({ loaded: null, trouble: null });
  const isMissing = isWanted && late.loaded === null;
  useEffect(() => {
    if (!isMissing) return;
    let isLeft = false;
    const settle = (next: Late<T>) => {
      if (!isLeft) setLate(next);
    };
    load().then(
      (loaded) => settle({ loaded, trouble: null }),
      (error: unknown) => settle({ loaded: null, trouble: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isLeft = true;
    };
  }, [load, isMissing]);
  return isWanted ? late : { ...late, trouble: null };
}
