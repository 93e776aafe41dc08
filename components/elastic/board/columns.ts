import type { Moment } from '#lib/reading.ts';
import { usedRatio } from '#lib/systems/elastic/disk.ts';
import type { MemberView } from '#lib/systems/elastic/model.ts';
import type { Sortable } from '../../ui/sort.ts';
import { rolesWords } from '../words.ts';
import { type MemberLine, rolesOf } from './member-lines.ts';

/** A column of the tables of members. One that is `isSpare` gives way where there is little room. */
export type Column = {
  id: string;
  head: string;
  isNumber: boolean;
  title: string;
  isSpare?: true;
  sortedBy(line: MemberLine, board: Moment): Sortable;
};

const of =
  (value: (view: MemberView) => Sortable) =>
  ({ load }: MemberLine): Sortable =>
    load === null ? null : value(load.view);

/** The heap that a member uses, 0 to 1; null where it is not told. */
export function heapRatio({ heapUsedBytes, heapMaxBytes }: MemberView): number | null {
  return heapUsedBytes === null || heapMaxBytes === null || heapMaxBytes <= 0 ? null : heapUsedBytes / heapMaxBytes;
}

/** In this order; the cells of a member stand in the same one. */
export const COLUMNS: readonly Column[] = [
  { id: 'name', head: 'Member', isNumber: false, title: 'By the name under which the cluster lists it', sortedBy: ({ name }) => name },
  {
    ...{ id: 'roles', head: 'Roles', isNumber: false, title: 'What it is for, by the cluster’s word' },
    sortedBy: (line) => {
      const roles = rolesOf(line);
      return roles === null ? null : rolesWords(roles);
    },
  },
  {
    ...{ id: 'version', head: 'Version', isNumber: false, title: 'Told where members differ', isSpare: true },
    sortedBy: ({ identity }) => identity?.view.version ?? null,
  },
  {
    ...{ id: 'shards', head: 'Shards', isNumber: true, title: 'Copies of shards that it holds' },
    sortedBy: ({ holding }) => holding?.view.shards ?? null,
  },
  {
    ...{ id: 'disk', head: 'Disk', isNumber: true, title: 'How full its disk is; the marks are the watermarks of the cluster' },
    sortedBy: ({ holding }) => (holding === null ? null : usedRatio(holding.view)),
  },
  { ...{ id: 'heap', head: 'Heap', isNumber: true, title: 'Heap of its Java process that is in use' }, sortedBy: of(heapRatio) },
  { ...{ id: 'cpu', head: 'CPU', isNumber: true, title: 'Of its processors, by its own word' }, sortedBy: of((view) => view.cpuPercent) },
  { ...{ id: 'load', head: 'Load', isNumber: true, title: 'Mean of one minute', isSpare: true }, sortedBy: of((view) => view.load1) },
  {
    ...{ id: 'searches', head: 'Search/s', isNumber: true, title: 'Searches of shards per second, over the last two readings' },
    sortedBy: of(({ rates }) => rates.searchesPerSecond),
  },
  {
    ...{ id: 'took', head: 'Took', isNumber: true, title: 'The mean of one search of a shard', isSpare: true },
    sortedBy: of(({ rates }) => rates.searchMs),
  },
  {
    ...{
      id: 'indexing',
      head: 'Index/s',
      isNumber: true,
      title: 'Documents indexed per second, in primaries and replicas, over the last two readings',
    },
    sortedBy: of(({ rates }) => rates.indexingPerSecond),
  },
  {
    ...{ id: 'gc', head: 'GC', isNumber: true, title: 'Part of the time spent collecting garbage', isSpare: true },
    sortedBy: of(({ rates }) => rates.collectingRatio),
  },
  {
    ...{
      id: 'rejected',
      head: 'Reject',
      isNumber: true,
      title: 'Searches and writes rejected by its pools, over the readings that are kept',
    },
    sortedBy: of(({ rates }) => rates.rejected),
  },
  {
    ...{ id: 'tripped', head: 'Break', isNumber: true, title: 'How often a breaker refused memory, over the readings that are kept' },
    sortedBy: of(({ rates }) => rates.tripped),
  },
  {
    ...{ id: 'up', head: 'Up', isNumber: true, title: 'Since its process started', isSpare: true },
    sortedBy: of(({ startedAt }) => (startedAt === null ? null : -startedAt)),
  },
  {
    ...{ id: 'read', head: 'As of', isNumber: true, title: 'How old what is told of its load is' },
    sortedBy: ({ load }, { now }) => (load?.probe.newest == null ? null : now - load.probe.newest.observedAt),
  },
];

/** The columns by which the tables can be sorted. */
export const COLUMN_IDS: readonly string[] = COLUMNS.map(({ id }) => id);
