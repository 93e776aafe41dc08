'use client';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { changeSearch } from '../ui/use-url.ts';
import type { TimelineTexts } from './timeline-url.ts';

type PeriodTexts = Pick<TimelineTexts, 'range' | 'from' | 'to'>;

const NAMES = ['range', 'from', 'to'] as const;

/** The period as it stands in the address, and how to put another there: its parts go in together. */
export function usePeriod(): [PeriodTexts, (next: PeriodTexts) => void] {
  const params = useSearchParams();
  const [range, from, to] = NAMES.map((name) => params.get(name) ?? '');
  const period = useMemo(() => ({ range: range ?? '', from: from ?? '', to: to ?? '' }), [range, from, to]);
  return [period, put];
}

function put(next: PeriodTexts): void {
  changeSearch((search) => {
    for (const name of NAMES) {
      if (next[name] === '') search.delete(name);
      else search.set(name, next[name]);
    }
  });
}
