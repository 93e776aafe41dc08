import type { IndexVolume, TotalView, VolumeInfo } from './model-data.ts';
import type { VolumeWindow } from './past.ts';

/** What an index was asked for and given a second; null where a counter is not known at both ends, or fell: a copy of a shard counts anew where it is started. */
export type VolumeRates = { searchesPerSecond: number | null; indexedPerSecond: number | null };

const NO_RATES: VolumeRates = { searchesPerSecond: null, indexedPerSecond: null };

/** A way to the rates of each index of the newest reading, by its place. None where copies did not answer one of the two: what they count would seem to come and go. */
export function volumeRates([newest, before]: VolumeWindow): (index: IndexVolume, place: number) => VolumeRates {
  const ms = before ? newest.observedAt - before.observedAt : 0;
  if (!before || ms <= 0 || !before.value.isWhole || newest.value.failedShards) return () => NO_RATES;
  const { names, searches, indexed } = before.value;
  let places: Map<string, number> | null = null;
  const placeOf = (name: string, place: number): number => {
    if (names[place] === name) return place;
    places ??= new Map(names.map((one, at) => [one, at]));
    return places.get(name) ?? -1;
  };
  return (index, place) => {
    const at = placeOf(index.name, place);
    const rate = (now: number | null, column: Float64Array): number | null => {
      const earlier = column[at];
      if (now === null || earlier === undefined || Number.isNaN(earlier) || now < earlier) return null;
      return ((now - earlier) * 1_000) / ms;
    };
    return { searchesPerSecond: rate(index.searches, searches), indexedPerSecond: rate(index.indexed, indexed) };
  };
}

type Sums = Omit<TotalView, 'kind' | 'indices' | 'failedShards'>;

/** All indices together. A sum of which any part is not known is not known. */
export function totalOf({ indices, failedShards }: VolumeInfo, rates: readonly VolumeRates[]): TotalView {
  const sum = (values: Iterable<number | null>): number | null => {
    let total = 0;
    for (const one of values) {
      if (one === null) return null;
      total += one;
    }
    return total;
  };
  const over = (of: (index: IndexVolume) => number | null): number | null => sum(indices.map(of));
  const sums: Sums = {
    docs: over(({ docs }) => docs),
    deletedDocs: over(({ deletedDocs }) => deletedDocs),
    primaryBytes: over(({ primaryBytes }) => primaryBytes),
    totalBytes: over(({ totalBytes }) => totalBytes),
    searches: over(({ searches }) => searches),
    indexed: over(({ indexed }) => indexed),
    searchesPerSecond: sum(rates.map(({ searchesPerSecond }) => searchesPerSecond)),
    indexedPerSecond: sum(rates.map(({ indexedPerSecond }) => indexedPerSecond)),
  };
  return { kind: 'total', ...sums, indices: indices.length, ...(failedShards === undefined ? {} : { failedShards }) };
}
