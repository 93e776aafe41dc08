import type { Found } from '../../../finding.ts';
import { formatCount } from '../../../format/number.ts';
import { listed } from '../witness-words.ts';
import { countSlots, formatRange, isMaster, type Stretch, stretchesOf } from './model.ts';
import { foundInCluster, type Heard, type Members } from './witness-members.ts';

/** What is wrong with the slots, by the own word of each master for its own: nobody has them, two have them, or they are half moved. */
export function findSlots(members: Members): Found[] {
  const owners = members.heard.filter(({ said }) => isMaster(said.self)).map((heard) => ({ heard, slots: heard.said.self.slots }));
  if (members.heard.length === 0) return [];
  const stretches = stretchesOf(owners);
  const none = stretches.filter((stretch) => stretch.owners.length === 0);
  return [...findUncovered(none, members), ...findTwice(stretches, members), ...findOpen(members)];
}

function findUncovered(none: readonly Stretch<unknown>[], { heard, configured }: Members): Found[] {
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
