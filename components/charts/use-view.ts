'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useBoardTime } from '../reading/board-context.tsx';
import { AT } from '../travel/guard.ts';
import { askEveryMs, type Period, RANGES, readView, type View, writeView } from './view.ts';

export type ViewInUrl = {
  view: View;
  problem: string | null;
  /** Another time is a new step, which the browser goes back from; other lines take the place of those before. */
  change(next: View, how: 'step' | 'replace'): void;
  /** Takes the last step back that was made on this page. */
  back(): void;
};

/** The view that the address of the page asks for. */
export function useView(): ViewInUrl {
  const text = useSearchParams().toString();
  const { problem, ...view } = useMemo(() => readView(new URLSearchParams(text)), [text]);
  const steps = useRef(0);
  const change = useCallback((next: View, how: 'step' | 'replace') => {
    // The moment of the board that is looked at stays what it is.
    const at = new URLSearchParams(window.location.search).get(AT);
    const address = `${window.location.pathname}${writeView(next)}${at === null ? '' : `&${new URLSearchParams({ [AT]: at })}`}`;
    if (how === 'step') steps.current += 1;
    // Not the router: nothing is to be fetched, and Next tells useSearchParams of it.
    if (how === 'step') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  }, []);
  const back = useCallback(() => {
    if (steps.current === 0) return;
    steps.current -= 1;
    window.history.back();
  }, []);
  const { keys, time } = view;
  const same = useMemo(() => ({ keys, time }), [keys, time]);
  return { view: same, problem, change, back };
}

/** The period of a view as epoch ms: of a range that ends now, one that moves on each time it is asked for anew, and stands in between. Null before the server's time is known. */
export function usePeriod({ time }: View): Period | null {
  const { own } = useBoardTime();
  const everyMs = time.is === 'range' ? askEveryMs(time.name) : null;
  const [asked, setAsked] = useState<{ everyMs: number | null; to: number } | null>(null);
  const isDue = own.now > 0 && (asked === null || asked.everyMs !== everyMs || (everyMs !== null && own.now - asked.to >= everyMs));
  useEffect(() => {
    if (isDue) setAsked({ everyMs, to: own.now });
  }, [isDue, everyMs, own.now]);
  const to = asked?.to ?? null;
  return useMemo(() => {
    if (time.is === 'period') return { from: time.from, to: time.to };
    return to === null ? null : { from: to - RANGES[time.name], to };
  }, [time, to]);
}
