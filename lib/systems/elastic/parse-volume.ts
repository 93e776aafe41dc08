import { JsonPart } from './json-part.ts';
import type { IndexVolume, VolumeInfo } from './model-data.ts';
import type { RawVolume } from './raw.ts';

/** Reads `_stats`. Copies of shards that did not answer are in none of its sums, and counted. */
export function parseVolume({ by, product, stats }: RawVolume): VolumeInfo {
  const told = new JsonPart(stats, '');
  const failed = told.neededPart('_shards').count('failed');
  const indices = told.part('indices').entries().map(parseIndex);
  return { ...{ by, product, indices }, ...(failed === null ? {} : { failedShards: failed }) };
}

function parseIndex([name, told]: [string, JsonPart]): IndexVolume {
  const [primaries, total] = [told.part('primaries'), told.part('total')];
  return {
    name,
    docs: primaries.part('docs').count('count'),
    deletedDocs: primaries.part('docs').count('deleted'),
    primaryBytes: primaries.part('store').count('size_in_bytes'),
    totalBytes: total.part('store').count('size_in_bytes'),
    searches: total.part('search').count('query_total'),
    indexed: primaries.part('indexing').count('index_total'),
  };
}
