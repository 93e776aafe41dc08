'use client';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTimers } from '#components/feed/use-feed.ts';
import type { Order } from '#lib/acting.ts';
import { orderKey, type Timer } from '#lib/timers.ts';
import { TIMER_CLIENT, type TimerClient } from './timer-client.ts';

/** The timers that there are, and the way to set one. */
type Timing = { timers: readonly Timer[]; client: TimerClient };

export const TimersContext = createContext<Timing>({ timers: [], client: TIMER_CLIENT });

/** Tells the page inside it of the timers that the server keeps. */
export function TimersProvider({ children }: { children: ReactNode }) {
  const timers = useTimers();
  const timing = useMemo(() => ({ timers, client: TIMER_CLIENT }), [timers]);
  return <TimersContext value={timing}>{children}</TimersContext>;
}

export function useTiming(): Timing {
  return useContext(TimersContext);
}

/** The timer that there is for an alike order; null where there is none. */
export function useTimerOf(order: Order): Timer | null {
  const { timers } = useTiming();
  const key = orderKey(order);
  return timers.find((timer) => orderKey(timer.order) === key) ?? null;
}
