import type { ProbeRow } from '#lib/feed/events.ts';
import { ageMs, type Moment } from '#lib/reading.ts';
import { STATUSES, type Verdict } from '#lib/status.ts';
import type { Sortable } from '../ui/sort.ts';

/** A probe as it stands on the page. */
export type Judged = { id: string; probe: ProbeRow; verdict: Verdict };

type Column = {
  id: string;
  head: string;
  isNumber: boolean;
  title?: string;
  /** What rows are sorted by; a column without it is not sorted. */
  sortedBy?: (line: Judged, now: Moment['now']) => Sortable;
  /** A click on the head puts the largest first. */
  beginsDown?: boolean;
};

/** The columns of every table of the page but that of Vigil itself. */
export const COLUMNS: readonly Column[] = [
  { id: 'node', head: 'Node', isNumber: false, sortedBy: ({ probe }) => probe.source.node },
  { id: 'question', head: 'Question', isNumber: false, sortedBy: ({ probe }) => probe.question },
  { id: 'said', head: 'State', isNumber: false, sortedBy: ({ verdict }) => STATUSES.indexOf(verdict.status) },
  {
    ...{ id: 'tried', head: 'Last tried', isNumber: true, beginsDown: true },
    sortedBy: ({ probe }, now) => (probe.attempt ? now - probe.attempt.at : null),
  },
  { id: 'took', head: 'Took', isNumber: true, beginsDown: true, sortedBy: ({ probe }) => probe.attempt?.tookMs ?? null },
  { id: 'next', head: 'Next', isNumber: true, sortedBy: ({ probe }) => probe.nextAt },
  {
    ...{ id: 'times', head: 'Every / waits / stale', isNumber: true },
    title: 'The interval, how long an answer may take, and the age at which a reading is stale',
    sortedBy: ({ probe }) => probe.intervalMs,
  },
  {
    ...{ id: 'answers', head: 'Answers', isNumber: true, title: 'Good answers since Vigil started' },
    sortedBy: ({ probe }) => probe.successes,
  },
  {
    ...{ id: 'read', head: 'Last read', isNumber: true, beginsDown: true },
    sortedBy: ({ probe }, now) => (probe.newest ? ageMs(probe.newest, now) : null),
  },
  { id: 'act', head: '', isNumber: false },
];

/** The columns by which the tables can be sorted. */
export const SORTED: readonly string[] = COLUMNS.flatMap(({ id, sortedBy }) => (sortedBy ? [id] : []));
