import type { Found } from '../../../finding.ts';
import type { AgReplica } from './model.ts';
import { groupRow } from './rows.ts';
import { AG, type Member, type Merged, type Party } from './witness-parties.ts';
import { onlyPrimary } from './witness-roles.ts';
import { foundOf, listed, many, namesOf } from './witness-words.ts';

/**
 * Groups that nodes told of before, as far back as readings are kept, and that no node tells of now; and replicas that a primary lists no more. Both may be meant so, and neither may vanish from
 * the board without a word. It counts when two readings tell it.
 */
export function findGone(groups: readonly Merged[], parties: readonly Party[]): Found[] {
  return [...goneGroups(groups, parties), ...groups.flatMap(goneReplicas)];
}

type Old = { party: Party; id: string; name: string; databases: number };

function goneGroups(groups: readonly Merged[], parties: readonly Party[]): Found[] {
  const here = new Set(groups.map(({ id }) => id));
  const old = parties.flatMap((party) => oldIn(party).filter(({ id }) => !here.has(id)));
  return [...Map.groupBy(old, ({ id }) => id)].map(([id, own]) => {
    const by = own.map(({ party }) => party);
    const [first] = own;
    return foundOf({
      ...{ id: `group gone ${id}`, kind: 'group gone', title: 'Group gone', status: 'warning', place: '', probe: AG },
      ...{ subject: first?.name ?? id, about: [], by, rows: [] },
      told: [
        `${namesOf(by)} told of it before, with ${many(Math.max(...own.map(({ databases }) => databases)), 'database')}, and nobody does now: it was dropped, or made anew. Nothing of it is compared any more`,
      ],
    });
  });
}

/** Each once, as it was when it was told last. */
function oldIn(party: Party): Old[] {
  const [newest, before, ...older] = party.ag;
  if (!newest || !before) return [];
  const lately = new Set([newest, before].flatMap(({ value }) => value.groups.map(({ id }) => id)));
  const found = new Map<string, Old>();
  for (const { value } of older) {
    for (const { id, name, databases } of value.groups) {
      const many = databases.filter(({ isLocal }) => isLocal).length;
      if (!lately.has(id) && !found.has(id)) found.set(id, { party, id, name, databases: many });
    }
  }
  return [...found.values()];
}

function goneReplicas(group: Merged): Found[] {
  const primary = onlyPrimary(group);
  const names = primary ? goneFrom(primary) : [];
  if (!primary || names.length === 0) return [];
  const { party } = primary;
  const is = names.length === 1 ? 'is' : 'are';
  return [
    foundOf({
      ...{ id: `replica gone ${group.id}`, kind: 'replica gone', title: 'Replica gone', status: 'warning', place: group.name, probe: AG },
      ...{ subject: listed(names), about: [], by: [party], rows: [{ node: party.node, row: groupRow(group.name) }] },
      told: [
        `${listed(names)} ${is} listed no more by the primary ${party.node}: removed from the group, so that nothing is sent there any more`,
      ],
    }),
  ];
}

function goneFrom({ past: [now, before, ...older] }: Member): string[] {
  if (!before) return [];
  const namesOfAll = (replicas: readonly AgReplica[]): string[] => replicas.map(({ name }) => name);
  const here = new Set([...namesOfAll(now.group.replicas), ...namesOfAll(before.group.replicas)]);
  return [...new Set(older.flatMap(({ group }) => namesOfAll(group.replicas)))].filter((name) => !here.has(name)).toSorted();
}
