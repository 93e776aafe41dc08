/** How many ids a zone has. */
export const ZONE_SIZE = 4_096;

/**
 * When the newest row of each run of ids was made: ids are given in the order of arrival and times by the clocks of many machines, so that no index tells from which id on the rows of a time are.
 * A zone is whole once a higher id was seen: its times never change after that. Complete down to `fromZone`; everything above `toZone` is not in it yet.
 */
export type ZoneMap = { newest: ReadonlyMap<number, number>; fromZone: number; toZone: number };

/** A map of nothing, of a table whose highest id is `lastId`. */
export function emptyZones(lastId: number): ZoneMap {
  const zone = zoneOf(lastId);
  return { newest: new Map(), fromZone: zone, toZone: zone };
}

export function zoneOf(id: number): number {
  return Math.floor(id / ZONE_SIZE);
}

/**
 * The lowest id from which on no row can be missed that was made at `at` (epoch ms) or later. Zero as long as the map does not reach the beginning of the table and all of it that is known is newer:
 * what is not known may hold such a row, unless `isTrusting`, which takes a run of so many old zones for the end.
 */
export function lowestId({ newest, fromZone, toZone }: ZoneMap, at: number, isTrusting = false): number {
  let lowest = toZone;
  let oldZones = 0;
  for (let zone = toZone - 1; zone >= fromZone; zone -= 1) {
    const made = newest.get(zone);
    if (made === undefined) continue;
    if (made >= at) {
      lowest = zone;
      oldZones = 0;
    } else oldZones += 1;
  }
  const isKnown = fromZone <= 0 || (isTrusting && oldZones >= OLD_ZONES);
  return isKnown ? lowest * ZONE_SIZE : 0;
}

/** So many zones in a row in which nothing is as new as was looked for. */
export const OLD_ZONES = 4;
