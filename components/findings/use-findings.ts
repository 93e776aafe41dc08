'use client';
import { useMemo } from 'react';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import type { Source } from '#lib/reading.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { useIssues } from '../issues/issues-context.tsx';

type Group = Pick<Source, 'system' | 'group'>;
type Node = Pick<Source, 'system' | 'group' | 'node'>;

/** What is found in a group. */
export function useFindingsIn({ system, group }: Group): readonly Finding[] {
  const { findings } = useIssues();
  return useMemo(() => findings.filter((finding) => finding.system === system && finding.group === group), [findings, system, group]);
}

/** What is found about the rows of a group, by the id of the row, which is the same on all its nodes. */
export function useRowFindings({ system, group }: Group): ReadonlyMap<string, readonly Finding[]> {
  const findings = useFindingsIn({ system, group });
  return useMemo(() => {
    const byRow = new Map<string, Finding[]>();
    for (const finding of findings)
      for (const row of new Set(finding.rows.map((one) => one.row))) byRow.set(row, [...(byRow.get(row) ?? []), finding]);
    return byRow;
  }, [findings]);
}

/** The last thing that happened to a node; null where nothing did lately. */
export function useLastEvent({ system, group, node }: Node): NodeEvent | null {
  const { events } = useIssues();
  return events.find((event) => event.system === system && event.group === group && event.node === node) ?? null;
}

/** What is found about each node of a system, by its key: at one of its rows, or at itself. */
export function useFindingsAbout(system: string): ReadonlyMap<string, readonly Finding[]> {
  const { findings } = useIssues();
  return useMemo(() => {
    const byNode = new Map<string, Finding[]>();
    for (const finding of findings) {
      if (finding.system !== system) continue;
      for (const node of new Set(finding.rows.map((row) => row.node))) {
        const key = nodeKey({ system, group: finding.group, node });
        byNode.set(key, [...(byNode.get(key) ?? []), finding]);
      }
    }
    return byNode;
  }, [findings, system]);
}
