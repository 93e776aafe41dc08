import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { judgeProbe } from '#lib/status.ts';
import type { BoardTime } from '../reading/board-context.tsx';
import { matchesFilter, parseFilter, type Searchable } from '../ui/filter-terms.ts';

const FIELDS = ['node', 'group', 'system', 'question', 'state', 'status'] as const;

/** The ids of the probes that a filter lets through; null without a filter. */
export type Matched = ReadonlySet<string> | null;

/** Which probes pass the filter that somebody typed, judged at this time. */
export function filterProbes(text: string, probes: readonly ProbeRow[], { board }: BoardTime): Matched {
  const terms = parseFilter(text, FIELDS);
  if (terms.length === 0) return null;
  return new Set(
    probes.filter((probe) => matchesFilter(terms, searchable(probe, judgeProbe(probe, board)))).map(({ source }) => sourceId(source)),
  );
}

function searchable(probe: ProbeRow, { status, reason }: { status: string; reason: string }): Searchable {
  const { source } = probe;
  const fields: Record<(typeof FIELDS)[number], string> = {
    node: `${source.node} ${probe.address} ${probe.host ?? ''}`,
    group: `${source.group} ${probe.groupTitle}`,
    system: `${source.system} ${probe.systemTitle}`,
    question: `${source.probe} ${probe.question}`,
    state: `${status} ${reason}`,
    status,
  };
  for (const name of FIELDS) fields[name] = fields[name].toLowerCase();
  return fields;
}
