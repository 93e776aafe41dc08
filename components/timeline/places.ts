import type { ProbeRow } from '#lib/feed/events.ts';
import type { HistoryEvent } from '#lib/history.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { hasWords, pathOfNode, wordsOf } from '../overview/systems.ts';

type Place = Pick<HistoryEvent, 'system' | 'group' | 'node'>;

/** Where the thing of an event is to be seen: its node, its group, its system, or the overview. */
export function placePath({ system, group, node }: Place): string {
  if (system === 'vigil') return '/pollers';
  if (system === '' || !hasWords(system)) return '/';
  if (node !== '') return pathOfNode({ system, group, node });
  const { path } = wordsOf(system);
  return group === '' ? path : `${path}#${encodeURIComponent(`${system}/${group}`)}`;
}

/** The same page as it was at a moment (epoch ms). */
export function pastPath(place: Place, at: number): string {
  const [path = '/', hash] = placePath(place).split('#');
  const query = `at=${encodeURIComponent(new Date(at).toISOString())}`;
  return `${path}${path.includes('?') ? '&' : '?'}${query}${hash === undefined ? '' : `#${hash}`}`;
}

/** How systems, groups and nodes are called: the titles of the configuration as the feed has them; what is not watched any more by its bare name. */
export type Titles = { system(name: string): string; group(place: Place): string };

export function titlesOf(probes: readonly ProbeRow[]): Titles {
  const systems = new Map(probes.map(({ source, systemTitle }) => [source.system, systemTitle]));
  const groups = new Map(probes.map(({ source, groupTitle }) => [`${source.system}/${source.group}`, groupTitle]));
  return {
    system: (name) => systems.get(name) ?? (name === 'vigil' ? 'Vigil' : name),
    group: ({ system, group }) => groups.get(`${system}/${group}`) ?? group,
  };
}

/** Whether a node is still watched: its page knows it only then. */
export function isWatched(probes: readonly ProbeRow[]): (place: Place) => boolean {
  const known = new Set(probes.map(({ source }) => nodeKey(source)));
  return (place) => place.node === '' || known.has(nodeKey(place));
}
