import type { Found } from '../../../finding.ts';
import type { WitnessNode } from '../../../system.ts';
import { CLUSTER, type Party } from '../witness-parties.ts';
import { foundOf, listed } from '../witness-words.ts';
import { isMaster } from './model.ts';
import { foundInCluster, isCalledFailed, type Members, membersAt } from './witness-members.ts';
import { findSlots } from './witness-slots.ts';

/**
 * What the nodes of a cluster, each read directly, prove together. What one says of another is shown as hearsay and judges nobody. It counts once it has survived one more
 * reading of each, because two readings are never simultaneous; what is `standing` was proved before.
 */
export function findCluster(nodes: readonly WitnessNode<unknown>[], parties: readonly Party[], standing: ReadonlySet<string>): Found[] {
  const [now, before] = [0, 1].map((place) => {
    const members = membersAt(nodes, place);
    return [...findSlots(members), ...findCalledFailed(members), ...findEpochs(members), ...findBare(members)];
  });
  const proved = new Set(before?.map(({ id }) => id));
  return [...(now ?? []).filter(({ id }) => proved.has(id) || standing.has(id)), ...findNotAsked(parties), ...findNotRead(nodes, parties)];
}

function findCalledFailed({ heard }: Members): Found[] {
  return heard.flatMap((one) => {
    const by = heard.filter(({ said }) => said.others.some((other) => other.id === one.said.self.id && isCalledFailed(other)));
    if (by.length === 0) return [];
    const told = `answers Vigil, while ${listed(by.map(({ node }) => node))} ${by.length === 1 ? 'calls' : 'call'} it failed (hearsay): the nodes may not reach each other`;
    const place = { id: `called failed ${one.node}`, kind: 'called failed', title: 'Called failed', status: 'warning' } as const;
    return [foundInCluster({ ...place, about: [one], by, told })];
  });
}

function findEpochs({ heard }: Members): Found[] {
  const epochs = [...Map.groupBy(heard, ({ said }) => said.currentEpoch)].toSorted(([a], [b]) => b - a);
  if (epochs.length < 2) return [];
  const words = epochs.map(([epoch, own]) => `${listed(own.map(({ node }) => node))} ${own.length === 1 ? 'is' : 'are'} at ${epoch}`);
  return [
    foundInCluster({
      ...{ id: 'epochs differ', kind: 'epochs', title: 'Epochs differ', status: 'warning', about: heard, by: [] },
      told: `the nodes do not agree on the version of the cluster: ${words.join(', ')}; they may not reach each other`,
    }),
  ];
}

/** Only where every node is heard: one that is not might be the replica. */
function findBare({ heard, configured }: Members): Found[] {
  if (heard.length < configured.length) return [];
  const followed = new Set(heard.map(({ said }) => said.self.masterId));
  const bare = heard.filter(({ said }) => isMaster(said.self) && said.self.slots.length > 0 && !followed.has(said.self.id));
  if (bare.length === 0) return [];
  const names = listed(bare.map(({ node }) => node));
  return [
    foundInCluster({
      ...{ id: 'masters without replica', kind: 'no replica', title: 'No replica', status: 'warning', about: bare, by: heard },
      told: `${names} ${bare.length === 1 ? 'has' : 'have'} slots and no replica here: when one goes down, nothing takes its slots`,
    }),
  ];
}

/** Nodes of a cluster in a group that is not said to be one: its slots are not asked for, which is no sign that they are covered. */
function findNotAsked(parties: readonly Party[]): Found[] {
  const own = parties.filter(({ settings, readings }) => !settings.isCluster && readings[0]?.value.mode === 'cluster');
  if (own.length === 0) return [];
  const told = ['runs as a cluster, and its slots are not asked for: set cluster: true at the group'];
  return [foundOf({ id: 'slots not asked', kind: 'slots not asked', title: 'Slots not known', status: 'unknown', about: own, told })];
}

/** Nodes that answer INFO and have never told their slots: a right that is missing there stays in its own panel, and must not pass for slots that are covered. */
function findNotRead(nodes: readonly WitnessNode<unknown>[], parties: readonly Party[]): Found[] {
  const isTold = (name: string): boolean => nodes.some(({ node, windows }) => node === name && (windows[CLUSTER] ?? []).length > 0);
  const own = parties.filter(({ node, settings, readings }) => settings.isCluster && readings.length > 1 && !isTold(node));
  if (own.length === 0) return [];
  const told = [
    `${own.length === 1 ? 'answers' : 'answer'} INFO and ${own.length === 1 ? 'does' : 'do'} not tell of the cluster: is it permitted (+cluster|info +cluster|nodes)? What slots are held there is not known`,
  ];
  return [foundOf({ id: 'slots not read', kind: 'slots not read', title: 'Slots not read', status: 'unknown', about: own, told })];
}
