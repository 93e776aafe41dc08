import type { NodeView } from '../../../acting.ts';
import type { Reading } from '../../../reading.ts';
import type { RedisSettings } from '../config.ts';
import type { RedisInfo } from '../model.ts';
import type { Party } from '../witness-parties.ts';
import { type Tree, treeAt } from '../witness-tree.ts';

/** A node of a group as an action sees it: `info` is what it says of itself by a fresh reading, null where there is none; `last` is its newest reading, however old. */
export type Member = {
  group: string;
  node: string;
  settings: RedisSettings;
  info: RedisInfo | null;
  last: Reading<RedisInfo> | null;
  doubt: string | null;
  host: string;
  tags: readonly string[];
};

/** Who follows whom in a group, by the own word of each node that can be gone by. */
export type Stand = { group: string; title: string; members: readonly Member[]; parties: ReadonlyMap<Member, Party>; tree: Tree };

/** The group of that name as its fresh readings tell it; null where there is none. */
export function standOf(nodes: readonly NodeView<RedisSettings>[], group: string): Stand | null {
  // A Sentinel holds no data and follows nobody.
  const own = nodes.filter((view) => view.group === group && view.settings.kind === 'data');
  const [first] = own;
  if (!first) return null;
  const members = own.map(toMember);
  const parties = new Map(members.map((member) => [member, partyOf(member)]));
  return { group, title: first.groupTitle, members, parties, tree: treeAt([...parties.values()], 0) };
}

export function memberOf({ members }: Stand, node: string): Member | null {
  return members.find((member) => member.node === node) ?? null;
}

/** The node that it follows by its own word; null where it follows none that is known. */
export function masterOf(member: Member, stand: Stand): Member | null {
  const upward = stand.tree.get(known(stand.parties.get(member)));
  return upward?.is === 'node' ? (stand.members.find((other) => stand.parties.get(other) === upward.party) ?? null) : null;
}

/** The node that one which cannot be gone by followed when it was last read; null where it followed none that is known, or was never read. */
export function lastMasterOf(member: Member, { members }: Stand): Member | null {
  const parties = new Map(members.map((one) => [one, { ...partyOf(one), readings: one.last === null ? [] : [one.last] }]));
  const upward = treeAt([...parties.values()], 0).get(known(parties.get(member)));
  return upward?.is === 'node' ? (members.find((other) => parties.get(other) === upward.party) ?? null) : null;
}

/** Those that follow it directly. */
export function followersOf(member: Member, stand: Stand): Member[] {
  return stand.members.filter((other) => masterOf(other, stand) === member);
}

/** True where one of the two is the other, or has it among its masters. */
export function isAtOrBelow(member: Member, above: Member, stand: Stand): boolean {
  const seen = new Set<Member>();
  for (let at: Member | null = member; at !== null && !seen.has(at); at = masterOf(at, stand)) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
}

function toMember({ group, node, settings, newest, doubt, host, tags = [] }: NodeView<RedisSettings>): Member {
  // The engine hands back what the probe of this system made.
  const last = newest as Reading<RedisInfo> | null;
  return {
    group,
    node,
    settings,
    info: doubt === null ? (last?.value ?? null) : null,
    last,
    doubt,
    host: host ?? settings.address.host,
    tags,
  };
}

function partyOf({ node, settings, info, last }: Member): Party {
  return { node, settings, readings: info !== null && last !== null ? [last] : [] };
}

function known(party: Party | undefined): Party {
  if (!party) throw new Error('a node that is not of this group');
  return party;
}
