import type { ProbeRow } from '#lib/feed/events.ts';
import type { HostNames } from '#lib/hosts.ts';
import { STATUSES, type Verdict, worstVerdict } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { oldestPart } from '../reading/arrange.ts';
import { matchesFilter, parseFilter, type Searchable } from '../ui/filter-terms.ts';
import { type Place, STANDINGS, type Standing } from './standing.ts';
import { sumViews } from './sum-views.ts';
import { stateWords } from './words.ts';

/**
 * A server name over all tiers. `counts` are of backends times instances. `sums` holds the figures of all of them, as they were read last; `isWhole` is false where one of
 * them cannot be relied on or is missing. `says` is empty while all is ok.
 */
export type ServerLine = {
  name: string;
  places: readonly Place[];
  verdict: Verdict;
  says: string;
  counts: Readonly<Record<Standing, number>>;
  sums: RowView | null;
  isWhole: boolean;
  oldest: ProbeRow | null;
};

const names = new Intl.Collator('en', { numeric: true });
const FIELDS = ['server', 'proxy', 'group', 'node', 'state', 'status', 'host', 'rotation'] as const;

/** The server names, worst first, then by name. */
export function toServerLines(servers: ReadonlyMap<string, readonly Place[]>): ServerLine[] {
  return [...servers].map(([name, places]) => lineOf(name, places)).sort(byStatus);
}

function byStatus(a: ServerLine, b: ServerLine): number {
  return STATUSES.indexOf(a.verdict.status) - STATUSES.indexOf(b.verdict.status) || names.compare(a.name, b.name);
}

function lineOf(name: string, places: readonly Place[]): ServerLine {
  const words = places.flatMap((place) => place.words);
  const views = words.flatMap(({ view }) => (view ? [view] : []));
  const [first] = views;
  const verdict = worstVerdict(places.map((place) => place.verdict));
  return {
    ...{ name, places },
    verdict: verdict ?? { status: 'unknown', reason: 'in no reading', since: { at: 0, how: 'before' } },
    says: saysOf(places, verdict),
    counts: countStandings(words),
    sums: first ? sumViews(views, first) : null,
    isWhole: words.every(({ standing }) => standing !== 'unread'),
    oldest: oldestPart(words.map(({ probe }) => probe)),
  };
}

function countStandings(words: readonly { standing: Standing }[]): Record<Standing, number> {
  const counts: Record<Standing, number> = { in: 0, backup: 0, out: 0, down: 0, absent: 0, unknown: 0, unread: 0 };
  for (const { standing } of words) counts[standing] += 1;
  return counts;
}

/** "be_web on lb1: draining, 3 sessions left; 2 more alike". */
function saysOf(places: readonly Place[], verdict: Verdict | null): string {
  if (!verdict || verdict.status === 'ok') return '';
  const said = places.flatMap(({ backend, words }) => words.map((word) => ({ backend, word })));
  const first = said.find(({ word }) => word.verdict === verdict);
  if (!first) return verdict.reason;
  const alike = said.filter(({ word }) => word.row !== null && word.verdict.status === verdict.status).length - 1;
  return `${first.backend} on ${first.word.probe.source.node}: ${verdict.reason}${alike > 0 ? `; ${alike} more alike` : ''}`;
}

/** The servers that pass what somebody typed. */
export function filterServers(lines: readonly ServerLine[], text: string, hosts: HostNames): ServerLine[] {
  const terms = parseFilter(text, FIELDS);
  return terms.length === 0 ? [...lines] : lines.filter((line) => matchesFilter(terms, searchable(line, hosts)));
}

function searchable({ name, places, verdict, says, counts }: ServerLine, hosts: HostNames): Searchable {
  const words = places.flatMap((place) => place.words);
  const fields: Record<(typeof FIELDS)[number] | 'says', string> = {
    server: name,
    proxy: places.map(({ backend, alias }) => `${backend} ${alias ?? ''}`).join(' '),
    group: places.map(({ group, groupTitle }) => `${group} ${groupTitle}`).join(' '),
    node: words.map(({ probe }) => probe.source.node).join(' '),
    state: words.map(({ view }) => (view ? stateWords(view) : '')).join(' '),
    status: verdict.status,
    host: hosts.nameOf(name),
    rotation: [...STANDINGS.filter((standing) => counts[standing] > 0), ...places.map(({ together }) => together)].join(' '),
    says,
  };
  for (const field of Object.keys(fields) as (keyof typeof fields)[]) fields[field] = fields[field].toLowerCase();
  return fields;
}
