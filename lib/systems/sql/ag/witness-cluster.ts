import type { Found } from '../../../finding.ts';
import type { ClusterMember, WindowsCluster } from './model.ts';
import { CLUSTER_ROW } from './rows.ts';
import { CLUSTER, type Party } from './witness-parties.ts';
import { foundOf, listed, many, namesOf } from './witness-words.ts';

type Telling = { party: Party; cluster: WindowsCluster };

/**
 * What the nodes tell of the Windows clusters below them: quorum lost, members that are down, with what it means for the votes, and members without a vote. It counts once one more reading
 * of the same node told it.
 */
export function findWindowsCluster(parties: readonly Party[]): Found[] {
  const tellings = parties.flatMap((party): Telling[] => {
    const cluster = party.cluster[0]?.value ?? null;
    return cluster === null || isWithout(party) ? [] : [{ party, cluster }];
  });
  return [
    ...findQuorumLost(parties),
    ...[...Map.groupBy(tellings, ({ cluster }) => cluster.name)].flatMap(([name, own]) => [
      ...findDown(name, own),
      ...findVoteless(name, own),
      ...findUntold(name, own),
    ]),
  ];
}

/** Where no group lives in a Windows cluster what the views say of one means nothing ("sys.dm_hadr_cluster": on Linux and without a cluster they return internal defaults). */
function isWithout({ ag: [newest] }: Party): boolean {
  const types = newest?.value.groups.map(({ clusterType }) => clusterType) ?? [];
  return types.length > 0 && types.every((type) => type === 'none' || type === 'external');
}

/** Members of which no node that tells of the cluster says whether they are up: their votes may be gone. */
function findUntold(name: string, tellings: readonly Telling[]): Found[] {
  const known = new Set(tellings.flatMap(({ cluster }) => cluster.members.filter(({ isUp }) => isUp !== null).map((one) => one.name)));
  const all = new Set(tellings.flatMap(({ cluster }) => cluster.members.map((one) => one.name)));
  const untold = [...all].filter((one) => !known.has(one)).toSorted();
  if (all.size > 0 && untold.length === 0) return [];
  const by = tellings.map(({ party }) => party);
  return [
    foundOf({
      ...{ id: `member not known ${name}`, kind: 'member not known', title: 'Not known', status: 'unknown', place: name, probe: CLUSTER },
      ...{ subject: all.size === 0 ? 'its members' : listed(untold), about: [], by, rows: rowsFor(by) },
      told: [`whether ${all.size === 0 ? 'any member' : listed(untold)} is up is told by nobody: how many votes are left is not known`],
    }),
  ];
}

function rowsFor(parties: readonly Party[]): { node: string; row: string }[] {
  return parties.map(({ node }) => ({ node, row: CLUSTER_ROW }));
}

/** The views of the cluster have no rows without quorum (sys.dm_hadr_cluster); only for nodes whose groups live in a Windows cluster. */
function findQuorumLost(parties: readonly Party[]): Found[] {
  const without = parties.filter(({ cluster, ag }) => {
    const isClustered = ag[0]?.value.groups.some(({ clusterType }) => clusterType === 'wsfc') === true;
    return isClustered && cluster.length > 1 && cluster.slice(0, 2).every(({ value }) => value === null);
  });
  if (without.length === 0) return [];
  const found = foundOf({
    ...{ id: 'quorum', kind: 'quorum', title: 'No quorum', status: 'critical', place: '', probe: CLUSTER },
    ...{ about: without, rows: rowsFor(without), followsRows: true },
    told: [
      `${without.length === 1 ? 'tells' : 'tell'} of no Windows cluster though the groups live in one: it has lost quorum there. Its groups go to resolving and cannot be written to. ` +
        'Bring members back; forcing quorum (Start-ClusterNode -FixQuorum) is the last resort',
    ],
  });
  return [found];
}

function findDown(name: string, tellings: readonly Telling[]): Found[] {
  const down = tellings.flatMap((telling) => downIn(telling).map((member) => ({ ...telling, member })));
  if (down.length === 0) return [];
  const names = [...new Set(down.map(({ member }) => member.name))].toSorted();
  const by = [...new Set(down.map(({ party }) => party))];
  const { words, isLast } = voteWords(down[0]?.cluster.members ?? []);
  const found = foundOf({
    ...{
      id: `member down ${name}`,
      kind: 'member down',
      title: names.length === 1 ? 'Member down' : 'Members down',
      place: name,
      probe: CLUSTER,
    },
    ...{ status: isLast ? 'critical' : 'warning', subject: listed(names), about: [], by, rows: rowsFor(by), followsRows: true },
    told: [`${names.length === 1 ? 'is' : 'are'} down by the word of ${namesOf(by)}${words}`],
  });
  return [found];
}

/** Members that two readings of one node in a row call down. */
function downIn({ party, cluster }: Telling): ClusterMember[] {
  const before = party.cluster[1]?.value?.members ?? [];
  return cluster.members.filter((one) => one.isUp === false && before.some((other) => other.name === one.name && other.isUp === false));
}

function voteWords(members: readonly ClusterMember[]): { words: string; isLast: boolean } {
  const votes = members.map((one) => one.votes);
  const known = votes.filter((one) => one !== null);
  if (known.length < votes.length || known.length === 0) return { words: '; how many votes are left is not told', isLast: false };
  const all = known.reduce((sum, one) => sum + one, 0);
  const up = members.filter(({ isUp }) => isUp === true).reduce((sum, one) => sum + (one.votes ?? 0), 0);
  const needed = Math.floor(all / 2) + 1;
  const isLast = up <= needed;
  const next = isLast ? ': with one vote less quorum may be lost' : '';
  return { words: `; ${up} of ${many(all, 'vote')} are there, and a majority is ${needed}${next}`, isLast };
}

/** A member without a vote may be meant so: it is told, and is no trouble by itself. */
function findVoteless(name: string, tellings: readonly Telling[]): Found[] {
  const [telling] = tellings;
  const without = (telling?.cluster.members ?? []).filter(({ votes }) => votes === 0);
  if (!telling || without.length === 0) return [];
  const found = foundOf({
    ...{ id: `votes ${name}`, kind: 'votes', title: 'No vote', status: 'ok', place: name, probe: CLUSTER },
    ...{ subject: listed(without.map((one) => one.name)), about: [], by: [telling.party], rows: [] },
    told: [`${without.length === 1 ? 'has' : 'have'} no vote in the quorum of ${name}, by the word of ${telling.party.node}`],
  });
  return [found];
}
