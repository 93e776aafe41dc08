import type { Found } from '../../finding.ts';
import type { Party, Said } from './witness-parties.ts';
import { chainOf, type Tree, treeAt } from './witness-tree.ts';
import { follow, foundOf, listed, namesOf } from './witness-words.ts';

/** The tree by one reading of each node, and what each said in it. */
type Standing = { parties: readonly Party[]; tree: Tree; place: number };

/**
 * What is wrong with who follows whom, by the own word of each node: two masters, a master that nobody follows, masters that are not configured, circles. It counts once it
 * has survived one more reading of every node, because two readings are never simultaneous; what is `standing` was proved before.
 */
export function findRoles(parties: readonly Party[], standing: ReadonlySet<string>): Found[] {
  const [now, before] = [0, 1].map((place) => rolesAt({ parties, tree: treeAt(parties, place), place }));
  const proved = new Set(before?.map(({ id }) => id));
  return (now ?? []).filter(({ id }) => proved.has(id) || standing.has(id));
}

function rolesAt(at: Standing): Found[] {
  const masters = at.parties.filter((party) => at.tree.get(party)?.is === 'none');
  const isCluster = at.parties.some(({ readings }) => readings[at.place]?.value.mode === 'cluster');
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
  if (replicas.length === 0 && !shareHistory(masters, at.place)) return [];
  const parts = masters.map((master) => {
    const own = followersOf(master, at);
    return own.length === 0 ? `no node read here follows ${master.node}` : `${follow(own)} ${master.node}`;
  });
  const many = masters.length === 2 ? 'both are' : 'are all';
  const found = foundOf({
    ...{
      id: `masters ${masters.map(({ node }) => node).join(', ')}`,
      kind: 'two masters',
      title: 'More than one master',
      status: 'critical',
    },
    ...{ about: masters, by: replicas },
    told: [`${many} masters by their own word: what is written to one is not on the other; ${parts.join(', ')}`],
  });
  return [found];
}

function shareHistory(masters: readonly Party[], place: number): boolean {
  const ids = masters.map(({ readings }) => historiesOf(readings[place]?.value));
  return ids.some((own, index) => ids.slice(index + 1).some((other) => own.some((id) => other.includes(id))));
}

function historiesOf(said: Said | undefined): string[] {
  return [said?.replicationId, said?.olderReplicationId].filter((id) => id !== null && id !== undefined);
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
