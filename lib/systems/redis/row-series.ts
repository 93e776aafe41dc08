import { type FigureOf, type RowSeries, rowSeries } from '../../system.ts';
import type { RedisView } from './model.ts';
import { ROW_FIGURES } from './row-trend.ts';
import { INFO } from './witness-parties.ts';

const MORE_FIGURES: readonly FigureOf<RedisView>[] = [
  { name: 'Keys', unit: '', meaning: 'Keys in all its databases', of: ({ keys }) => keys },
  { name: 'Expired', unit: '/s', meaning: 'Keys a second whose time was over', of: ({ expiredPerSecond }) => expiredPerSecond },
  {
    ...{ name: 'Resident memory', unit: 'B' },
    meaning: 'Bytes that the system has given to the process (used_memory_rss)',
    of: ({ memory }) => memory.residentBytes,
  },
  {
    ...{ name: 'Fragmentation', unit: '' },
    meaning: 'Resident memory by used memory: far above 1 is memory that nothing uses, below 1 is memory that was swapped out',
    of: ({ memory }) => memory.fragmentation,
  },
  { name: 'Blocked clients', unit: '', meaning: 'Clients that wait in a blocking command', of: ({ blockedClients }) => blockedClients },
  { name: 'Replicas', unit: '', meaning: 'Replicas that are connected to it, by its own word', of: ({ replicas }) => replicas.length },
  {
    ...{ name: 'Lag of its replicas', unit: ' s' },
    meaning: 'Seconds since it last heard from the replica that is silent longest, by its own word',
    of: ({ replicas }) => most(replicas.map(({ lagSeconds }) => lagSeconds)),
  },
  {
    ...{ name: 'Unsaved changes', unit: '' },
    meaning: 'Changes since the last snapshot was written to disk',
    of: ({ persistence }) => persistence.rdb.changesSince,
  },
  {
    ...{ name: 'Room for a fork', unit: 'B' },
    meaning: 'Bytes that the machine would have left besides this process, if nothing else ran on it',
    of: ({ forkRoomBytes }) => forkRoomBytes,
  },
];

/** What is kept of a node. */
export const ROW_SERIES: readonly RowSeries[] = [rowSeries<RedisView>(INFO, [...ROW_FIGURES, ...MORE_FIGURES])];

function most(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((found, one) => (one === null ? found : Math.max(found ?? one, one)), null);
}
