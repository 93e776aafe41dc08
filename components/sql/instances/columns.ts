import type { Moment } from '#lib/reading.ts';
import { STATUSES } from '#lib/status.ts';
import { oldestPart } from '../../reading/arrange.ts';
import type { Sortable } from '../../ui/sort.ts';
import { type InstanceLine, viewOf } from '../instance/line.ts';
import { countsOf, rolesOf, rolesWords, versionWords } from '../instance/words.ts';

/** A column of the board of instances. `title` explains a short head; one that is `isSpare` gives way where there is little room. */
export type Column = {
  id: string;
  head: string;
  isNumber: boolean;
  title?: string;
  isSpare?: true;
  sortedBy(line: InstanceLine, board: Moment): Sortable;
};

/** The columns in their order; the cells of a row stand in the same one. */
export const COLUMNS: readonly Column[] = [
  { id: 'name', head: 'Instance', isNumber: false, sortedBy: ({ name }) => name },
  {
    ...{ id: 'version', head: 'Version', isNumber: false, isSpare: true },
    sortedBy: ({ told }) => {
      const view = viewOf(told.server);
      return view === null ? null : versionWords(view);
    },
  },
  {
    ...{ id: 'roles', head: 'Groups', isNumber: false },
    title: 'Its role in its availability groups, by its own word',
    sortedBy: ({ told }) => (told.ag === null ? null : rolesWords(rolesOf(told.ag.rows)) || null),
  },
  {
    ...{ id: 'cpu', head: 'CPU', isNumber: true },
    title: 'What SQL Server used of the processors in the newest minute that it recorded, and over the last hour',
    sortedBy: ({ told }) => viewOf(told.load)?.cpuPercent ?? null,
  },
  {
    ...{ id: 'machine', head: 'Machine', isNumber: true, isSpare: true, title: 'The processors with all else that runs on the machine' },
    sortedBy: ({ told }) => viewOf(told.load)?.hostCpuPercent ?? null,
  },
  {
    ...{ id: 'memory', head: 'Memory', isNumber: true, title: 'Committed by SQL Server, of the memory of the machine' },
    sortedBy: ({ told }) => viewOf(told.load)?.memory.totalBytes ?? null,
  },
  {
    ...{ id: 'batches', head: 'Batches/s', isNumber: true, title: 'Batches per second over the last readings' },
    sortedBy: ({ told }) => viewOf(told.load)?.rates.batchesPerSecond ?? null,
  },
  {
    ...{ id: 'sessions', head: 'Sessions', isNumber: true, title: 'Sessions of users, and how many of them run something now' },
    sortedBy: ({ told }) => viewOf(told.load)?.sessions ?? null,
  },
  {
    ...{ id: 'blocked', head: 'Blocked', isNumber: true, title: 'Processes that wait for a lock of another' },
    sortedBy: ({ told }) => viewOf(told.load)?.gauges.blocked ?? null,
  },
  {
    ...{ id: 'life', head: 'Page life', isNumber: true, isSpare: true, title: 'How long a page stays in memory without being used (PLE)' },
    sortedBy: ({ told }) => viewOf(told.load)?.gauges.pageLifeSeconds ?? null,
  },
  {
    ...{ id: 'databases', head: 'Databases', isNumber: false, title: 'Its databases by how they are, worst first' },
    sortedBy: ({ told }, board) => {
      const [worst] = told.databases === null ? [] : countsOf(told.databases, board);
      return worst === undefined ? null : STATUSES.indexOf(worst.status) * 1e6 - worst.count;
    },
  },
  {
    ...{ id: 'up', head: 'Up', isNumber: true, isSpare: true, title: 'Since its start' },
    sortedBy: ({ told }) => {
      const at = viewOf(told.server)?.startedAt ?? null;
      return at === null ? null : -at;
    },
  },
  {
    ...{ id: 'read', head: 'As of', isNumber: true, title: 'How old the oldest of these readings is, but for the databases' },
    sortedBy: (line, { now }) => {
      const at = shownPart(line)?.newest?.observedAt ?? null;
      return at === null ? null : now - at;
    },
  },
];

export const COLUMN_IDS: readonly string[] = COLUMNS.map(({ id }) => id);

/** The oldest of the readings that make up a row, but for its databases, which are asked for less often and stand with an age of their own. */
export function shownPart({ told }: InstanceLine): ReturnType<typeof oldestPart> {
  return oldestPart([told.server, told.load, told.ag].flatMap((one) => (one === null ? [] : [one.probe])));
}
