import type { ProbeRow } from '#lib/feed/events.ts';
import type { Host } from '#lib/hosts/host.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { rollUp } from '#lib/roll-up.ts';
import { findHosts, judgeFound } from '../hosts/found-hosts.ts';
import { hostSays } from '../hosts/host-words.ts';
import { nameOfNode, pathOfNode, wordsOf } from '../overview/systems.ts';
import { arrangeGroups, type BoardGroup, type BoardNode, oldestPart } from '../reading/arrange.ts';
import type { BoardTime } from '../reading/board-context.tsx';
import { type Findable, type Look, lower, saysOf } from './findable.ts';

/** The groups and nodes of all systems, each as its own probes have it. */
export function findNodes(probes: readonly ProbeRow[]): Findable[] {
  const groups = arrangeGroups(probes.filter(({ scope }) => scope === 'node'));
  return [...groups.map(groupOf), ...groups.flatMap((group) => group.nodes.map((node) => nodeOf(node, group)))];
}

function groupOf(group: BoardGroup): Findable {
  const probes = group.nodes.flatMap((node) => node.probes);
  const title = probes[0]?.systemTitle ?? group.system;
  return {
    id: `group ${group.key}`,
    name: group.title,
    about: `${title} group`,
    names: lower([group.title, group.name]),
    words: lower([title, group.key, 'group', ...probes.flatMap(({ tags }) => tags)]),
    leads: { to: 'path', path: pathOf(group.system, group.key) },
    look: (time) => lookOf(probes, time),
  };
}

function nodeOf(node: BoardNode, group: BoardGroup): Findable {
  const [first] = node.probes;
  const title = first?.systemTitle ?? group.system;
  return {
    id: `node ${node.key}`,
    name: nameOfNode({ source: { system: group.system, node: node.name }, groupTitle: group.title }),
    about: `${title} ${wordsOf(group.system).node.one}, ${group.title}`,
    names: lower([node.name, `${group.name}/${node.name}`]),
    words: lower([title, group.title, node.key, node.address, first?.host ?? null, ...node.probes.flatMap(({ tags }) => tags)]),
    leads: { to: 'path', path: pathOfNode({ system: group.system, group: group.name, node: node.name }) },
    look: (time) => lookOf(node.probes, time),
  };
}

function pathOf(system: string, place: string): string {
  return `${wordsOf(system).path}#${encodeURIComponent(place)}`;
}

function lookOf(probes: readonly ProbeRow[], { board }: BoardTime): Look {
  const { verdict } = rollUp(probes, board);
  return { status: verdict.status, says: saysOf(verdict), oldest: oldestPart(probes) };
}

/** The machines, each as the page of hosts has it. */
export function findMachines(parts: readonly Part[], cards: readonly HostCard[]): Findable[] {
  return findHosts(parts, cards).map(hostFindable);
}

function hostFindable(host: Host): Findable {
  const { name, aliases, tags, nodes } = host;
  const probes = nodes.flatMap((node) => node.probes);
  return {
    id: `host ${name}`,
    name,
    about: aliases.length > 0 ? `host, also ${aliases.join(', ')}` : 'host',
    names: lower([name, ...aliases]),
    words: lower(['host', ...tags, ...probes.flatMap(({ source, address }) => [source.node, address])]),
    leads: { to: 'path', path: `/hosts/${encodeURIComponent(name)}` },
    look: (time) => hostLook(host, time),
  };
}

function hostLook(host: Host, { board }: BoardTime): Look {
  const [judged] = judgeFound([host], board);
  if (!judged) throw new Error(`the host ${host.name} was not judged`);
  const { verdict, oldest } = judged;
  return { status: verdict.status, says: saysOf({ status: verdict.status, reason: hostSays(judged) }), oldest };
}
