'use client';
import { useEffect, useState } from 'react';
import { useLiveNow } from './travel-provider.tsx';

/** Vigil's time, epoch ms, as of a while ago: told anew every `everyMs`. */
export function useTickingNow(everyMs: number): number {
  const read = useLiveNow();
  const [now, setNow] = useState(read);
  useEffect(() => {
    setNow(read());
    const ticker = setInterval(() => setNow(read()), everyMs);
    return () => clearInterval(ticker);
  }, [read, everyMs]);
  return now;
}
