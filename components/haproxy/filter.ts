import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { matchesFilter, parseFilter, type Searchable, type Term } from '../ui/filter-terms.ts';
import { viewOf } from './lines.ts';
import { checkCode, stateWords } from './words.ts';

const FIELDS = ['state', 'status', 'proxy', 'server', 'node', 'group', 'kind', 'check'] as const;

/** `matched` by sourceId holds the ids of the rows that pass; null without a filter. */
export type Filtered = {
  matched: ReadonlyMap<string, ReadonlySet<string>> | null;
  count: number;
  total: number;
};

/** Which rows of all sources pass the filter that somebody typed. */
export function filterRows(text: string, parts: readonly { probe: ProbeRow; rows: readonly LiveRow[] }[]): Filtered {
  const total = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const terms = parseFilter(text, FIELDS);
  if (terms.length === 0) return { matched: null, count: total, total };
  const matched = new Map(parts.map(({ probe, rows }) => [sourceId(probe.source), matchRows(terms, probe, rows)]));
  return {
    matched,
    count: [...matched.values()].reduce((sum, ids) => sum + ids.size, 0),
    total,
  };
}

function matchRows(terms: readonly Term[], probe: ProbeRow, rows: readonly LiveRow[]): ReadonlySet<string> {
  return new Set(rows.filter((row) => matchesFilter(terms, searchable(row, probe))).map((row) => row.id));
}

function searchable(row: LiveRow, { source, groupTitle }: ProbeRow): Searchable {
  const view = viewOf(row);
  const fields: Record<(typeof FIELDS)[number], string> = {
    state: `${stateWords(view)} ${view.state.said}`,
    status: row.verdict.status,
    proxy: view.proxy,
    server: view.kind === 'server' || view.kind === 'listener' ? view.name : '',
    node: source.node,
    group: `${source.group} ${groupTitle}`,
    kind: view.kind,
    check: view.check ? `${checkCode(view.check)} ${view.check.text}` : '',
  };
  for (const name of FIELDS) fields[name] = fields[name].toLowerCase();
  return fields;
}
