import type { RedisView } from './model.ts';

/** The figures of a node whose last values are kept. A unit of B is bytes, for whoever writes them. */
export const ROW_FIGURES = [
  { name: 'Commands', unit: '/s' },
  { name: 'Memory', unit: 'B' },
  { name: 'Clients', unit: '' },
  { name: 'Written', unit: 'B/s' },
  { name: 'Hits', unit: '%' },
  { name: 'Evicted', unit: '/s' },
  { name: 'Network in', unit: 'B/s' },
  { name: 'Network out', unit: 'B/s' },
  { name: 'Received, not carried out', unit: 'B' },
  { name: 'Silence of its master', unit: ' s' },
] as const;

export type RowFigureName = (typeof ROW_FIGURES)[number]['name'];

/** Their values, as the row shows them. */
export function trendValues(view: RedisView): readonly (number | null)[] {
  const { opsPerSecond, memory, clients, offsetPerSecond, hitRatio, evictedPerSecond, netInPerSecond, netOutPerSecond, link } = view;
  const waiting = link === null || link.readOffset === null || link.appliedOffset === null ? null : link.readOffset - link.appliedOffset;
  return [
    ...[opsPerSecond, memory.usedBytes, clients, offsetPerSecond, hitRatio === null ? null : hitRatio * 100],
    ...[evictedPerSecond, netInPerSecond, netOutPerSecond, waiting, link?.lastIoSeconds ?? null],
  ];
}
