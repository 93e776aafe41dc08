import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { asWholeWords, wholeText } from '../hosts/whole-terms.ts';
import { matchesFilter, parseFilter, type Searchable, type Term } from '../ui/filter-terms.ts';
import { tierOf, viewOf } from './lines.ts';
import type { Part } from './summary.ts';
import { checkCode, stateWords } from './words.ts';

const FIELDS = ['state', 'status', 'proxy', 'server', 'node', 'group', 'kind', 'check', 'tag', 'host'] as const;

/** `matched` by the key of a tier holds the ids of the rows that pass on one of its instances; null without a filter. A row of a tier counts once. */
export type Filtered = {
  matched: ReadonlyMap<string, ReadonlySet<string>> | null;
  count: number;
  total: number;
};

/** Which rows of all tiers pass the filter that somebody typed. */
export function filterRows(text: string, parts: readonly Part[], names: HostNames): Filtered {
  const all = idsByTier(parts, ({ rows }) => rows.map(({ id }) => id));
  const total = countOf(all);
  const typed = parseFilter(text, FIELDS);
  if (typed.length === 0) return { matched: null, count: total, total };
  const terms = asWholeWords(typed, knownWords(parts, names));
  const matched = idsByTier(parts, (part) => matchRows(terms, part, names));
  return { matched, count: countOf(matched), total };
}

function idsByTier(parts: readonly Part[], idsOf: (part: Part) => readonly string[]): Map<string, ReadonlySet<string>> {
  const tiers = Map.groupBy(parts, ({ probe }) => tierOf(probe.source));
  return new Map([...tiers].map(([key, own]) => [key, new Set(own.flatMap(idsOf))]));
}

function countOf(ids: ReadonlyMap<string, ReadonlySet<string>>): number {
  return [...ids.values()].reduce((sum, { size }) => sum + size, 0);
}

function matchRows(terms: readonly Term[], { probe, rows }: Part, names: HostNames): string[] {
  return rows.filter((row) => matchesFilter(terms, searchable(row, probe, names))).map((row) => row.id);
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
    proxy: [view.proxy, view.alias].join(' '),
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
