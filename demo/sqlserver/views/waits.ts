import type { Asked, Row } from './asked.ts';

/** A kind of wait: how many tasks wait in a second at a hundred batches a second, how long each on average, and what part of that is for a processor. */
type Wait = { name: string; tasks: number; ms: number; signal: number; longest: number };

const WAITS: readonly Wait[] = [
  { name: 'PAGEIOLATCH_SH', tasks: 2.1, ms: 1.4, signal: 0.01, longest: 480 },
  { name: 'WRITELOG', tasks: 4.2, ms: 0.8, signal: 0.04, longest: 210 },
  { name: 'ASYNC_NETWORK_IO', tasks: 3, ms: 0.9, signal: 0.02, longest: 2_900 },
  { name: 'CXPACKET', tasks: 1.3, ms: 3.1, signal: 0.08, longest: 9_100 },
  { name: 'SOS_SCHEDULER_YIELD', tasks: 6, ms: 0.2, signal: 0.98, longest: 40 },
  { name: 'LCK_M_X', tasks: 0.05, ms: 22, signal: 0.01, longest: 8_400 },
  { name: 'LCK_M_S', tasks: 0.02, ms: 15, signal: 0.01, longest: 5_100 },
  { name: 'PAGELATCH_EX', tasks: 0.9, ms: 0.1, signal: 0.3, longest: 35 },
  { name: 'LATCH_EX', tasks: 0.3, ms: 0.2, signal: 0.2, longest: 20 },
  { name: 'HADR_SYNC_COMMIT', tasks: 3.9, ms: 1.1, signal: 0.03, longest: 640 },
];

/** What waits when nothing is to be done: so many tasks, each all the time. */
const IDLE: readonly (readonly [string, number])[] = [
  ...([
    ['LAZYWRITER_SLEEP', 2],
    ['XE_TIMER_EVENT', 1],
    ['XE_DISPATCHER_WAIT', 1],
    ['REQUEST_FOR_DEADLOCK_SEARCH', 1],
  ] as const),
  ...([
    ['DIRTY_PAGE_POLL', 1],
    ['HADR_FILESTREAM_IOMGR_IOCOMPLETION', 1],
    ['LOGMGR_QUEUE', 4],
    ['SLEEP_TASK', 3],
  ] as const),
  ...([
    ['SQLTRACE_INCREMENTAL_FLUSH_SLEEP', 1],
    ['BROKER_TO_FLUSH', 1],
    ['CHECKPOINT_QUEUE', 1],
    ['DISPATCHER_QUEUE_SEMAPHORE', 2],
  ] as const),
];

/** sys.dm_os_wait_stats: what was waited for since the start; kinds that nobody waited for are there too, with zeros. */
export function waitStats({ instance, now }: Asked): Row[] {
  const upMs = Math.max(0, now - instance.startedAt);
  const busy = WAITS.filter(({ name }) => instance.isHadrEnabled || !name.startsWith('HADR_')).map(
    ({ name, tasks, ms, signal, longest }) => {
      const count = Math.floor((upMs / 1000) * tasks * (instance.load.batchesPerSecond / 100));
      return row(name, { count, ms: count * ms, signalMs: count * ms * signal, longest });
    },
  );
  const idle = IDLE.map(([name, tasks]) =>
    row(name, { count: Math.floor(upMs / 1000) * tasks, ms: upMs * tasks, signalMs: upMs / 1000, longest: 10_004 }),
  );
  return [...busy, ...idle, row('THREADPOOL', { count: 0, ms: 0, signalMs: 0, longest: 0 })];
}

function row(name: string, { count, ms, signalMs, longest }: { count: number; ms: number; signalMs: number; longest: number }): Row {
  return {
    wait_type: name,
    waiting_tasks_count: count,
    wait_time_ms: Math.floor(ms),
    max_wait_time_ms: count === 0 ? 0 : longest,
    signal_wait_time_ms: Math.floor(signalMs),
  };
}
