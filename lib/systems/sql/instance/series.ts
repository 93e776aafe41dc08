import type { FigureOf } from '../../../system.ts';
import { ROW_FIGURES } from '../row-trend.ts';
import { LOAD_FIGURES } from './figures.ts';
import type { DatabaseView, LoadView, VolumeView, WaitsView } from './model.ts';

const [, , MEMORY, SESSIONS] = LOAD_FIGURES;

/** Of an instance. */
export const LOAD_ROW_FIGURES: readonly FigureOf<LoadView>[] = [
  { ...ROW_FIGURES[2], of: ({ hostCpuPercent }) => hostCpuPercent },
  { ...ROW_FIGURES[3], of: ({ rates }) => rates.batchesPerSecond },
  { ...MEMORY, of: ({ memory }) => memory.totalBytes },
  { ...SESSIONS, of: ({ sessions }) => sessions },
  {
    ...{ name: 'Processors, SQL Server', unit: ' %' },
    meaning: 'Share of the processors of its machine that SQL Server alone used in the newest minute that it tells',
    of: ({ cpuPercent }) => cpuPercent,
  },
  {
    name: 'Free memory of the machine',
    unit: 'B',
    meaning: 'Bytes of memory that its machine has free',
    of: ({ memory }) => memory.availableBytes,
  },
  { name: 'Connections', unit: '', meaning: 'Connections that are open', of: ({ connections }) => connections },
  { name: 'Running', unit: '', meaning: 'Requests of users that run or wait', of: ({ running }) => running },
  { name: 'Workers', unit: '', meaning: 'Workers that are in use', of: ({ workers }) => workers },
  { name: 'Runnable tasks', unit: '', meaning: 'Tasks that wait for nothing but a processor', of: ({ runnableTasks }) => runnableTasks },
  { name: 'Transactions', unit: '/s', meaning: 'Transactions that began a second', of: ({ rates }) => rates.transactionsPerSecond },
  { name: 'Compilations', unit: '/s', meaning: 'Statements a second that were compiled', of: ({ rates }) => rates.compilationsPerSecond },
  {
    name: 'Page reads',
    unit: '/s',
    meaning: 'Pages of 8 KB a second that were read from disk',
    of: ({ rates }) => rates.pageReadsPerSecond,
  },
  {
    name: 'Page writes',
    unit: '/s',
    meaning: 'Pages of 8 KB a second that were written to disk',
    of: ({ rates }) => rates.pageWritesPerSecond,
  },
  { name: 'Lock waits', unit: '/s', meaning: 'Requests for a lock a second that had to wait', of: ({ rates }) => rates.lockWaitsPerSecond },
  { name: 'Deadlocks', unit: '/s', meaning: 'Deadlocks a second', of: ({ rates }) => rates.deadlocksPerSecond },
  { name: 'Errors', unit: '/s', meaning: 'Errors a second that SQL Server counts', of: ({ rates }) => rates.errorsPerSecond },
  {
    name: 'Page life',
    unit: ' s',
    meaning: 'Seconds that a page is expected to stay in memory',
    of: ({ gauges }) => gauges.pageLifeSeconds,
  },
  { name: 'Blocked', unit: '', meaning: 'Processes that another one blocks', of: ({ gauges }) => gauges.blocked },
  {
    name: 'Memory grants pending',
    unit: '',
    meaning: 'Queries that wait for memory before they can begin',
    of: ({ gauges }) => gauges.grantsPending,
  },
  {
    name: 'Free in tempdb',
    unit: 'B',
    meaning: 'Bytes in the files of tempdb that nothing uses',
    of: ({ gauges }) => gauges.tempdbFreeBytes,
  },
];

/** Of what an instance waits for. */
export const WAIT_FIGURES: readonly FigureOf<WaitsView>[] = [
  {
    ...{ name: 'Waiting', unit: ' ms/s' },
    meaning: 'Milliseconds of waiting in each second, over all kinds of waits that are shown: 1,000 is one task that waits all the time',
    of: ({ waits }) => waits?.reduce((sum, { msPerSecond }) => sum + msPerSecond, 0) ?? null,
  },
];

/** Of a volume. */
export const VOLUME_FIGURES: readonly FigureOf<VolumeView>[] = [
  { name: 'Free', unit: 'B', meaning: 'Bytes of the volume that are free', of: ({ volume }) => volume.freeBytes },
  { name: 'Read latency', unit: ' ms', meaning: 'How long one read from its files took on average', of: ({ latency }) => latency.readMs },
  { name: 'Write latency', unit: ' ms', meaning: 'How long one write to its files took on average', of: ({ latency }) => latency.writeMs },
  {
    name: 'Bytes read',
    unit: 'B/s',
    meaning: 'Bytes a second that were read from its files',
    of: ({ latency }) => latency.readBytesPerSecond,
  },
  {
    name: 'Bytes written',
    unit: 'B/s',
    meaning: 'Bytes a second that were written to its files',
    of: ({ latency }) => latency.writtenBytesPerSecond,
  },
];

/** Of a database. */
export const DATABASE_FIGURES: readonly FigureOf<DatabaseView>[] = [
  { name: 'Data', unit: 'B', meaning: 'Bytes of the files of the data of the database', of: ({ database }) => database.dataBytes },
  { name: 'Log size', unit: 'B', meaning: 'Bytes of the files of the log of the database', of: ({ database }) => database.logBytes },
  { name: 'Log used', unit: 'B', meaning: 'Bytes of the log of the database that are in use', of: ({ database }) => database.logUsedBytes },
];
