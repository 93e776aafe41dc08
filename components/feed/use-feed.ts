'use client';

import { useSyncExternalStore } from 'react';
import type { Mark } from '#lib/act/outcome.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import type { Link } from './client.ts';
import { useFeedClient } from './feed-provider.tsx';

const NO_PROBES: readonly ProbeRow[] = [];
const NO_ROWS: readonly LiveRow[] = [];
const NO_MARKS: readonly Mark[] = [];
const NOT_CONNECTED: Link = { state: 'connecting' };
const NO_MOMENT: Moment = { now: 0, doubtBefore: Number.POSITIVE_INFINITY };

/** All probes of all nodes, in the order of the configuration; none before the first snapshot. */
export function useProbes(): readonly ProbeRow[] {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.probes, () => NO_PROBES);
}

/** The rows of the newest reading of one source. */
export function useRows(sourceId: string): readonly LiveRow[] {
  const client = useFeedClient();
  const read = (): readonly LiveRow[] => client.rows(sourceId);
  return useSyncExternalStore(client.subscribe, read, () => NO_ROWS);
}

/** What was done to targets and why, of all systems. */
export function useMarks(): readonly Mark[] {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.marks, () => NO_MARKS);
}

/** The server's time, every second and with each event. Nothing read so far is trusted while the feed is silent or in doubt. */
export function useMoment(): Moment {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.moment, () => NO_MOMENT);
}

/** Whether the server is heard. */
export function useLink(): Link {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.link, () => NOT_CONNECTED);
}
