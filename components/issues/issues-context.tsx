'use client';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useAllRows, useAttention, useHosts, useProbes } from '#components/feed/use-feed.ts';
import { type HostCard, hostNames } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { sourceId } from '#lib/reading.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { NO_ISSUES, type OpenIssues, openIssues } from './open-issues.ts';

/** `cards` are the hosts of the configuration. */
export type BoardIssues = OpenIssues & { cards: readonly HostCard[] };

export const IssuesContext = createContext<BoardIssues>({ ...NO_ISSUES, cards: [] });

/** Finds the issues once for everything on the page that shows them. */
export function IssuesProvider({ children }: { children: ReactNode }) {
  const probes = useProbes();
  const rows = useAllRows();
  const attention = useAttention();
  const cards = useHosts();
  const time = useBoardTime();
  const names = useMemo(() => hostNames(cards), [cards]);
  const parts = useMemo(() => probes.map((probe): Part => ({ probe, rows: rows[sourceId(probe.source)] ?? [] })), [probes, rows]);
  const found = useMemo(() => ({ ...openIssues(parts, time, attention, names), cards }), [parts, time, attention, names, cards]);
  return <IssuesContext value={found}>{children}</IssuesContext>;
}

export function useIssues(): BoardIssues {
  return useContext(IssuesContext);
}
