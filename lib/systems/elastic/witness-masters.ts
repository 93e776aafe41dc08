import type { Found } from '../../finding.ts';
import { type Heard, heardAt, memberNames, type Party, type Scene } from './witness-parties.ts';
import { foundOwn, provedTwice, say } from './witness-words.ts';

type Given = { parties: readonly Party[]; names: ReadonlyMap<string, string> };

/**
 * What the nodes say of the cluster that they are in, each by its own word: other clusters, none at all, no master, and different masters. The state that a master publishes reaches them one
 * after another, and it counts once it has survived one more reading of each.
 */
export function findMasters(parties: readonly Party[], { whole, standing }: Pick<Scene, 'whole' | 'standing'>): Found[] {
  const given = { parties, names: memberNames(whole) };
  return provedTwice((place) => findAt(given, place), standing);
}

function findAt({ parties, names }: Given, place: number): Found[] {
  const heard = heardAt(parties, place);
  const formed = heard.filter(({ said }) => said.uuid !== null);
  return [
    ...findClusters(formed),
    ...findNeverFormed(heard, formed),
    ...findWithout(formed, names),
    ...[...Map.groupBy(formed, ({ said }) => said.uuid).values()].flatMap((own) => findDifferent(own, names)),
  ];
}

function findClusters(formed: readonly Heard[]): Found[] {
  const clusters = [...Map.groupBy(formed, ({ said }) => said.uuid)];
  if (clusters.length < 2) return [];
  const parts = clusters.map(([uuid, own]) => `${say(own, 'is', 'are')} in ${own[0]?.said.clusterName} (${uuid})`);
  return [
    foundOwn({
      ...{ id: 'clusters', kind: 'clusters', title: 'More than one cluster', status: 'critical', about: formed.map(({ party }) => party) },
      told: [`${parts.join(', ')}: they are different clusters, and what is written to one is not in the other`],
    }),
  ];
}

function findNeverFormed(heard: readonly Heard[], formed: readonly Heard[]): Found[] {
  const never = heard.filter(({ said }) => said.uuid === null);
  if (never.length === 0) return [];
  const [first] = formed;
  const besides = first === undefined ? 'no node here is in one' : `${say(formed, 'is', 'are')} in ${first.said.clusterName}`;
  return [
    foundOwn({
      ...{ id: 'never formed', kind: 'never formed', title: 'In no cluster', status: 'critical', followsRows: true },
      ...{ about: never.map(({ party }) => party), by: formed.map(({ party }) => party) },
      told: [
        `${never.length === 1 ? 'has' : 'have'} never been in a cluster (its cluster_uuid is _na_), while ${besides}: check cluster.name, discovery and cluster.initial_master_nodes there`,
      ],
    }),
  ];
}

function findWithout(formed: readonly Heard[], names: ReadonlyMap<string, string>): Found[] {
  const without = formed.filter(({ said }) => said.masterId === null);
  const others = formed.filter((one) => !without.includes(one));
  if (without.length === 0) return [];
  const told =
    others.length === 0
      ? `no node that is read here knows a master: nothing can be written, and no setting changed, until a majority of those that may be master see each other`
      : `${without.length === 1 ? 'knows' : 'know'} no master, while ${followWords(others, names)}: ${without.length === 1 ? 'it is' : 'they are'} cut off from the cluster, and what is read there may be old`;
  return [
    foundOwn({
      ...{ id: 'no master', kind: 'no master', title: 'No master', status: 'critical', followsRows: true, told: [told] },
      ...{ about: without.map(({ party }) => party), by: others.map(({ party }) => party) },
    }),
  ];
}

function findDifferent(own: readonly Heard[], names: ReadonlyMap<string, string>): Found[] {
  const following = own.filter(({ said }) => said.masterId !== null);
  if (new Set(following.map(({ said }) => said.masterId)).size < 2) return [];
  return [
    foundOwn({
      ...{ id: `masters ${own[0]?.said.uuid}`, kind: 'masters', title: 'Different masters', status: 'critical' },
      about: following.map(({ party }) => party),
      told: [
        `${followWords(following, names)}: they have not agreed for two readings, so that one part is cut off from the other, and what is read there may be old`,
      ],
    }),
  ];
}

/** "es1 and es2 follow es1, es3 follows es3"; nodes are named as they are configured, masters as they call themselves. */
function followWords(heard: readonly Heard[], names: ReadonlyMap<string, string>): string {
  const parts = [...Map.groupBy(heard, ({ said }) => said.masterId ?? '')];
  return parts.map(([id, own]) => `${say(own, 'follows', 'follow')} ${names.get(id) ?? `one that is not listed (${id})`}`).join(', ');
}
