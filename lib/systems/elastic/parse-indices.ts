import { JsonPart } from './json-part.ts';
import type { IndexHealth, IndicesInfo } from './model-data.ts';
import { parseColor, parseShardCounts } from './parse-health.ts';
import type { RawIndices } from './raw.ts';

/** Reads the indices of `_cluster/health?level=indices`. A cluster without any tells its colour alone. */
export function parseIndices({ by, product, health }: RawIndices): IndicesInfo {
  const told = new JsonPart(health, '');
  parseColor(told);
  return { by, product, indices: told.part('indices').entries().map(parseIndex) };
}

function parseIndex([name, told]: [string, JsonPart]): IndexHealth {
  const [primaries, shards] = [told.neededCount('number_of_shards'), parseShardCounts(told)];
  const all = shards.active + shards.initializing + shards.unassigned;
  const copies = told.count('number_of_replicas') ?? (primaries === 0 ? 0 : Math.max(0, Math.round(all / primaries) - 1));
  return { name, color: parseColor(told), primaries, copies, shards };
}
