import type { Found } from '../../finding.ts';
import type { WitnessInput } from '../../system.ts';
import type { Party } from './witness-parties.ts';
import { chainOf, type Tree, treeAt } from './witness-tree.ts';
import { follow, foundOf, listed, namesOf } from './witness-words.ts';

/** The tree by one reading of each node, and what each said in it. */
type Standing = { parties: readonly Party[]; tree: Tree; place: number; standing: ReadonlySet<string> };

type Given = Pick<WitnessInput<unknown>, 'standing' | 'inFlight'>;

/**
 * What is wrong with who follows whom, by the own word of each node: two masters, a master that nobody follows, masters that are not configured, circles. It counts once it
 * has survived one more reading of every node, because two readings are never simultaneous, and not while an action of ours on one of its nodes is on its way: that is what a
 * promotion looks like between its steps. What is `standing` was proved before, and stays.
 */
export function findRoles(parties: readonly Party[], { standing, inFlight }: Given): Found[] {
  const [now, before] = [0, 1].map((place) => rolesAt({ parties, tree: treeAt(parties, place), place, standing }));
  const proved = new Set(before?.map(({ id }) => id));
  const touched = new Set(inFlight.map(({ node }) => node));
  const isOurs = ({ nodes }: Found): boolean => nodes.some((node) => touched.has(node));
  return (now ?? []).filter((one) => standing.has(one.id) || (proved.has(one.id) && !isOurs(one)));
}

function rolesAt(at: Standing): Found[] {
  const masters = at.parties.filter((party) => at.tree.get(party)?.is === 'none');
  const isCluster = at.parties.some(({ settings, readings }) => settings.isCluster || readings[at.place]?.value.mode === 'cluster');
  return [
    ...(isCluster ? [] : masters.length > 1 ? findMasters(masters, at) : masters.flatMap((master) => findUnfollowed(master, at))),
    ...findStrangers(at),
    ...findCircles(at),
  ];
}

function followersOf(master: Party, { parties, tree }: Standing): Party[] {
  return parties.filter((party) => {
    const upward = tree.get(party);
    return upward?.is === 'node' && upward.party === master;
  });
}

function replicasOf({ parties, place }: Standing): Party[] {
  return parties.filter(({ readings }) => readings[place]?.value.role === 'replica');
}

function findMasters(masters: readonly Party[], at: Standing): Found[] {
  const replicas = replicasOf(at);
  const id = `masters ${masters.map(({ node }) => node).join(', ')}`;
  const isOne = at.standing.has(id) || areOneSet(masters, at);
  if (!isOne && replicas.length === 0) return [];
  const parts = masters.map((master) => {
    const own = followersOf(master, at);
    return own.length === 0 ? `no node read here follows ${master.node}` : `${follow(own)} ${master.node}`;
  });
  const many = masters.length === 2 ? 'both are' : 'are all';
  const told = `${many} masters by their own word: what is written to one is not on the other; ${parts.join(', ')}`;
  const about = { about: masters, by: replicas };
  if (isOne) return [foundOf({ ...about, id, kind: 'two masters', title: 'More than one master', status: 'critical', told: [told] })];
  const apart = `${told}. Nothing ties them: no history is common to them and no Sentinel watches them. If that is meant, make each a group of its own`;
  const separate = { id: `separate ${id}`, kind: 'separate', title: 'Separate groups', status: 'warning' } as const;
  return [foundOf({ ...about, ...separate, told: [apart] })];
}

/**
 * True where masters belong to one set: Sentinels watch the group as one, or a history of the nodes below one was that of the nodes below another in any reading that is
 * kept. A node that lost its history in a restart, before Vigil read it, is not known to belong.
 */
function areOneSet(masters: readonly Party[], { parties, tree }: Standing): boolean {
  if (masters.some(({ settings: { set } }) => set !== null)) return true;
  const ids = masters.map((master) => parties.filter((party) => chainOf(party, tree).end === master).flatMap(historiesOf));
  return ids.some((own, index) => ids.slice(index + 1).some((other) => own.some((one) => other.includes(one))));
}

function historiesOf({ readings }: Party): string[] {
  return readings.flatMap(({ value: { replicationId, olderReplicationId } }) =>
    [replicationId, olderReplicationId].filter((id) => id !== null),
  );
}

/** Only where every node is heard, and none follows a name that might be this one's. */
function findUnfollowed(master: Party, at: Standing): Found[] {
  const replicas = replicasOf(at);
  const upwards = [...at.tree.values()];
  if (replicas.length === 0 || upwards.some(({ is }) => is === 'unread' || is === 'perhaps') || followersOf(master, at).length > 0)
    return [];
  const found = foundOf({
    ...{ id: `unfollowed ${master.node}`, kind: 'unfollowed', title: 'Not followed', status: 'warning' },
    ...{ about: [master], by: replicas },
    told: [
      `no replica follows it, though it is the master here: ${listed(replicas.map((replica) => `${replica.node} names ${named(replica, at)}`))}`,
    ],
  });
  return [found];
}

function named({ readings }: Party, { place }: Standing): string {
  const link = readings[place]?.value.link ?? null;
  return link === null ? 'nobody' : `${link.host}:${link.port}`;
}

/** One for each address, with all replicas that hang on it. */
function findStrangers(at: Standing): Found[] {
  const ends = at.parties.flatMap((party) => {
    const { end, upward } = chainOf(party, at.tree);
    return upward.is === 'stranger' || upward.is === 'perhaps' ? [{ party, end, upward }] : [];
  });
  return [...Map.groupBy(ends, ({ upward }) => upward.address)].flatMap(([address, own]) => {
    const direct = own.filter(({ party, end }) => party === end).map(({ party }) => party);
    const isPerhaps = own.some(({ upward }) => upward.is === 'perhaps');
    const what = isPerhaps
      ? 'which may be a node here by another name: write its address as the replicas have it'
      : 'which is no node of this group: point them at the master, or add that address';
    return foundOf({
      ...{ id: `stranger ${address}`, kind: 'stranger', title: 'Master not known', status: isPerhaps ? 'unknown' : 'warning' },
      about: own.map(({ party }) => party),
      told: [`${follow(direct)} ${address}, ${what}. Whether they have what it has is not known`],
    });
  });
}

function findCircles(at: Standing): Found[] {
  const circles = at.parties.flatMap((party) => {
    const { path, end, upward } = chainOf(party, at.tree);
    return upward.is === 'circle' ? [{ party, members: path.slice(path.indexOf(end)) }] : [];
  });
  const keyOf = (members: readonly Party[]): string =>
    members
      .map(({ node }) => node)
      .toSorted()
      .join(', ');
  return [...Map.groupBy(circles, ({ members }) => keyOf(members))].flatMap(([key, own]) => {
    const members = own[0]?.members ?? [];
    const [only] = members;
    const round = members.map((one, index) => `${one.node} follows ${(members[index + 1] ?? only)?.node}`);
    const below = own.map(({ party }) => party).filter((party) => !members.includes(party));
    const words = members.length === 1 ? `${only?.node} follows itself` : round.join(', ');
    return foundOf({
      ...{ id: `circle ${key}`, kind: 'circle', title: 'Circle', status: 'critical', about: [...members, ...below] },
      told: [`${words}: none of them has a master, and nothing is written${below.length > 0 ? `; ${namesOf(below)} hang on it` : ''}`],
    });
  });
}
