import type { HostCard } from '../hosts.ts';
import type { Estate } from '../parts.ts';

/**
 * The hosts that may be named to somebody who may view these systems. One that all its configured nodes tie to other systems is not, because its name would tell of
 * them; one without configured nodes may be, to everybody who may view something.
 */
export function visibleHosts(cards: readonly HostCard[], estates: readonly Estate[], views: ReadonlySet<string>): readonly HostCard[] {
  if (views.size === 0) return [];
  const isSeen = ({ name }: HostCard): boolean => {
    const systems = estates.filter(({ groups }) => groups.some(({ nodes }) => nodes.some(({ host }) => host === name)));
    return systems.length === 0 || systems.some(({ system }) => views.has(system.name));
  };
  return cards.filter(isSeen);
}
