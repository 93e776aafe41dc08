import type { Found } from '../../../finding.ts';
import { formatCount } from '../../../format/number.ts';
import { formatAddress } from '../address.ts';
import { listed } from '../witness-words.ts';
import { type ClusterMember, countSlots, formatRange, isMaster, type SlotRange, type Stretch, stretchesOf } from './model.ts';
import { foundInCluster, type Heard, isCalledFailed, type Members } from './witness-members.ts';

/** What is wrong with the slots, by the own word of each master for its own: nobody has them, two have them, or they are half moved. */
export function findSlots(members: Members): Found[] {
  const owners = members.heard.filter(({ said }) => isMaster(said.self)).map((heard) => ({ heard, slots: heard.said.self.slots }));
  if (members.heard.length === 0) return [];
  const stretches = stretchesOf(owners);
  const none = stretches.filter((stretch) => stretch.owners.length === 0);
  const { left, elsewhere } = splitElsewhere(none, members);
  return [...findElsewhere(elsewhere, members), ...findUncovered(left, members), ...findTwice(stretches, members), ...findOpen(members)];
}

/**
 * What no node of the group has, by what its nodes say of others: where all of them are read and serve, a master besides them that is connected is one that is not
 * configured here, and not a loss.
 */
function splitElsewhere(
  none: readonly SlotRange[],
  { heard, configured }: Members,
): { left: SlotRange[]; elsewhere: Stretch<ClusterMember>[] } {
  if (heard.length < configured.length || heard.some(({ said }) => !said.isServing)) return { left: [...none], elsewhere: [] };
  const own = new Set(heard.map(({ said }) => said.self.id));
  const named = heard.flatMap(({ said }) => said.others).filter((other) => !own.has(other.id) && isMaster(other));
  const others = new Map(named.filter((other) => other.isConnected && !isCalledFailed(other)).map((other) => [other.id, other]));
  const parts = none.flatMap((range) =>
    stretchesOf([...others.values()]).flatMap(({ from, to, owners }) => {
      const part = { from: Math.max(from, range.from), to: Math.min(to, range.to), owners };
      return part.from <= part.to ? [part] : [];
    }),
  );
  return { left: parts.filter(({ owners }) => owners.length === 0), elsewhere: parts.filter(({ owners }) => owners.length > 0) };
}

function findElsewhere(elsewhere: readonly Stretch<ClusterMember>[], { heard }: Members): Found[] {
  if (elsewhere.length === 0) return [];
  const names = [...new Set(elsewhere.flatMap(({ owners }) => owners.map(formatAddress)))];
  const ranges = `slots ${listed(elsewhere.map(formatRange))}`;
  const whose =
    names.length === 1
      ? 'which is no node of this group: add it, so that it is'
      : 'which are no nodes of this group: add them, so that they are';
  return [
    foundInCluster({
      ...{ id: 'slots elsewhere', kind: 'elsewhere', title: 'Slots of nodes not watched', status: 'unknown' },
      ...{ about: [], by: heard, subject: ranges },
      told: `are (${formatCount(countSlots(elsewhere))}), by hearsay alone, those of ${listed(names)}, ${whose} asked`,
    }),
  ];
}

function findUncovered(none: readonly SlotRange[], { heard, configured }: Members): Found[] {
  if (none.length === 0) return [];
  const unheard = configured.filter((node) => !heard.some((one) => one.node === node));
  const isDown = heard.some(({ said }) => !said.isServing);
  const count = countSlots(none);
  const ranges = `${count === 1 ? 'slot' : 'slots'} ${listed(none.map(formatRange))}`;
  const isProved = unheard.length === 0 || isDown;
  const why = unheard.length === 0 ? 'though every node is read' : `and ${listed(unheard)} ${unheard.length === 1 ? 'is' : 'are'} not read`;
  const then = isDown ? 'commands on keys are answered with CLUSTERDOWN' : 'whether they are served is not known';
  return [
    foundInCluster({
      ...{ id: 'uncovered slots', kind: 'uncovered', title: 'Slots not covered', status: isProved ? 'critical' : 'unknown' },
      ...{ about: [], by: heard, subject: ranges },
      told: `no master that is read has ${ranges} (${formatCount(count)}) by its own word, ${why}: ${isProved && !isDown ? 'keys in them cannot be used' : then}`,
    }),
  ];
}

function findTwice(stretches: readonly Stretch<{ heard: Heard }>[], { heard }: Members): Found[] {
  const twice = stretches.filter(({ owners }) => owners.length > 1);
  const nameOf = ({ owners }: Stretch<{ heard: Heard }>): string => owners.map((owner) => owner.heard.node).join(', ');
  return [...Map.groupBy(twice, nameOf)].map(([names, own]) =>
    foundInCluster({
      ...{ id: `claimed by ${names}`, kind: 'claimed twice', title: 'Slots claimed twice', status: 'critical' },
      ...{ about: own[0]?.owners.map((owner) => owner.heard) ?? [], by: heard },
      told: `${names} each say that slots ${listed(own.map(formatRange))} are their own: what is written to one is not on the other`,
    }),
  );
}

function findOpen({ heard }: Members): Found[] {
  return heard.flatMap((one) => {
    const { open } = one.said;
    if (open.length === 0) return [];
    const other = (id: string): string =>
      heard.find(({ said }) => said.self.id === id)?.node ?? `a node that is not read (${id.slice(0, 8)})`;
    const words = open.map(({ slot, is, otherId }) => `${slot} ${is === 'migrating' ? 'to' : 'from'} ${other(otherId)}`);
    return [
      foundInCluster({
        ...{ id: `open slots of ${one.node}`, kind: 'open slots', title: 'Slots half moved', status: 'warning', about: [one], by: [] },
        told: `${one.node} is moving ${listed(words)}: if nothing moves them now, finish it (redis-cli --cluster fix)`,
      }),
    ];
  });
}
