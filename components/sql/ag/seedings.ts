import type { ProbeRow } from '#lib/feed/events.ts';
import { type Ag, isPrimary } from './groups.ts';
import type { SeedingRow } from './nodes.ts';

/** A seeding of a group, as the end that knows it best tells it: `probe` is how that end is asked. */
export type ToldSeeding = SeedingRow & { probe: ProbeRow };

/**
 * The seedings of a group, each once though both ends tell it: by the word of the primary, which knows all of them, else by that of the replica. One that names no group is of that which has a
 * database of its name.
 */
export function seedingsOf({ id, replicas, databases }: Pick<Ag, 'id' | 'replicas' | 'databases'>): ToldSeeding[] {
  const names = new Set(databases.map(({ name }) => name.toLowerCase()));
  const ends = replicas.toSorted((a, b) => Number(isPrimary(b)) - Number(isPrimary(a)));
  const told = ends.flatMap(({ node }): ToldSeeding[] => {
    const probe = node?.seeding ?? null;
    return node === null || probe === null ? [] : node.seedings.map((one) => ({ ...one, probe }));
  });
  const own = told.filter(({ view: { seeding } }) =>
    seeding.groupId === null ? seeding.database !== null && names.has(seeding.database.toLowerCase()) : seeding.groupId === id,
  );
  return own.filter(({ row }, at) => own.findIndex((other) => other.row.id === row.id) === at);
}
