'use client';
import { useContext } from 'react';
import useSWR from 'swr';
import type { GroupsTold } from '#lib/http/series.ts';
import { AsksContext } from './asks.ts';
import { ONCE } from './use-series.ts';
import type { Period } from './view.ts';

export type GroupsRead = { told: GroupsTold | null; trouble: string | null };

/** What is kept changes seldom: it is asked for by the minute. */
const MINUTE_MS = 60_000;

/** What is kept in about a period. */
export function useGroups({ from, to }: Period): GroupsRead {
  const { readGroups } = useContext(AsksContext);
  const period = { from: Math.floor(from / MINUTE_MS) * MINUTE_MS, to: Math.ceil(to / MINUTE_MS) * MINUTE_MS };
  const { data } = useSWR(['groups', period.from, period.to], () => readGroups(period), ONCE);
  return { told: data?.ok ? data.value : null, trouble: data && !data.ok ? data.message : null };
}
