import type { Moment } from '#lib/reading.ts';
import { matchesFilter, parseFilter, type Searchable } from '../../ui/filter-terms.ts';
import type { ClusterLine } from '../lines.ts';
import { type MemberLine, rolesOf, statusOf } from './member-lines.ts';

const FIELDS = ['member', 'role', 'status', 'cluster', 'version', 'host'] as const;

/** A member in its cluster. */
type Placed = { cluster: ClusterLine; member: MemberLine };

/** The keys of the members that pass the filter that somebody typed; null without one. */
export function filterMembers(text: string, placed: readonly Placed[], board: Moment): ReadonlySet<string> | null {
  const terms = parseFilter(text, FIELDS);
  if (terms.length === 0) return null;
  return new Set(placed.filter((one) => matchesFilter(terms, searchable(one, board))).map(({ member }) => member.key));
}

function searchable({ cluster, member }: Placed, board: Moment): Searchable {
  const { load, identity, missing } = member;
  const place = load?.view ?? identity?.view ?? null;
  const fields: Record<(typeof FIELDS)[number], string> = {
    member: member.name,
    role: missing !== null && place === null ? 'missing' : (rolesOf(member)?.join(' ') ?? 'not told') || 'coordinating only',
    status: statusOf(member, board),
    cluster: `${cluster.board.name} ${cluster.board.title}`,
    version: identity?.view.version ?? '',
    host: [place?.host, place?.ip].flatMap((one) => one ?? []).join(' '),
  };
  for (const name of FIELDS) fields[name] = fields[name].toLowerCase();
  return fields;
}
