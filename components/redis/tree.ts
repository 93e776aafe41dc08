import type { HostNames } from '#lib/hosts.ts';
import { sourceId } from '#lib/reading.ts';
import type { ReplicaClaim } from '#lib/systems/redis/model.ts';
import type { NodeLine } from './node-line.ts';

type Place = { host: string; port: number };

/** What a node says of another: hearsay. */
export type Hearsay = { by: NodeLine; claim: ReplicaClaim };

/**
 * One line of the tree of a group. `top` is the last one of the chain of masters that is configured, the node itself where it has none; `isLooped` where its chain of masters
 * comes back to itself. A stranger is an address that somebody names and that is no node of the group: as the master of those below it, or as a replica.
 */
export type TreeLine =
  | { is: 'node'; key: string; depth: number; node: NodeLine; top: NodeLine; said: Hearsay | null; isLooped: boolean }
  | { is: 'stranger'; key: string; depth: number; address: string; said: Hearsay | null };

/** The nodes of a group as a tree of any depth, by what each says itself of its master; in the order of the configuration. */
export function toTree(nodes: readonly NodeLine[], names: HostNames): TreeLine[] {
  const find = finder(nodes, names);
  const masters = new Map(nodes.map((node) => [node, masterOf(node, find)] as const));
  const claims = nodes.flatMap((by) => (by.view?.replicas ?? []).map((claim) => ({ by, claim, about: find.claimed(claim, by) })));
  const lines: TreeLine[] = [];
  const drawn = new Set<NodeLine>();
  const draw = (node: NodeLine, depth: number, isLooped: boolean): void => {
    if (drawn.has(node)) return;
    drawn.add(node);
    const said = claims.find(({ about }) => about === node) ?? null;
    lines.push({ is: 'node', key: sourceId(node.probe.source), depth, node, top: topOf(node, masters), said, isLooped });
    for (const below of nodes) if (masters.get(below) === node) draw(below, depth + 1, isLooped);
    for (const { by, claim, about } of claims) {
      if (by === node && about === null)
        lines.push({ is: 'stranger', ...strange(claim, `by ${node.probe.source.node}`), depth: depth + 1, said: { by, claim } });
    }
  };
  for (const node of nodes) {
    const link = node.view?.link ?? null;
    if (masters.get(node)) continue;
    if (link === null) draw(node, 0, false);
    else if (!drawn.has(node)) drawUnderStranger(link);
  }
  // What is left has a master, and no top: it goes round in a circle.
  for (const node of nodes) draw(node, 0, true);
  return lines;

  function drawUnderStranger(link: Place): void {
    lines.push({ is: 'stranger', ...strange(link, 'master'), depth: 0, said: null });
    for (const node of nodes)
      if (!masters.get(node) && node.view?.link && addressOf(node.view.link) === addressOf(link)) draw(node, 1, false);
  }
}

/** Finds a node by an address that somebody names, also by another name of its machine. */
export function nodeFinder(nodes: readonly NodeLine[], names: HostNames): (place: Place) => NodeLine | null {
  return finder(nodes, names).at;
}

/** "10.0.0.1:6379". */
export function addressOf({ host, port }: Place): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function strange(place: Place, as: string): { key: string; address: string } {
  return { key: `${addressOf(place)} ${as}`, address: addressOf(place) };
}

type Finder = {
  at(place: Place): NodeLine | null;
  claimed(claim: ReplicaClaim, by: NodeLine): NodeLine | null;
  nodes: readonly NodeLine[];
};

function masterOf(node: NodeLine, { at, nodes }: Finder): NodeLine | null {
  const { view } = node;
  if (!view?.link) return null;
  const { port } = view.link;
  // It may know its master by another name than we do: then by the port that the master says, and the history that both say they have.
  const alike = nodes.filter((one) => one !== node && one.view?.port === port && isOneHistory(one, node));
  return at(view.link) ?? only(alike);
}

function finder(nodes: readonly NodeLine[], names: HostNames): Finder {
  const key = (host: string, port: number): string => `${names.nameOf(host)} ${port}`;
  const byPlace = new Map<string, NodeLine>();
  for (const node of nodes) {
    const { host, port } = placeOf(node);
    byPlace.set(key(host, port), node);
    if (node.probe.host !== null && !byPlace.has(key(node.probe.host, port))) byPlace.set(key(node.probe.host, port), node);
  }
  const at = ({ host, port }: Place): NodeLine | null => byPlace.get(key(host, port)) ?? null;
  const claimed = (claim: ReplicaClaim, by: NodeLine): NodeLine | null =>
    at(claim) ??
    only(
      nodes.filter((one) => one !== by && one.view?.port === claim.port && one.view.link?.port === by.view?.port && isOneHistory(one, by)),
    );
  return { at, claimed, nodes };
}

/** The address of the configuration; a node that was never read has it only in words. */
function placeOf({ view, probe }: NodeLine): Place {
  if (view) return view.address;
  const colon = probe.address.lastIndexOf(':');
  return { host: probe.address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(probe.address.slice(colon + 1)) };
}

function isOneHistory(a: NodeLine, b: NodeLine): boolean {
  return a.view?.replicationId != null && a.view.replicationId === b.view?.replicationId;
}

function topOf(node: NodeLine, masters: ReadonlyMap<NodeLine, NodeLine | null>): NodeLine {
  const seen = new Set([node]);
  let top = node;
  for (let above = masters.get(node); above && !seen.has(above); above = masters.get(above)) {
    seen.add(above);
    top = above;
  }
  return top;
}

function only(found: readonly NodeLine[]): NodeLine | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}
