import type { ProbeRow } from '#lib/feed/events.ts';
import { type NodeVerdict, nodeKey, type RollUp } from '#lib/roll-up.ts';
import { STATUSES, type Status, type StatusCounts } from '#lib/status.ts';

export type BoardNode = { key: string; name: string; address: string; probes: ProbeRow[] };
export type BoardGroup = { key: string; system: string; name: string; title: string; nodes: BoardNode[] };

/** The probes as groups of nodes, all in the order of the configuration. */
export function arrangeGroups(probes: readonly ProbeRow[]): BoardGroup[] {
  const groups = Map.groupBy(probes, ({ source }) => `${source.system}/${source.group}`);
  return [...groups].flatMap(([key, members]) => {
    const first = members[0];
    if (!first) return [];
    return [{ key, system: first.source.system, name: first.source.group, title: first.groupTitle, nodes: arrangeNodes(members) }];
  });
}

/** True where people wrote notes of the group itself, or of its system. */
export function hasNotes({ nodes }: Pick<BoardGroup, 'nodes'>, level: 'group' | 'system'): boolean {
  return nodes.some(({ probes }) => probes.some(({ notes }) => notes.includes(level)));
}

function arrangeNodes(probes: readonly ProbeRow[]): BoardNode[] {
  const nodes = Map.groupBy(probes, ({ source }) => nodeKey(source));
  return [...nodes].flatMap(([key, members]) => {
    const first = members[0];
    return first ? [{ key, name: first.source.node, address: first.address, probes: members }] : [];
  });
}

/** "lb06: stale 48s, was ok; lb07 too": the worst node of a group, and which or how many others stand as badly. Empty when all is ok. */
export function worstWords({ verdict, nodes }: RollUp): string {
  if (verdict.status === 'ok') return '';
  const alike = nodes.filter((node) => node.verdict.status === verdict.status);
  const first = alike[0];
  if (!first) return verdict.reason;
  return `${first.node}: ${first.verdict.reason}${othersWords(alike.slice(1))}`;
}

function othersWords(others: readonly NodeVerdict[]): string {
  const [one] = others;
  if (!one) return '';
  return others.length === 1 ? `; ${one.node} too` : `; ${others.length} more nodes too`;
}

/** The statuses that occur, worst first, with how many: [critical, 1], [ok, 11]. */
export function presentCounts(counts: StatusCounts): { status: Status; count: number }[] {
  return STATUSES.map((status) => ({ status, count: counts[status] })).filter(({ count }) => count > 0);
}

/** How many are not ok: unknown and maintained ones too. */
export function notOk(counts: StatusCounts): number {
  return STATUSES.reduce((sum, status) => (status === 'ok' ? sum : sum + counts[status]), 0);
}

/** A sum is as old as its oldest part: of what was read, else of what was not. */
export function oldestPart(probes: readonly ProbeRow[]): ProbeRow | null {
  const read = probes.filter(({ newest }) => newest !== null);
  const [first, ...others] = read.length > 0 ? read : probes;
  if (!first) return null;
  return others.reduce((found, one) => ((one.newest?.observedAt ?? 0) < (found.newest?.observedAt ?? 0) ? one : found), first);
}
