import type { Found } from '../../../finding.ts';
import type { WitnessInput } from '../../../system.ts';
import { lsnWords } from './lsn.ts';
import { databaseRow, groupRow } from './rows.ts';
import { AG, inRole, isNamed, type Member, type Merged, type Party, type Seen } from './witness-parties.ts';
import { reachOf } from './witness-track.ts';
import { foundOf, listed, many, namesOf, type Proved } from './witness-words.ts';

type Given = Pick<WitnessInput<unknown>, 'standing' | 'inFlight'>;

/** A group by one reading of each of its nodes: the newest, or the one before. */
type At = { group: Merged; told: readonly Told[]; parties: readonly Party[] };
type Told = { member: Member; seen: Seen };

/**
 * What is wrong with who is the primary of a group, by the own word of each node: two, none, or one that others do not name. It counts once it has survived one more reading of every
 * node, because two readings are never simultaneous, and not while an action of ours on one of its nodes is on its way: that is what a failover looks like. What is `standing` was
 * proved before, and stays.
 */
export function findRoles(groups: readonly Merged[], parties: readonly Party[], { standing, inFlight }: Given): Found[] {
  const touched = new Set(inFlight.map(({ node }) => node));
  return groups.flatMap((group) => {
    const [now, before] = [0, 1].map((place) => rolesAt({ group, parties, told: toldAt(group, place) }));
    const proved = new Set(before?.map(({ id }) => id));
    const isOurs = ({ nodes }: Found): boolean => nodes.some((node) => touched.has(node));
    return (now ?? []).filter((one) => standing.has(one.id) || (proved.has(one.id) && !isOurs(one)));
  });
}

function toldAt({ members }: Merged, place: number): Told[] {
  return members.flatMap((member): Told[] => {
    const seen = member.past[place];
    return seen ? [{ member, seen }] : [];
  });
}

function rolesAt(at: At): Found[] {
  if (at.told.some(({ seen }) => seen.group.isDistributed)) return [];
  const primaries = at.told.filter(({ seen }) => seen.own?.role === 'primary');
  const [only, second] = primaries;
  if (second) return [findTwo(primaries, at)];
  return only ? findOthers(only, at) : findNone(at);
}

type About = Pick<Proved, 'id' | 'kind' | 'title' | 'status' | 'told' | 'isSilence'> & {
  about: readonly Told[];
  by?: readonly Told[];
  /** Whether it is told of each database too, because what each says of itself is as doubtful. */
  isOfDatabases?: boolean;
};

function found({ group }: At, { about, by = [], isOfDatabases = false, ...rest }: About): Found {
  const partiesOf = (told: readonly Told[]): Party[] => told.map(({ member }) => member.party);
  const rows = about.flatMap(({ member: { party }, seen: { group: own, databases } }) => {
    const below = isOfDatabases ? [...databases.values()].map(({ name }) => databaseRow(own.name, name)) : [];
    return [groupRow(own.name), ...below].map((row) => ({ node: party.node, row }));
  });
  return foundOf({ ...rest, about: partiesOf(about), by: partiesOf(by), rows, place: group.name, probe: AG, followsRows: true });
}

function findTwo(primaries: readonly Told[], at: At): Found {
  const by = at.told.filter((one) => !primaries.includes(one));
  const parts = primaries.map((one) => {
    const own = by.filter(({ seen }) => seen.group.primaryReplica !== null && isNamed(seen.group.primaryReplica, one.seen.server));
    const named =
      own.length === 0
        ? 'no other node that is read names it'
        : `${namesOf(own.map(({ member }) => member.party))} ${own.length === 1 ? 'names' : 'name'} it`;
    return `${one.member.party.node} (${endWords(one.seen)}): ${named}`;
  });
  return found(at, {
    ...{ id: `two primaries ${at.group.id}`, kind: 'two primaries', title: 'Two primaries', status: 'critical', about: primaries, by },
    isOfDatabases: true,
    told: [
      `${primaries.length === 2 ? 'both are' : 'all are'} the primary by their own word: what is written to one is not on the other; ${parts.join('; ')}. ` +
        'Keep clients away from the wrong one at once: take it offline, and decide which data is kept before anything is joined again',
    ],
  });
}

/** Where the logs of a node end, as far as it is worth saying. */
function endWords({ databases }: Seen): string {
  const [first] = [...databases.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const reach = first ? reachOf(first, true) : null;
  if (!first) return 'no databases';
  return reach === null ? many(databases.size, 'database') : `${first.name} at ${lsnWords(reach)}`;
}

/** Those that name another primary than the only one that is it by its own word. */
function findOthers(primary: Told, at: At): Found[] {
  const others = at.told.filter(({ seen: { own, group } }) => {
    const isCopy = own !== null && own.role !== 'primary';
    return isCopy && group.primaryReplica !== null && !isNamed(group.primaryReplica, primary.seen.server);
  });
  if (others.length === 0) return [];
  const parts = others.map(({ member, seen }) => `${member.party.node} names ${seen.group.primaryReplica}`);
  const told = `${parts.join(', ')} as the primary, and ${primary.member.party.node} is it by its own word: whoever trusts the wrong one gets old data. Is a node cut off from the cluster?`;
  const id = `primary differs ${at.group.id}`;
  return [
    found(at, { id, kind: 'primary differs', title: 'Another primary', status: 'warning', about: others, by: [primary], told: [told] }),
  ];
}

/** No node that is read is the primary: because none is, or because the one that is named is not heard. */
function findNone(at: At): Found[] {
  const { told, group, parties } = at;
  if (told.length === 0) return [];
  const names = [...new Set(told.map(({ seen }) => seen.group.primaryReplica).filter((name) => name !== null))];
  const heard = names.filter((name) => parties.some(({ ag: [newest] }) => newest && isNamed(newest.value.server, name)));
  const roles = told.map(({ member, seen }) => `${member.party.node} is ${seen.own?.role ?? 'of no role that it tells'}`);
  if (names.length === 0 || heard.length === names.length) {
    const words = `no node is the primary: ${listed(roles)}; ${names.length === 0 ? 'none names one' : `named is ${listed(names)}, which is none by its own word`}`;
    const what =
      'Nobody can write. Look at the quorum of the cluster; a failover by hand (ALTER AVAILABILITY GROUP … FAILOVER) may lose data';
    return [
      found(at, {
        id: `no primary ${group.id}`,
        kind: 'no primary',
        title: 'No primary',
        status: 'critical',
        about: told,
        told: [`${words}. ${what}`],
      }),
    ];
  }
  const own = told.flatMap(({ seen }) => [...seen.databases.values()]);
  const synced = own.filter(({ syncState }) => syncState === 'synchronized').length;
  const words =
    `the primary ${listed(names.filter((name) => !heard.includes(name)))} is not read, and no node that is read is it: ${listed(roles)}. ` +
    `${synced === 0 ? '' : `${synced} of ${many(own.length, 'database')} here still ${synced === 1 ? 'says' : 'say'} synchronized, which tells of when it was heard last. `}` +
    'Whether anything is written or arrives is not known';
  return [
    found(at, {
      id: `silent primary ${group.id}`,
      kind: 'silent primary',
      title: 'Primary not read',
      status: 'critical',
      about: told,
      told: [words],
      isSilence: true,
    }),
  ];
}

/** The one node that is the primary of a group by its own word; null where none is, or more than one. */
export function onlyPrimary({ members }: Merged): Member | null {
  const [only, second] = inRole(members, 'primary');
  return only && !second ? only : null;
}
