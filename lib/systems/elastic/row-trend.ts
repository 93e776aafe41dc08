import type { FigureOf } from '../../system.ts';
import type { MemberView } from './model.ts';

export const SEARCHES = { name: 'Searches', unit: '/s', meaning: 'Searches a second, in each shard that was searched' };
export const INDEXED = { name: 'Indexed', unit: '/s', meaning: 'Documents a second that were indexed, in each copy of a shard' };

/** The figures of a member whose last values are kept, for the lines on the pages. */
export const MEMBER_TRENDS = [
  { ...SEARCHES, of: ({ rates }) => rates.searchesPerSecond },
  { ...INDEXED, of: ({ rates }) => rates.indexingPerSecond },
  { name: 'Processor', unit: ' %', meaning: 'Share of the processors of its machine that is in use', of: ({ cpuPercent }) => cpuPercent },
  {
    ...{ name: 'Heap', unit: ' %' },
    meaning: 'Share of the heap of its Java process that is in use',
    of: ({ heapUsedBytes, heapMaxBytes }) =>
      heapUsedBytes === null || heapMaxBytes === null ? null : (heapUsedBytes / heapMaxBytes) * 100,
  },
] as const satisfies readonly FigureOf<MemberView>[];
