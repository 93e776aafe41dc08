import { STATUSES } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import type { Sortable } from '../ui/sort.ts';
import type { MergedRow } from './merge.ts';
import { checkCode } from './words.ts';

/**
 * The columns of every table of the page: they share their widths, so that numbers line up from tier to tier. Those of the instances stand after the first one. `title`
 * explains a short head.
 */
export type Column = {
  id: string;
  head: string;
  isNumber: boolean;
  title?: string;
  /** The head is read out and not shown. */
  isUnseen?: boolean;
  /** What rows are sorted by; a column without it is not sorted. */
  sortedBy?: (row: MergedRow) => Sortable;
  /** A click on the head puts the largest first. */
  beginsDown?: boolean;
};

export const COLUMNS: readonly Column[] = [
  { id: 'name', head: 'Proxy / server', isNumber: false, sortedBy: ({ view }) => nameOf(view) },
  { id: 'state', head: 'State', isNumber: false, sortedBy: ({ status }) => STATUSES.indexOf(status) },
  {
    id: 'sessions',
    head: 'Sessions',
    isNumber: true,
    title: 'Current sessions, and the limit',
    sortedBy: ({ view }) => view.sessions,
    beginsDown: true,
  },
  {
    id: 'rate',
    head: 'Per s',
    isNumber: true,
    title: 'Requests per second over the last two readings; sessions where requests are not counted',
    sortedBy: ({ view }) => view.requestRate ?? view.sessionRate,
    beginsDown: true,
  },
  {
    id: 'in',
    head: 'In /s',
    isNumber: true,
    title: 'Bytes in per second',
    sortedBy: ({ view }) => view.bytesInPerSecond,
    beginsDown: true,
  },
  {
    id: 'out',
    head: 'Out /s',
    isNumber: true,
    title: 'Bytes out per second',
    sortedBy: ({ view }) => view.bytesOutPerSecond,
    beginsDown: true,
  },
  { id: 'queue', head: 'Queue', isNumber: true, title: 'Requests waiting now', sortedBy: ({ view }) => view.queue, beginsDown: true },
  {
    id: 'errors',
    head: 'Err/min',
    isNumber: true,
    title: 'Connection, response and request errors per minute',
    sortedBy: ({ view }) => view.errorsPerMinute,
    beginsDown: true,
  },
  {
    id: 'retries',
    head: 'Retries/min',
    isNumber: true,
    title: 'Connections to a server tried again, per minute',
    sortedBy: ({ view }) => view.retriesPerMinute,
    beginsDown: true,
  },
  {
    id: 'fivexx',
    head: '5xx/min',
    isNumber: true,
    title: 'Answers 500 to 599 per minute',
    sortedBy: ({ view }) => view.responses5xxPerMinute,
    beginsDown: true,
  },
  { id: 'time', head: 'Time', isNumber: true, title: 'Response time', sortedBy: ({ view }) => view.responseTimeMs, beginsDown: true },
  {
    id: 'check',
    head: 'Check',
    isNumber: false,
    title: 'The last health check: code, status, text',
    sortedBy: ({ view }) => codeOf(view),
  },
  { id: 'weight', head: 'Weight', isNumber: true, sortedBy: ({ view }) => view.weight, beginsDown: true },
  {
    id: 'changed',
    head: 'Changed',
    isNumber: true,
    title: 'Since the last change of state',
    // The time that has passed, which is the larger the earlier it was; what changed last is looked for most.
    sortedBy: ({ view }) => (view.changedAt === null ? null : -view.changedAt),
  },
  { id: 'menu', head: 'Actions', isNumber: false, isUnseen: true },
];

/** The columns by which the tables can be sorted. */
export const SORTED: readonly string[] = COLUMNS.flatMap(({ id, sortedBy }) => (sortedBy ? [id] : []));

function nameOf({ kind, proxy, name }: RowView): string {
  return kind === 'server' || kind === 'listener' ? name : proxy;
}

function codeOf({ check, agentCheck }: RowView): string | null {
  const told = check ?? agentCheck;
  return told ? checkCode(told) : null;
}
