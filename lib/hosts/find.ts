import type { LiveRow } from '../feed/events.ts';
import { type HostCard, hostNames } from '../hosts.ts';
import type { Part, SubjectOf } from '../issues/issue.ts';
import { nodeKey } from '../roll-up.ts';
import type { Host, HostNode, Role, RoleOn, Told } from './host.ts';

/** A row about a machine; `seat` is the same for the same thing in the same place of its group, on whichever node; null in no place. */
type Seated = Omit<Told, 'probe'> & { seat: string | null };

/** What the rows of one reading are about: those about a machine by the name that the node has for it, and the places that the reading has. */
type Index = { told: ReadonlyMap<string, readonly Seated[]>; places: ReadonlySet<string> };
type Indexed = Part & Index;

/** Finds hosts again and again; what did not change since is not looked through again. */
export type HostFinder = (parts: readonly Part[], cards: readonly HostCard[]) => Host[];

/**
 * A finder of every machine there is: configured, with a node on it, or named by a row of a reading. In the order in which they are met, those of the configuration first.
 */
export function createHostFinder(subjectOf: SubjectOf): HostFinder {
  const known = new WeakMap<readonly LiveRow[], Index>();
  const index = (part: Part): Indexed => {
    const found = known.get(part.rows) ?? indexRows(part, subjectOf);
    known.set(part.rows, found);
    return { ...part, ...found };
  };
  return (parts, cards) => arrange(parts.filter(({ probe }) => probe.scope === 'node').map(index), cards);
}

function indexRows({ probe, rows }: Part, subjectOf: SubjectOf): Index {
  const told = new Map<string, Seated[]>();
  const group = groupKey(probe);
  const places = new Set<string>();
  for (const live of rows) {
    const subject = subjectOf(probe.source.system, live);
    for (const place of [subject.heads, subject.under]) if (place !== null) places.add(place);
    if (subject.host === null) continue;
    const seated = { live, subject, seat: subject.under === null ? null : `${group} ${subject.under} ${subject.name}` };
    const own = told.get(subject.host);
    if (own) own.push(seated);
    else told.set(subject.host, [seated]);
  }
  return { told, places };
}

type Draft = { card: HostCard | null; probes: Part['probe'][]; told: (Told & Pick<Seated, 'seat'>)[] };

function arrange(parts: readonly Indexed[], cards: readonly HostCard[]): Host[] {
  const names = hostNames(cards);
  const drafts = new Map<string, Draft>(cards.map((card) => [card.name, { card, probes: [], told: [] }]));
  const draftOf = (said: string): Draft => {
    const name = names.nameOf(said);
    const draft = drafts.get(name) ?? { card: null, probes: [], told: [] };
    drafts.set(name, draft);
    return draft;
  };
  for (const { probe } of parts) if (probe.host !== null) draftOf(probe.host).probes.push(probe);
  for (const { probe, told } of parts) {
    for (const [said, rows] of told) {
      const draft = draftOf(said);
      for (const { live, subject, seat } of rows) draft.told.push({ probe, live, subject, seat });
    }
  }
  const groups = Map.groupBy(parts, ({ probe }) => groupKey(probe));
  return [...drafts].map(([name, draft]) => toHost(name, draft, groups));
}

function toHost(name: string, { card, probes, told }: Draft, groups: ReadonlyMap<string, readonly Indexed[]>): Host {
  const nodes = [...Map.groupBy(probes, ({ source }) => nodeKey(source))].map(([key, own]): HostNode => ({ key, probes: own }));
  const tags = [...new Set([...(card?.tags ?? []), ...probes.flatMap((probe) => probe.tags)])];
  return { name, aliases: card?.aliases ?? [], tags, isConfigured: card !== null, nodes, told, roles: rolesOf(told, groups) };
}

/**
 * One role for each thing of a name in each place. All nodes of the group that have the place are asked for it, also those that do not name the machine, and those that
 * were never read: what they would say is not known.
 */
function rolesOf(told: Draft['told'], groups: ReadonlyMap<string, readonly Indexed[]>): Role[] {
  const seats = Map.groupBy(told, ({ seat }) => seat);
  return [...seats].flatMap(([key, own]): Role[] => {
    const [first] = own;
    if (!first || key === null) return [];
    const { source, groupTitle } = first.probe;
    const parts = groups.get(groupKey(first.probe)) ?? [];
    const byProbe = Map.groupBy(own, ({ probe }) => probe);
    const on = parts
      .filter(({ probe, places }) => probe.newest === null || places.has(first.subject.under ?? ''))
      .flatMap(({ probe }): RoleOn[] => byProbe.get(probe)?.map((one) => ({ probe, told: one })) ?? [{ probe, told: null }]);
    return [{ key, system: source.system, group: source.group, groupTitle, name: first.subject.name, on }];
  });
}

function groupKey({ source }: Part['probe']): string {
  return `${source.system}/${source.group}/${source.probe}`;
}
