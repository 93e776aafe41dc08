'use client';

import { useSyncExternalStore } from 'react';
import type { Mark } from '#lib/act/outcome.ts';
import { type Attention, NO_ATTENTION } from '#lib/attention/attention.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import type { Timer } from '#lib/timers.ts';
import type { Link, RowsById } from './client.ts';
import { useFeedClient } from './feed-provider.tsx';

const NO_PROBES: readonly ProbeRow[] = [];
const NO_ROWS: readonly LiveRow[] = [];
const NO_MARKS: readonly Mark[] = [];
const NO_FINDINGS: readonly Finding[] = [];
const NO_EVENTS: readonly NodeEvent[] = [];
const NO_TIMERS: readonly Timer[] = [];
const NO_HOSTS: readonly HostCard[] = [];
const NO_ROWS_AT_ALL: RowsById = {};
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

/** The rows of the newest reading of every source, by its id. */
export function useAllRows(): RowsById {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.allRows, () => NO_ROWS_AT_ALL);
}

/** What is acknowledged and planned. */
export function useAttention(): Attention {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.attention, () => NO_ATTENTION);
}

/** What Vigil is to do at a time that somebody set, and what became of it, of all systems. */
export function useTimers(): readonly Timer[] {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.timers, () => NO_TIMERS);
}

/** The hosts of the configuration. */
export function useHosts(): readonly HostCard[] {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.hosts, () => NO_HOSTS);
}

/** What was done to targets and why, of all systems. */
export function useMarks(): readonly Mark[] {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.marks, () => NO_MARKS);
}

/** What nodes prove together, of all systems. */
export function useFindings(): readonly Finding[] {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.findings, () => NO_FINDINGS);
}

/** What happened to nodes lately, of all systems, the newest first. */
export function useNodeEvents(): readonly NodeEvent[] {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.events, () => NO_EVENTS);
}

/** The server's time, every second and with each event. Nothing read so far is trusted while the feed is silent or in doubt. */
export function useMoment(): Moment {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.moment, () => NO_MOMENT);
}

/** The build of the pages that the server has now; null before the first snapshot. */
export function useServedBuild(): string | null {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.build, () => null);
}

/** Which run of the server all of it is known from; null before the first snapshot. */
export function useBoot(): string | null {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.boot, () => null);
}

/** The server's time in the last event that came in time; null before there is one. Nothing but events moves it. */
export function useHeardAt(): number | null {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.heardAt, () => null);
}

/** Whether the server is heard. */
export function useLink(): Link {
  const client = useFeedClient();
  return useSyncExternalStore(client.subscribe, client.link, () => NOT_CONNECTED);
}
