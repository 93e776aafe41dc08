'use client';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useAllRows, useAttention, useFindings, useHosts, useNodeEvents, useProbes } from '#components/feed/use-feed.ts';
import type { NodeEvent } from '#lib/finding.ts';
import { type HostCard, hostNames } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { sourceId } from '#lib/reading.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { NO_ISSUES, type OpenIssues, openIssues } from './open-issues.ts';

/** `cards` are the hosts of the configuration, `events` what happened to nodes lately, the newest first. */
export type BoardIssues = OpenIssues & { cards: readonly HostCard[]; events: readonly NodeEvent[] };

export const IssuesContext = createContext<BoardIssues>({ ...NO_ISSUES, cards: [], events: [] });

/** Finds the issues once for everything on the page that shows them. */
export function IssuesProvider({ children }: { children: ReactNode }) {
  const probes = useProbes();
  const rows = useAllRows();
  const findings = useFindings();
  const events = useNodeEvents();
  const attention = useAttention();
  const cards = useHosts();
  const time = useBoardTime();
  const names = useMemo(() => hostNames(cards), [cards]);
  const parts = useMemo(() => probes.map((probe): Part => ({ probe, rows: rowsOf(probe, rows) })), [probes, rows]);
  const found = useMemo(
    () => ({ ...openIssues({ parts, findings }, time, attention, names), cards, events }),
    [parts, findings, time, attention, names, cards, events],
  );
  return <IssuesContext value={found}>{children}</IssuesContext>;
}

const NO_ROWS: Part['rows'] = [];

// Always the same none: what is found in rows is kept by them.
function rowsOf(probe: Part['probe'], rows: ReturnType<typeof useAllRows>): Part['rows'] {
  return probe.isAside ? NO_ROWS : (rows[sourceId(probe.source)] ?? NO_ROWS);
}

export function useIssues(): BoardIssues {
  return useContext(IssuesContext);
}
