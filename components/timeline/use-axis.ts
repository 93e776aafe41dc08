'use client';
import { useState } from 'react';
import useSWR from 'swr';
import type { AxisAnswer } from '#lib/http/events.ts';
import type { TimelineClient } from './timeline-client.ts';
import { type Asked, boundsOf, toQuery } from './timeline-url.ts';

const EVERY_MS = 15_000;

/** `answer` is the last good one for what is asked; `failed` says why it could not be read since. */
export type ReadAxis = { answer: AxisAnswer | null; failed: string | null };

/** The axis under a filter, cut into so many steps; that of a live period is read again every 15 s. */
export function useAxis(asked: Asked, read: TimelineClient['axis'], { now, steps }: { now: number; steps: number }): ReadAxis {
  const of = JSON.stringify([asked, steps]);
  const isLive = asked.period.is === 'live';
  const ask = async () => ({ come: await read(toQuery(asked, boundsOf(asked.period, now), { steps })) });
  const { data } = useSWR(steps > 0 ? ['axis', of] : null, ask, {
    ...{ refreshInterval: isLive ? EVERY_MS : 0, dedupingInterval: 0, compare: Object.is, revalidateOnFocus: isLive },
  });
  const [kept, setKept] = useState<{ of: string; answer: AxisAnswer | null }>({ of, answer: null });
  if (kept.of !== of) setKept({ of, answer: null });
  else if (data?.come.ok && data.come.value !== kept.answer) setKept({ of, answer: data.come.value });
  return { answer: kept.of === of ? kept.answer : null, failed: data?.come.ok === false ? data.come.message : null };
}
