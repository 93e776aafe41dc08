import type * as z from 'zod';
import type { Misfit, Path } from '../../../section.ts';
import { items, repeats, valueAt } from '../../../section-check.ts';
import { hostName, limit, line, listOf, mapping, name, orNone, secret } from '../../../settings.ts';
import type { NodeSpec } from '../../../system.ts';
import { formatAddress } from '../address.ts';
import type { RedisSettings } from '../config.ts';
import { redisAddress } from '../config-address.ts';

/** Commands of a Sentinel to its master that wait for an answer, from which on its link counts as behind; null is off. */
export type SentinelLimits = { pendingWarning: number | null };

/** The set of a group that is watched by Sentinels: what they call it, how many of them are configured, and whether others are looked for. */
export type SentinelSet = { name: string; sentinels: number; isDiscovering: boolean; limits: SentinelLimits };

/** What a node is asked as: data, or a Sentinel, which holds none. `set` is that of its group, null where no Sentinels watch it. */
export type SentinelPlace = { kind: 'data' | 'sentinel'; set: SentinelSet | null };

const LIMITS: SentinelLimits = { pendingWarning: 20 };

const user = orNone(mapping({ user: line('vigil').exactOptional(), password: secret() })).exactOptional();
const commander = orNone(mapping({ user: line('vigil-admin').exactOptional(), password: orNone(secret()) })).exactOptional();

/** The Sentinels of a group. They have users of their own, so that `read` and `act` are not inherited: no password goes where it was not written for. */
export const sentinelsSchema = mapping({
  master: line('sessions'),
  nodes: listOf(mapping({ name: name(), address: redisAddress, host: hostName().exactOptional() }), 'Sentinel'),
  read: user,
  act: commander,
  limits: mapping({ pendingWarning: limit({ min: 1, max: 100_000, example: '20' }).exactOptional() }).exactOptional(),
});

export type GroupSettings = Omit<RedisSettings, 'name' | 'address' | 'isCluster' | keyof SentinelPlace>;
export type Sentinels = z.output<typeof sentinelsSchema>;

/** What is written of a group; with `discovery` other members of it are looked for. */
type Watched = { sentinels?: Sentinels | undefined; discovery?: object | null | undefined };

/** What a data node is told of the Sentinels of its group. */
export function dataPlace({ sentinels, discovery }: Watched): SentinelPlace {
  return { kind: 'data', set: sentinels ? setOf(sentinels, discovery) : null };
}

/** The Sentinels as nodes of their group; everything but their users is that of the group. */
export function sentinelNodes({ sentinels, discovery }: Watched, group: GroupSettings): Omit<NodeSpec<RedisSettings>, 'tags'>[] {
  const own = sentinelSettings({ sentinels, discovery }, group);
  if (!sentinels || own === null) return [];
  return sentinels.nodes.map(({ name, address, host }) => ({
    ...{ name, address: formatAddress(address), host: host ?? address.host },
    settings: { ...own, name, address },
  }));
}

/** What a Sentinel of a group is asked with; null of a group that is watched by none. */
export function sentinelSettings({ sentinels, discovery }: Watched, group: GroupSettings): Omit<RedisSettings, 'name' | 'address'> | null {
  if (!sentinels) return null;
  const { read, act } = sentinels;
  return {
    ...group,
    ...{ kind: 'sentinel', set: setOf(sentinels, discovery), isCluster: false },
    read: read ? { user: read.user ?? null, password: read.password } : null,
    act: act ? { user: act.user ?? null, password: act.password } : null,
    ...{ analyse: null, databases: [], keyPatterns: [] },
  };
}

/** Names that a Sentinel shares with another node of its group, addresses that it shares with a data node, and Sentinels over a cluster, which needs none. */
export function sentinelMisfits(raw: unknown, { base, addressOf }: { base: Path; addressOf(value: unknown): string | null }): Misfit[] {
  const groups = items({ path: base, raw }, 'groups');
  return groups.flatMap((group) => {
    const nodes = items(group, 'nodes');
    const sentinels = { path: [...group.path, 'sentinels'], raw: valueAt(group.raw, ['sentinels']) };
    const all = [...nodes, ...items(sentinels, 'nodes')];
    const repeated = [
      ...repeats(all, 'name', {
        read: textOf,
        words: (first) => `is the name of ${first} too: give each node of a group a name of its own`,
      }),
      ...repeats(all, 'address', {
        read: addressOf,
        words: (first) => `is the address of ${first} too: a Sentinel holds no data, take one of the two out`,
      }),
    ].filter(({ path }) => path.includes('sentinels'));
    const isBoth = valueAt(group.raw, ['cluster']) === true && sentinels.raw !== undefined;
    const message = 'are over a group with cluster: true, which is watched by no Sentinel: take one of the two out';
    return [...repeated, ...(isBoth ? [{ path: sentinels.path, message }] : [])];
  });
}

/** What is asked of a Sentinel, and who watches a data node, in words. */
export function describeSentinels({ kind, set }: SentinelPlace): string[] {
  if (set === null) return [];
  const { name, sentinels, limits } = set;
  if (kind === 'data') return [`watched by ${sentinels === 1 ? 'one Sentinel' : `${sentinels} Sentinels`} as ${name}`];
  return [
    `a Sentinel, asked about ${name}; ${sentinels} are configured`,
    `commands of it that wait for its master warn at ${limits.pendingWarning ?? 'off'}`,
  ];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function setOf({ master, nodes, limits }: Sentinels, discovery: Watched['discovery']): SentinelSet {
  return { name: master, sentinels: nodes.length, isDiscovering: Boolean(discovery), limits: { ...LIMITS, ...limits } };
}
