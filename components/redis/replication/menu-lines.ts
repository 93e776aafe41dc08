import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { type ActingViewer, mayNotAct } from '../../access/acting-viewer.ts';
import type { Opening } from '../../actions/run.ts';
import type { NodeLine } from '../node-line.ts';
import { toTree } from '../tree.ts';

/** One line of a menu. `off` says why it cannot be had; `note` what it asks. */
export type ReplicationLine = { words: string; note: string; off: string | null; opening: Opening };
export type ReplicationLines = { title: string; lines: ReplicationLine[] };

/** What a menu about a node goes by: the node, all of its group, and who looks when. */
export type About = { line: NodeLine; group: readonly NodeLine[]; names: HostNames; viewer: ActingViewer | null; board: Moment };

/** What can be done about whom a node replicates, each with what it asks; what its newest readings rule out says why. */
export function replicationLines(about: About): ReplicationLines[] {
  const { line, group } = about;
  const why = whyNot(about.viewer, line);
  const { node } = line.probe.source;
  const ref = { group: line.probe.source.group, node };
  const isMaster = line.view?.role === 'master';
  const none = why ?? (line.view === null ? 'never read' : isMaster ? 'it is a master' : null);
  const above = parentOf(line, toTree(group, about.names));
  const hasMaster = above !== null && isReliedOn(above.probe, about.board);
  const make = (action: string, words: string, note: string, off: string | null): ReplicationLine => ({
    ...{ words: `${words}…`, note: off ?? note, off },
    opening: openingOf(action, `${words}: ${node}`, { nodes: [ref] }, node),
  });
  const below = namesBelow(about);
  const sources = group.filter((one) => one !== line && !below.has(one.probe.source.node));
  return [
    {
      title: 'Promotion',
      lines: [
        make('promote', 'Promote', 'asks, loses nothing', none ?? (hasMaster ? null : 'its master is not read')),
        make('failover', 'Fail over by Redis itself', 'asks, loses nothing', none ?? (hasMaster ? null : 'its master is not read')),
        make(
          'force-promote',
          'Force the promotion',
          'asks for its name, may lose writes',
          none ?? (hasMaster ? 'its master is read' : null),
        ),
      ],
    },
    {
      title: 'Replicate from',
      lines: sources.map((one) => {
        const { source } = one.probe;
        const off = why ?? (one === above && line.view?.link?.isUp ? 'it does so now' : null);
        const opening = openingOf(
          'replicate-from',
          `Let ${node} replicate from ${source.node}`,
          { moves: [{ ...ref, from: source.node }] },
          node,
        );
        return { words: `${source.node}…`, note: off ?? `asks, ${node} discards its data`, off, opening };
      }),
    },
  ].filter(({ lines }) => lines.length > 0);
}

/** The order to hand over all masters on a machine. */
export function vacateOpening(host: string, nodes: readonly NodeLine[]): Opening {
  const refs = nodes.map(({ probe: { source } }) => ({ group: source.group, node: source.node }));
  return openingOf('vacate-host', `Vacate ${host}`, { host, nodes: refs }, host);
}

/** Why nothing at all can be done to a node; null where something can. */
export function whyNot(viewer: ActingViewer | null, { probe }: NodeLine): string | null {
  const missing = mayNotAct(viewer, 'redis');
  if (missing !== null) return missing;
  return probe.acting?.isEnabled === true ? null : 'not enabled';
}

function openingOf(action: string, title: string, input: object, target: string): Opening {
  return { order: { system: 'redis', action, input }, title, asks: true, lasts: false, target };
}

/** The node that it follows, where that is configured: every order starts from the master by its own word. */
function parentOf(line: NodeLine, tree: ReturnType<typeof toTree>): NodeLine | null {
  const place = tree.findIndex((one) => one.is === 'node' && one.node === line);
  const depth = tree[place]?.depth ?? 0;
  const above = tree.slice(0, Math.max(0, place)).findLast((one) => one.depth < depth);
  return above?.is === 'node' ? above.node : null;
}

/** The nodes that hang on one by others: it cannot follow any of them. */
function namesBelow({ line, group, names }: About): ReadonlySet<string> {
  const tree = toTree(group, names);
  const place = tree.findIndex((one) => one.is === 'node' && one.node === line);
  const depth = tree[place]?.depth ?? 0;
  const rest = tree.slice(place + 1);
  const end = rest.findIndex((one) => one.depth <= depth);
  return new Set(rest.slice(0, end < 0 ? rest.length : end).flatMap((one) => (one.is === 'node' ? [one.node.probe.source.node] : [])));
}
