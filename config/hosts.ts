import type * as z from 'zod';
import { type HostCard, hostNames } from '#lib/hosts.ts';
import { formatPath, type Misfit, type Path } from '#lib/section.ts';
import { items, valueAt } from '#lib/section-check.ts';
import { hostName, list, mapping, tags } from '#lib/settings.ts';
import type { GroupSpec } from '#lib/system.ts';

const host = mapping({
  name: hostName(),
  aliases: list(hostName(), 'alias').exactOptional(),
  tags: tags().exactOptional(),
});

/** The machines that are named in the configuration; most come to be known by the nodes that live on them, and need no line. */
export const hostsSchema = list(host, 'host').default([]);

/** The hosts as they travel, what is not set as an empty list. */
export function toCards(hosts: z.output<typeof hostsSchema>): HostCard[] {
  return hosts.map(({ name, aliases = [], tags = [] }) => ({ name, aliases, tags: [...new Set(tags)] }));
}

/** Names and aliases that would lead to two hosts, or stand twice in one, whatever their case; `raw` is the whole configuration as written. */
export function checkHosts(raw: unknown): Misfit[] {
  const first = new Map<string, Path>();
  const misfits: Misfit[] = [];
  for (const host of items({ path: [], raw }, 'hosts')) {
    const names = [{ path: [...host.path, 'name'], raw: valueAt(host.raw, ['name']) }, ...items(host, 'aliases')];
    for (const { path, raw: name } of names) {
      if (typeof name !== 'string') continue;
      const earlier = first.get(name.toLowerCase());
      if (earlier) misfits.push({ path, message: twiceWords(earlier, host.path) });
      else first.set(name.toLowerCase(), host.path);
    }
  }
  return misfits;
}

function twiceWords(earlier: Path, own: Path): string {
  if (earlier === own) return 'stands twice in its host: take one of the two out';
  return `is a name of ${formatPath(earlier)} too: a name leads to one host, so take one of the two out`;
}

/** The groups with their nodes on the hosts that the configuration knows: by their names there, and with their tags. */
export function joinHosts(groups: readonly GroupSpec<unknown>[], cards: readonly HostCard[]): GroupSpec<unknown>[] {
  const names = hostNames(cards);
  const byName = new Map(cards.map((card) => [card.name, card]));
  return groups.map((group) => ({
    ...group,
    nodes: group.nodes.map((node) => {
      const host = node.host === null ? null : names.nameOf(node.host);
      const ofHost = host === null ? [] : (byName.get(host)?.tags ?? []);
      return { ...node, host, tags: [...new Set([...node.tags, ...ofHost])] };
    }),
  }));
}
