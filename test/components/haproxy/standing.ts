import { type ServerLine, toServerLines } from '#components/haproxy/server-lines.ts';
import { type Place, placesByServer } from '#components/haproxy/standing.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { MOMENT } from '../estate.ts';
import { judged } from '../hosts/judged.ts';

/** The places of one server name, by some instances. */
export function placesOf(name: string, parts: readonly Part[], moment: Moment = MOMENT): readonly Place[] {
  return placesByServer(judged(parts, moment)).get(name) ?? [];
}

/** All server names as the list has them. */
export function linesOf(parts: readonly Part[], moment: Moment = MOMENT): ServerLine[] {
  return toServerLines(placesByServer(judged(parts, moment)));
}
