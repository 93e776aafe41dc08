import type { JudgedHost } from '#lib/hosts/host.ts';
import { STATUSES } from '#lib/status.ts';
import { matchesFilter, parseFilter, type Searchable } from '../ui/filter-terms.ts';
import { hostSays, rolesWords, roleText } from './host-words.ts';
import { asWholeWords, wholeText } from './whole-terms.ts';

const FIELDS = ['status', 'tag', 'system', 'group', 'node', 'host', 'role'] as const;
const names = new Intl.Collator('en', { numeric: true });

/** By what the hosts stand in order; worst first where nothing else is asked for. */
export type HostSort = 'status' | 'name' | 'age';

/** The order that an address asks for. */
export function readSort(text: string): HostSort {
  return text === 'name' || text === 'age' ? text : 'status';
}

/** The hosts that pass what somebody typed. */
export function filterHosts(hosts: readonly JudgedHost[], text: string): JudgedHost[] {
  const terms = asWholeWords(parseFilter(text, FIELDS), {
    tag: hosts.flatMap(({ tags }) => tags),
    host: hosts.flatMap(({ name, aliases }) => [name, ...aliases]),
  });
  return terms.length === 0 ? [...hosts] : hosts.filter((host) => matchesFilter(terms, searchable(host)));
}

function searchable(host: JudgedHost): Searchable {
  const { name, aliases, tags, nodes, roles, verdict } = host;
  const probes = [...nodes.map(({ probe }) => probe), ...host.told.map(({ probe }) => probe)];
  const fields: Record<(typeof FIELDS)[number] | 'says', string> = {
    status: verdict.status,
    tag: wholeText(tags),
    system: unique(probes.map(({ source, systemTitle }) => `${source.system} ${systemTitle}`)),
    group: unique(probes.map(({ source, groupTitle }) => `${source.group} ${groupTitle}`)),
    node: unique(nodes.map(({ probe }) => probe.source.node)),
    host: wholeText([name, ...aliases]),
    role: `${rolesWords(roles)} ${roles.map(roleText).join(' ')}`,
    says: hostSays(host),
  };
  for (const field of Object.keys(fields) as (keyof typeof fields)[]) fields[field] = fields[field].toLowerCase();
  return fields;
}

function unique(words: readonly string[]): string {
  return [...new Set(words)].join(' ');
}

/** The hosts in order: worst first, by name, or the one read the longest time ago first. Those alike by name. */
export function sortHosts(hosts: readonly JudgedHost[], sort: HostSort): JudgedHost[] {
  return hosts.toSorted((a, b) => difference(a, b, sort) || names.compare(a.name, b.name));
}

function difference(a: JudgedHost, b: JudgedHost, sort: HostSort): number {
  switch (sort) {
    case 'name':
      return 0;
    case 'status':
      return STATUSES.indexOf(a.verdict.status) - STATUSES.indexOf(b.verdict.status);
    case 'age':
      return readAt(a) - readAt(b);
  }
}

// What rests on nothing comes last: it has no age.
function readAt({ oldest }: JudgedHost): number {
  return oldest === null ? Number.MAX_SAFE_INTEGER : (oldest.newest?.observedAt ?? 0);
}
