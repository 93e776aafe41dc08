import type * as z from 'zod';
import type { Misfit } from '#lib/section.ts';
import { line, mapping } from '#lib/settings.ts';

/** Why each system is not watched that has a place on the board all the same, by its name: one line for people. */
export type Unwatched = Readonly<Record<string, string>>;

const EXAMPLE = 'the data team watches them by themselves';

/** The `unwatched` section: a line for each of some systems. */
export function unwatchedSchema(systems: readonly string[]): z.ZodType<Unwatched> {
  return mapping(Object.fromEntries(systems.map((name) => [name, line(EXAMPLE, 300).exactOptional()]))).prefault(
    {},
  ) as z.ZodType<Unwatched>;
}

/** A system that is watched after all. */
export function checkUnwatched(raw: object, systems: readonly string[]): Misfit[] {
  const written: unknown = Reflect.get(raw, 'unwatched');
  if (typeof written !== 'object' || written === null) return [];
  return systems
    .filter((name) => Object.hasOwn(written, name) && Object.hasOwn(raw, name))
    .map((name) => ({ path: ['unwatched', name], message: `is watched: ${name}: configures it; take one of the two out` }));
}
