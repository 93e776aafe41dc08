import { type FigureOf, type RowSeries, rowSeries } from '../../system.ts';
import { ALLOCATION, type HoldingView, LOAD, type MemberView, VOLUME } from './model.ts';
import type { TotalView, VolumeView } from './model-data.ts';
import { INDEXED, MEMBER_TRENDS, SEARCHES } from './row-trend.ts';

/** What else is kept of a member. */
const MEMBER_FIGURES: readonly FigureOf<MemberView>[] = [
  ...MEMBER_TRENDS,
  { name: 'Search time', unit: ' ms', meaning: 'How long a search in one shard took on average', of: ({ rates }) => rates.searchMs },
  { name: 'Load', unit: '', meaning: 'Load average of its machine over one minute', of: ({ load1 }) => load1 },
  {
    name: 'Heap in use',
    unit: 'B',
    meaning: 'Bytes of the heap of its Java process that are in use',
    of: ({ heapUsedBytes }) => heapUsedBytes,
  },
  {
    ...{ name: 'Collecting', unit: ' %' },
    meaning: 'Share of its time that it spent collecting garbage',
    of: ({ rates }) => (rates.collectingRatio === null ? null : rates.collectingRatio * 100),
  },
  { name: 'Open files', unit: '', meaning: 'Files and sockets that it has open', of: ({ openFiles }) => openFiles },
  {
    ...{ name: 'Received', unit: 'B/s' },
    meaning: 'Bytes a second that came from other members',
    of: ({ rates }) => rates.receivedBytesPerSecond,
  },
  { name: 'Sent', unit: 'B/s', meaning: 'Bytes a second that went to other members', of: ({ rates }) => rates.sentBytesPerSecond },
  { name: 'Search queue', unit: '', meaning: 'Searches that wait for a thread', of: (view) => queueOf(view, 'search') },
  { name: 'Write queue', unit: '', meaning: 'Writes that wait for a thread', of: (view) => queueOf(view, 'write') },
  {
    ...{ name: 'Rejected', unit: '' },
    meaning: 'Searches and writes that were rejected within the readings that are kept',
    of: ({ rates }) => rates.rejected,
  },
  {
    name: 'Breaker trips',
    unit: '',
    meaning: 'How often a breaker tripped within the readings that are kept',
    of: ({ rates }) => rates.tripped,
  },
];

/** What is kept of what a member holds. */
const HOLDING_FIGURES: readonly FigureOf<HoldingView>[] = [
  { name: 'Shards', unit: '', meaning: 'Copies of shards that it holds', of: ({ shards }) => shards },
  { name: 'Disk in use', unit: 'B', meaning: 'Bytes of its disk that are in use, by whomever', of: ({ diskUsedBytes }) => diskUsedBytes },
  { name: 'Disk left', unit: 'B', meaning: 'Bytes of its disk that are left', of: ({ diskAvailableBytes }) => diskAvailableBytes },
  { name: 'Size', unit: 'B', meaning: 'Bytes that its shards take on disk', of: ({ indicesBytes }) => indicesBytes },
];

/** What is kept of an index, and of all together. */
const VOLUME_FIGURES: readonly FigureOf<VolumeView | TotalView>[] = [
  { name: 'Documents', unit: '', meaning: 'Documents in primary shards, those inside of others counted', of: ({ docs }) => docs },
  { name: 'Size', unit: 'B', meaning: 'Bytes on disk, all copies of shards together', of: ({ totalBytes }) => totalBytes },
  { ...SEARCHES, of: ({ searchesPerSecond }) => searchesPerSecond },
  { ...INDEXED, meaning: 'Documents a second that were indexed, in primary shards', of: ({ indexedPerSecond }) => indexedPerSecond },
];

/** What is kept of the rows: of members, of what they hold, of indices. */
export const ROW_SERIES: readonly RowSeries[] = [
  rowSeries(LOAD, MEMBER_FIGURES, ({ kind }) => kind === 'member'),
  rowSeries(ALLOCATION, HOLDING_FIGURES, ({ kind }) => kind === 'holding'),
  rowSeries(VOLUME, VOLUME_FIGURES),
];

function queueOf({ pools }: MemberView, pool: string): number | null {
  return pools.find(({ name }) => name === pool)?.queue ?? null;
}
