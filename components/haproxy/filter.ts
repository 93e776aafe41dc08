import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { HostNames } from '#lib/hosts.ts';
import { sourceId } from '#lib/reading.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { asWholeWords, wholeText } from '../hosts/whole-terms.ts';
import { matchesFilter, parseFilter, type Searchable, type Term } from '../ui/filter-terms.ts';
import { viewOf } from './lines.ts';
import type { Part } from './summary.ts';
import { checkCode, stateWords } from './words.ts';

const FIELDS = ['state', 'status', 'proxy', 'server', 'node', 'group', 'kind', 'check', 'tag', 'host'] as const;

/** `matched` by sourceId holds the ids of the rows that pass; null without a filter. */
export type Filtered = {
  matched: ReadonlyMap<string, ReadonlySet<string>> | null;
  count: number;
  total: number;
};

/** Which rows of all sources pass the filter that somebody typed. */
export function filterRows(text: string, parts: readonly Part[], names: HostNames): Filtered {
  const total = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const typed = parseFilter(text, FIELDS);
  if (typed.length === 0) return { matched: null, count: total, total };
  const terms = asWholeWords(typed, knownWords(parts, names));
  const matched = new Map(parts.map(({ probe, rows }) => [sourceId(probe.source), matchRows(terms, { probe, rows }, names)]));
  return {
    matched,
    count: [...matched.values()].reduce((sum, ids) => sum + ids.size, 0),
    total,
  };
}

function matchRows(terms: readonly Term[], { probe, rows }: Part, names: HostNames): ReadonlySet<string> {
  return new Set(rows.filter((row) => matchesFilter(terms, searchable(row, probe, names))).map((row) => row.id));
}

/** The tags and hosts that there are: one that is named whole stands for itself alone. */
function knownWords(parts: readonly Part[], names: HostNames): Record<'tag' | 'host', Set<string>> {
  const hosts = parts.flatMap(({ probe, rows }) => rows.flatMap((row) => hostsOf(viewOf(row), probe, names)));
  return { tag: new Set(parts.flatMap(({ probe }) => probe.tags)), host: new Set(hosts) };
}

/** The machine of the instance, and that of a server by its name here and in the configuration. */
function hostsOf(view: RowView, { host }: ProbeRow, names: HostNames): string[] {
  return [...(host === null ? [] : [host]), ...(view.kind === 'server' ? [view.name, names.nameOf(view.name)] : [])];
}

function searchable(row: LiveRow, probe: ProbeRow, names: HostNames): Searchable {
  const { source, groupTitle } = probe;
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
    tag: wholeText(probe.tags),
    host: wholeText(hostsOf(view, probe, names)),
  };
  for (const name of FIELDS) fields[name] = fields[name].toLowerCase();
  return fields;
}
