import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { type HostCard, hostNames } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { rollUp } from '#lib/roll-up.ts';
import { judgeSubject, type Verdict, worstVerdict } from '#lib/status.ts';
import { subjectOf, wordsOf } from '../overview/systems.ts';
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
    name: node.name,
    about: `${title} ${wordsOf(group.system).node.one}, ${group.title}`,
    names: lower([node.name, `${group.name}/${node.name}`]),
    words: lower([title, group.title, node.key, node.address, first?.host ?? null, ...node.probes.flatMap(({ tags }) => tags)]),
    leads: { to: 'path', path: pathOf(group.system, node.key) },
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

type OnHost = { name: string; card: HostCard | null; probes: ProbeRow[]; rows: { probe: ProbeRow; row: LiveRow }[] };

/** The machines: those of the configuration, those that nodes stand on, and those that rows are about. One machine of several names is one. */
export function findHosts(parts: readonly Part[], cards: readonly HostCard[]): Findable[] {
  const names = hostNames(cards);
  const hosts = new Map(cards.map((card): [string, OnHost] => [card.name, { name: card.name, card, probes: [], rows: [] }]));
  const hostOf = (said: string): OnHost => {
    const name = names.nameOf(said);
    const host = hosts.get(name) ?? { name, card: null, probes: [], rows: [] };
    hosts.set(name, host);
    return host;
  };
  for (const { probe, rows } of parts) {
    if (probe.scope !== 'node') continue;
    if (probe.host !== null) hostOf(probe.host).probes.push(probe);
    for (const row of rows) {
      const { host } = subjectOf(probe.source.system, row);
      if (host !== null) hostOf(host).rows.push({ probe, row });
    }
  }
  return [...hosts.values()].map(hostFindable);
}

function hostFindable(host: OnHost): Findable {
  const aliases = host.card?.aliases ?? [];
  const nodes = [...new Set(host.probes.map(({ source }) => source.node))];
  return {
    id: `host ${host.name}`,
    name: host.name,
    about: aliases.length > 0 ? `host, also ${aliases.join(', ')}` : 'host',
    names: lower([host.name, ...aliases]),
    words: lower([
      'host',
      ...(host.card?.tags ?? []),
      ...host.probes.flatMap(({ tags }) => tags),
      ...nodes,
      ...host.probes.map(({ address }) => address),
    ]),
    leads: { to: 'path', path: `/hosts/${encodeURIComponent(host.name)}` },
    look: (time) => hostLook(host, time),
  };
}

function hostLook({ probes, rows }: OnHost, { board }: BoardTime): Look {
  const nodes = rollUp(probes, board).nodes.map(({ node, verdict }) => named(verdict, node));
  const told = rows.map(({ probe, row }) => named(judgeSubject(row.verdict, probe, board), placeOf(probe, row)));
  const verdict = worstVerdict([...nodes, ...told]);
  const oldest = oldestPart([...probes, ...rows.map(({ probe }) => probe)]);
  if (verdict === null) return { status: 'unknown', says: 'unknown: nothing is read of it', oldest };
  return { status: verdict.status, says: saysOf(verdict), oldest };
}

function named(verdict: Verdict, where: string): Verdict {
  return { ...verdict, reason: `${verdict.reason}, ${where}` };
}

/** "in be_web, told by lb1". */
function placeOf({ source }: ProbeRow, row: LiveRow): string {
  const where = wordsOf(source.system).where([row]);
  return `${where ? `${where}, ` : ''}told by ${source.node}`;
}
