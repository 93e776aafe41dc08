import type { Found } from '../../finding.ts';
import { heardAt, type Party, type Scene } from './witness-parties.ts';
import { foundOwn, listed, many, namesOf, provedTwice } from './witness-words.ts';

/** How far back it is looked for turns: a balancer that is gone is not told of for long. */
const TURNS_LOOKED_AT = 12;

/** True for a URL at which several members answer in turn: one name, another, and the first again. One whose node was renamed, or replaced, does not go back. */
export function isBalanced({ node, readings }: Party, standing: ReadonlySet<string>): boolean {
  const names = readings.slice(0, TURNS_LOOKED_AT).map(({ value }) => value.name);
  if (standing.has(balancedId(node))) return new Set(names).size > 1;
  const turns = names.filter((name, index) => name !== names[index - 1]);
  return new Set(turns).size < turns.length;
}

/** What the URLs themselves keep from being told: several members behind one, several that lead to one member, and one for a cluster of many. */
export function findUrls({ parties, whole, standing }: Scene, balanced: readonly Party[]): Found[] {
  const others = parties.filter((party) => !balanced.includes(party));
  return [
    ...balanced.map(foundBalanced),
    ...provedTwice((place) => findTwins(others, place, sharedNames(whole)), standing),
    ...findAlone(parties, whole),
  ];
}

function balancedId(node: string): string {
  return `in turn ${node}`;
}

function foundBalanced(party: Party): Found {
  const names = [...new Set(party.readings.slice(0, TURNS_LOOKED_AT).map(({ value }) => value.name))].toSorted();
  return foundOwn({
    ...{ id: balancedId(party.node), kind: 'in turn', title: 'Several members in turn', status: 'unknown', about: [party] },
    told: [
      `${listed(names)} answer at its URL in turn, as behind a load balancer: what it says of itself is now of this one and now of that, and whether they agree cannot be told. Write the URL of each member`,
    ],
  });
}

/** Names that several members have, by which two URLs of one name need not lead to one member. */
function sharedNames({ load, members }: Scene['whole']): ReadonlySet<string> {
  const names = (members[0] ?? load[0])?.value.members.map(({ name }) => name) ?? [];
  return new Set(names.filter((name, index) => names.indexOf(name) < index));
}

function findTwins(parties: readonly Party[], place: number, shared: ReadonlySet<string>): Found[] {
  const heard = heardAt(parties, place).filter(({ said }) => !shared.has(said.name));
  const groups = [...Map.groupBy(heard, ({ said }) => `${said.uuid} ${said.name}`).values()].filter((own) => own.length > 1);
  return groups.map((own) =>
    foundOwn({
      ...{ id: `same member ${namesOf(own)}`, kind: 'same member', title: 'Same member', status: 'warning' },
      about: own.map(({ party }) => party),
      told: [
        `their URLs lead to one and the same member, ${own[0]?.said.name}: it is heard ${own.length === 2 ? 'twice' : `${own.length} times`}, and another one is not`,
      ],
    }),
  );
}

/** A remark: one node agrees with itself. */
function findAlone(parties: readonly Party[], { settings, load, members }: Scene['whole']): Found[] {
  const [party, ...others] = parties;
  const count = (load[0] ?? members[0])?.value.members.length ?? 0;
  if (party === undefined || others.length > 0 || settings.urls.length > 1 || count < 2 || party.readings.length === 0) return [];
  return [
    foundOwn({
      ...{ id: 'one url', kind: 'one url', title: 'One URL', status: 'ok', about: [party] },
      told: [
        `is the only URL of a cluster of ${many(count, 'member')}: whether the others agree with it, and whether it is cut off from them, cannot be told. Write the URL of each member`,
      ],
    }),
  ];
}
