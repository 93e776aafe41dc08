import type { Moment } from '#lib/reading.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';
import type { Sortable } from '../ui/sort.ts';
import { behindOf } from './behind.ts';
import type { TreeLine } from './tree.ts';
import { roleWords } from './words.ts';

export type NodeTreeLine = Extract<TreeLine, { is: 'node' }>;

/**
 * A column of the tables of Redis. `title` explains a short head; a column without `sortedBy` is not sorted. One that is `isSpare` gives way where there is little room; one that is `isOfReplicas`
 * is left out where nobody is a replica.
 */
export type Column = {
  id: string;
  head: string;
  isNumber: boolean;
  title?: string;
  isSpare?: true;
  isOfReplicas?: true;
  sortedBy?: (line: NodeTreeLine, board: Moment) => Sortable;
};

const of =
  (value: (view: RedisView) => Sortable) =>
  ({ node: { view } }: NodeTreeLine): Sortable =>
    view === null ? null : value(view);

/** What was longest ago is the most. */
const negative = (at: number | null): number | null => (at === null ? null : -at);

/** The columns before the figures; that of the version is left out where it does not differ. */
export const HEADS: readonly Column[] = [
  { id: 'name', head: 'Node', isNumber: false, sortedBy: ({ node }) => node.probe.source.node },
  { id: 'role', head: 'Role', isNumber: false, sortedBy: of(roleWords) },
  { id: 'version', head: 'Version', isNumber: false, sortedBy: of((view) => view.version) },
];

/** The columns after the name and the role, in their order; the cells of a node stand in the same one. */
export const FIGURES: readonly Column[] = [
  {
    id: 'read',
    head: 'Read',
    isNumber: true,
    title: 'How old the newest reading is',
    sortedBy: ({ node }, { now }) => (node.probe.newest === null ? null : now - node.probe.newest.observedAt),
  },
  {
    id: 'commands',
    head: 'Per s',
    isNumber: true,
    title: 'Commands per second, by the node’s own word',
    sortedBy: of((view) => view.opsPerSecond),
  },
  {
    id: 'hits',
    head: 'Hits',
    isNumber: true,
    title: 'Reads that found their key, over the readings that are kept',
    sortedBy: of((view) => view.hitRatio),
  },
  {
    id: 'memory',
    head: 'Memory',
    isNumber: true,
    title: 'Memory used for data, and maxmemory where it is set',
    sortedBy: of(({ memory }) => memory.usedBytes),
  },
  {
    id: 'peak',
    head: 'Peak',
    isNumber: true,
    isSpare: true,
    title: 'The most memory used for data since the start',
    sortedBy: of(({ memory }) => memory.peakBytes),
  },
  {
    id: 'fragmentation',
    head: 'Frag',
    isNumber: true,
    title: 'Resident memory as a multiple of what is used',
    sortedBy: of(({ memory }) => memory.fragmentation),
  },
  {
    id: 'fork',
    head: 'Fork',
    isNumber: true,
    isSpare: true,
    title:
      'Memory of the machine that this process does not hold; a fork for saving may take up to as much as is used. Other processes are not counted',
    sortedBy: of((view) => view.forkRoomBytes),
  },
  {
    id: 'clients',
    head: 'Clients',
    isNumber: true,
    title: 'Connected clients; maxclients stands in the title of each',
    sortedBy: of((view) => view.clients),
  },
  {
    id: 'blocked',
    head: 'Block',
    isNumber: true,
    title: 'Clients that wait in a blocking command or for a pause to end',
    sortedBy: of((view) => view.blockedClients),
  },
  {
    id: 'rejected',
    head: 'Reject',
    isNumber: true,
    title: 'Connections rejected over the readings that are kept',
    sortedBy: of((view) => view.rejected?.count ?? null),
  },
  { id: 'keys', head: 'Keys', isNumber: true, title: 'Keys of all databases', sortedBy: of((view) => view.keys) },
  {
    id: 'evicted',
    head: 'Evict/s',
    isNumber: true,
    title: 'Keys evicted per second, over the readings that are kept',
    sortedBy: of((view) => view.evictedPerSecond),
  },
  {
    id: 'written',
    head: 'Written/s',
    isNumber: true,
    title: 'Bytes per second by which its history grows: what is written to a master, and what a replica carries out of it',
    sortedBy: of((view) => view.offsetPerSecond),
  },
  {
    id: 'saved',
    head: 'Saved',
    isNumber: false,
    title: 'The last writes to disk, by the node’s own word',
    sortedBy: of(({ persistence }) => negative(persistence.rdb.savedAt)),
  },
  {
    id: 'behind',
    head: 'Behind',
    isNumber: true,
    isOfReplicas: true,
    title: 'Bytes of the top master’s history not carried out yet, by the newest reading of both, and that in seconds of its writes',
    sortedBy: ({ node, top }, board) => behindOf(node, top, board)?.bytes ?? null,
  },
  {
    id: 'proved',
    head: 'Proved',
    isNumber: false,
    isOfReplicas: true,
    title: 'Whether what is written reaches it: what later readings of it prove against earlier ones of the top master',
  },
  {
    id: 'heard',
    head: 'Heard',
    isNumber: true,
    isOfReplicas: true,
    isSpare: true,
    title: 'How long ago a replica heard from its master, by its own word',
    sortedBy: of((view) => view.link?.lastIoSeconds ?? null),
  },
  {
    id: 'said',
    head: 'Master says',
    isNumber: false,
    isOfReplicas: true,
    title: 'Hearsay: what its master says of it. Nothing is judged by it',
  },
  { id: 'up', head: 'Up', isNumber: true, title: 'Since its start', sortedBy: of((view) => negative(view.startedAt)) },
];

export const COLUMNS: readonly Column[] = [...HEADS, ...FIGURES];

/** The columns by which the tables can be sorted. */
export const SORTED: readonly string[] = COLUMNS.flatMap(({ id, sortedBy }) => (sortedBy ? [id] : []));

/** False where all nodes of a table are masters of which nobody says otherwise: whoever was never read may be a replica. */
export function hasReplicas(lines: readonly TreeLine[]): boolean {
  return lines.some((line) => line.is === 'node' && (line.node.view?.role !== 'master' || line.said !== null));
}
