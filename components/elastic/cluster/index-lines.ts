import type { Status } from '#lib/status.ts';
import { INDICES, VOLUME } from '#lib/systems/elastic/model.ts';
import type { IndexView, VolumeView } from '#lib/systems/elastic/model-data.ts';
import { type ClusterLine, rowsIn } from '../lines.ts';
import { colorStatus } from '../words.ts';

/** An index: what its health says, and what is in it; null where that does not tell of it. */
export type IndexLine = { name: string; health: IndexView | null; volume: VolumeView | null };

/** All indices that anything tells of, the worst first and then by name. */
export function toIndices({ told }: Pick<ClusterLine, 'told'>): IndexLine[] {
  const health = new Map(rowsIn(told.get(INDICES), 'index').map(({ view }) => [view.name, view]));
  const volume = new Map(rowsIn(told.get(VOLUME), 'volume').map(({ view }) => [view.name, view]));
  const names = new Set([...health.keys(), ...volume.keys()]);
  return [...names]
    .map((name) => ({ name, health: health.get(name) ?? null, volume: volume.get(name) ?? null }))
    .toSorted((a, b) => rank(a) - rank(b) || compare(a.name, b.name));
}

/** How an index is by its colour; unknown where its health is not told. */
export function statusOfIndex({ health }: IndexLine): Status {
  return health === null ? 'unknown' : colorStatus(health.color);
}

const RANK: Readonly<Partial<Record<Status, number>>> = { critical: 0, warning: 1, unknown: 2 };

function rank(line: IndexLine): number {
  return RANK[statusOfIndex(line)] ?? 3;
}

/** Of the product itself: its name begins with a dot, and it is not behind a data stream. */
export function isHidden({ name }: Pick<IndexLine, 'name'>): boolean {
  return name.startsWith('.') && !/^\.(ds|partial|restored)-/.test(name);
}

/** Those that are shown: all whose name or colour holds every word of the filter; of hidden ones without a filter only those in trouble, unless all are wanted. */
export function shownIndices(lines: readonly IndexLine[], { filter, withHidden }: { filter: string; withHidden: boolean }): IndexLine[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return lines.filter((line) => {
    if (words.length > 0) return words.every((word) => `${line.name} ${line.health?.color ?? 'unknown'}`.toLowerCase().includes(word));
    return withHidden || !isHidden(line) || statusOfIndex(line) !== 'ok';
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
