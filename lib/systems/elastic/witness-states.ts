import type { Found } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import type { OwnInfo } from './model.ts';
import { type Heard, heardAt, type Party, type Scene } from './witness-parties.ts';
import { foundOwn, provedTwice, say } from './witness-words.ts';

/** Where the cluster states of nodes that are in one cluster contradict each other: of one version and yet different, or behind what another had long before. */
export function findStates(parties: readonly Party[], { whole, standing }: Pick<Scene, 'whole' | 'standing'>): Found[] {
  const seconds = whole.settings.limits.behindWarningSeconds;
  return [
    ...provedTwice((place) => findContradicting(heardAt(parties, place)), standing),
    ...(seconds === null ? [] : parties.flatMap((party) => findBehind(party, parties, seconds))),
  ];
}

/** A version is made once, by one master. */
function findContradicting(heard: readonly Heard[]): Found[] {
  const known = heard.filter(({ said }) => said.uuid !== null && said.stateVersion !== null && said.stateUuid !== null);
  const alike = [...Map.groupBy(known, ({ said }) => `${said.uuid} ${said.stateVersion}`).values()];
  const apart = alike.find((own) => new Set(own.map(({ said }) => said.stateUuid)).size > 1);
  if (apart === undefined) return [];
  const parts = [...Map.groupBy(apart, ({ said }) => said.stateUuid)].map(([id, own]) => `${say(own, 'has', 'have')} ${id}`);
  return [
    foundOwn({
      ...{ id: 'states', kind: 'states', title: 'Contradicting states', status: 'critical', about: apart.map(({ party }) => party) },
      told: [
        `version ${apart[0]?.said.stateVersion} of the cluster state is not the same everywhere: ${parts.join(', ')}. Two masters made it, and what they know of indices and shards differs`,
      ],
    }),
  ];
}

/**
 * A node that lacks what another node of its cluster, with the same master, had at least `seconds` before: an earlier reading of the one is compared with the newest of the other. Where
 * nobody has more than it now, versions went back for all, and it is not behind.
 */
function findBehind(party: Party, parties: readonly Party[], seconds: number): Found[] {
  const [newest] = party.readings;
  if (newest === undefined || newest.value.masterId === null || newest.value.stateVersion === null) return [];
  const { value, observedAt } = newest;
  const own = newest.value.stateVersion;
  const ahead = parties.filter(
    ({ readings: [other] }) => other !== undefined && isOf(other, value) && (other.value.stateVersion ?? 0) > own,
  );
  const had = ahead.flatMap((other) => {
    const first = other.readings.filter((reading) => isOf(reading, value) && (reading.value.stateVersion ?? 0) > own).at(-1);
    return first ? [{ other, first }] : [];
  });
  const [longest] = had.toSorted((a, b) => a.first.observedAt - b.first.observedAt);
  if (longest === undefined || observedAt - longest.first.observedAt < seconds * 1_000) return [];
  const { other, first } = longest;
  return [
    foundOwn({
      ...{ id: `behind ${party.node}`, kind: 'behind', title: 'Behind', status: 'warning', about: [party], by: [other] },
      told: [
        `has cluster state ${own}, and lacks ${first.value.stateVersion}, which ${other.node} had at `,
        first.observedAt,
        `: the warning limit is ${seconds} s. What it answers of indices, shards and settings is old`,
      ],
    }),
  ];
}

function isOf({ value }: Reading<OwnInfo>, { uuid, masterId }: OwnInfo): boolean {
  return value.uuid === uuid && value.masterId === masterId;
}
