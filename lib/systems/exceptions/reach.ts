import { rollupOf, type StoreNode } from './connection.ts';
import type { Reach } from './filter-clause.ts';
import type { ErrorFilter } from './model-list.ts';
import { lowestId } from './zone-map.ts';

/** So many rows of a shape are looked at, the newest first. */
export const MOST_OF_SHAPE = 2_000;

/** Works out what the table does not know of a filter: its group, its shape, and from which id on its time can be. */
export function reachOf({ settings, learned, shapes }: StoreNode, filter: ErrorFilter, upToId: number | null): Reach {
  const { seenFrom } = filter;
  const rollupMs = rollupOf({ settings, learned });
  const at = seenFrom === null ? null : seenFrom - rollupMs;
  return {
    filter,
    apps: appsOf(settings.teams, filter.team),
    ids: filter.shape === null ? null : newestOf(shapes, filter.shape),
    fromId: at === null || learned.zones === null ? 0 : lowestId(learned.zones, at),
    upToId,
    rollupMs,
  };
}

/** The newest rows of some shapes. */
function newestOf(shapes: StoreNode['shapes'], list: string): readonly number[] {
  const ids = list.split(',').flatMap((shape) => shapes.newestIdsOf(shape, MOST_OF_SHAPE));
  return ids.toSorted((a, b) => b - a).slice(0, MOST_OF_SHAPE);
}

/** The next rows of some shapes from an id on, ascending. */
export function nextOf(shapes: StoreNode['shapes'], list: string, { fromId, most }: { fromId: number; most: number }): readonly number[] {
  const ids = list.split(',').flatMap((shape) => shapes.idsOf(shape, { fromId, most }));
  return ids.toSorted((a, b) => a - b).slice(0, most);
}

/** '' is what stands in no group. A group that is not configured holds nothing. */
export function appsOf(teams: StoreNode['settings']['teams'], team: string | null): Reach['apps'] {
  if (team === null) return null;
  if (team === '') return { names: [...new Set(teams.flatMap(({ applications }) => applications))], isNot: true };
  return { names: teams.find(({ name }) => name === team)?.applications ?? [], isNot: false };
}
