import type { Grants, Right } from './rights.ts';

/** What anybody may do who has not signed in: look at these systems. */
export function anonymousGrants(systems: readonly string[]): Grants {
  return { all: [], systems: Object.fromEntries(systems.map((system): [string, readonly Right[]] => [system, ['view']])) };
}

/** All rights of both. */
export function addGrants(one: Grants, other: Grants): Grants {
  const names = new Set([...Object.keys(one.systems), ...Object.keys(other.systems)]);
  const systems = [...names].map((name): [string, readonly Right[]] => [name, union(one.systems[name], other.systems[name])]);
  return { all: union(one.all, other.all), systems: Object.fromEntries(systems) };
}

function union(one: readonly Right[] = [], other: readonly Right[] = []): readonly Right[] {
  return [...new Set([...one, ...other])];
}
