import type { FigureOf } from '../../system.ts';
import type { RedisView } from './model.ts';

/** The figures of a node whose last values are kept. A unit of B is bytes, for whoever writes them. */
export const ROW_FIGURES = [
  {
    name: 'Commands',
    unit: '/s',
    meaning: 'Commands carried out a second, by the word of the node',
    of: ({ opsPerSecond }) => opsPerSecond,
  },
  {
    ...{ name: 'Memory', unit: 'B' },
    meaning: 'Bytes that the node uses for its data and for itself (used_memory)',
    of: ({ memory }) => memory.usedBytes,
  },
  { name: 'Clients', unit: '', meaning: 'Connections of clients that are open, without those of replicas', of: ({ clients }) => clients },
  {
    ...{ name: 'Written', unit: 'B/s' },
    meaning: 'Bytes of commands a second that were written to its history, of a replica those that it carried out',
    of: ({ offsetPerSecond }) => offsetPerSecond,
  },
  {
    ...{ name: 'Hits', unit: '%' },
    meaning: 'Share of the reads that found their key, over the readings that are kept',
    of: ({ hitRatio }) => (hitRatio === null ? null : hitRatio * 100),
  },
  { name: 'Evicted', unit: '/s', meaning: 'Keys a second that were dropped to make room', of: ({ evictedPerSecond }) => evictedPerSecond },
  { name: 'Network in', unit: 'B/s', meaning: 'Bytes a second that came in', of: ({ netInPerSecond }) => netInPerSecond },
  { name: 'Network out', unit: 'B/s', meaning: 'Bytes a second that went out', of: ({ netOutPerSecond }) => netOutPerSecond },
  {
    ...{ name: 'Received, not carried out', unit: 'B' },
    meaning: 'Bytes of its master that a replica has received and not carried out yet',
    of: ({ link }) => (link?.readOffset == null || link.appliedOffset === null ? null : link.readOffset - link.appliedOffset),
  },
  {
    ...{ name: 'Silence of its master', unit: ' s' },
    meaning: 'Seconds since a replica last heard from its master',
    of: ({ link }) => link?.lastIoSeconds ?? null,
  },
] as const satisfies readonly FigureOf<RedisView>[];

export type RowFigureName = (typeof ROW_FIGURES)[number]['name'];

/** The values of the figures that the page draws, as the row shows them. */
export function trendValues(view: RedisView): readonly (number | null)[] {
  return ROW_FIGURES.map(({ of }) => of(view));
}
