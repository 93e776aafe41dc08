import type { HostCard } from '../hosts.ts';
import type { Estate } from '../parts.ts';

/** That a node of a system lives on a host; null where none is known. */
type Tie = { system: string; host: string | null };

/**
 * The hosts that may be named to somebody who may view these systems. One that all its configured nodes tie to other systems is not, because its name would tell of
 * them; one without configured nodes may be, to everybody who may view something.
 */
export function visibleHosts(cards: readonly HostCard[], estates: readonly Estate[], views: ReadonlySet<string>): readonly HostCard[] {
  const tiesOf = ({ system, groups }: Estate): Tie[] =>
    groups.flatMap(({ nodes }) => nodes.map(({ host }) => ({ system: system.name, host })));
  return hostsTiedTo(cards, estates.flatMap(tiesOf), views);
}

/** The same, by what ties systems to hosts. */
export function hostsTiedTo(cards: readonly HostCard[], ties: readonly Tie[], views: ReadonlySet<string>): readonly HostCard[] {
  if (views.size === 0) return [];
  const tied = new Set(ties.map(({ host }) => host));
  const seen = new Set(ties.flatMap(({ system, host }) => (views.has(system) ? [host] : [])));
  return cards.filter(({ name }) => !tied.has(name) || seen.has(name));
}
