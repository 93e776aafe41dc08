import { type FigureOf, type RowSeries, rowSeries } from '../../system.ts';
import type { RowView } from './model.ts';
import type { ProcessView } from './model-socket.ts';
import { ROW_FIGURES } from './row-trend.ts';

const MORE_FIGURES: readonly FigureOf<RowView>[] = [
  { name: 'Queue', unit: '', meaning: 'Requests that wait for a place at a server', of: ({ queue }) => queue },
  { name: 'Bytes in', unit: 'B/s', meaning: 'Bytes a second that came from clients', of: ({ bytesInPerSecond }) => bytesInPerSecond },
  { name: 'Bytes out', unit: 'B/s', meaning: 'Bytes a second that went to clients', of: ({ bytesOutPerSecond }) => bytesOutPerSecond },
  {
    name: '5xx',
    unit: '/min',
    meaning: 'Answers of the kinds 500 to 599 a minute, of a process over all its frontends',
    of: ({ responses5xxPerMinute }) => responses5xxPerMinute,
  },
  {
    ...{ name: 'Errors', unit: '/min' },
    meaning: 'Requests, connections and answers a minute that failed, as the page counts them',
    of: ({ errorsPerMinute }) => errorsPerMinute,
  },
  {
    name: 'Denied',
    unit: '/min',
    meaning: 'Requests and answers a minute that a rule turned away',
    of: ({ deniedPerMinute }) => deniedPerMinute,
  },
  { name: 'Retries', unit: '/min', meaning: 'Tries a minute to connect to a server again', of: ({ retriesPerMinute }) => retriesPerMinute },
  {
    ...{ name: 'Response time', unit: ' ms' },
    meaning: 'How long servers took to answer on average, over the last 1,024 requests, by the word of HAProxy',
    of: ({ responseTimeMs }) => responseTimeMs,
  },
  { name: 'Check', unit: ' ms', meaning: 'How long the last health check took', of: ({ check }) => check?.durationMs ?? null },
  { name: 'Weight', unit: '', meaning: 'The weight by which requests are spread', of: ({ weight }) => weight },
  { name: 'Active servers', unit: '', meaning: 'Servers that take requests and are no backup', of: ({ activeServers }) => activeServers },
  {
    ...{ name: 'Connections in use', unit: '' },
    meaning: 'Connections to the server that carry something now',
    of: ({ usedConnections }) => usedConnections,
  },
];

const PROCESS_FIGURES: readonly FigureOf<ProcessView>[] = [
  { name: 'Idle', unit: ' %', meaning: 'How idle the thread was that answered, in its last second', of: ({ idlePercent }) => idlePercent },
  { name: 'Connections', unit: '', meaning: 'Connections of the process that are open', of: ({ connections }) => connections },
];

/** What is kept of the rows of the statistics, and of the process where it has a socket. */
export const ROW_SERIES: readonly RowSeries[] = [
  rowSeries<RowView>('stats', [...ROW_FIGURES, ...MORE_FIGURES]),
  rowSeries<ProcessView>('info', PROCESS_FIGURES),
];
