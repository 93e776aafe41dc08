import type { Caller } from './caller.ts';
import { isAdmin, may, RIGHTS, type Right } from './rights.ts';

/** Who looks, as pages are told: plain data. `systems` holds the configured systems for which each right is given; `key` tells two sign-ins apart. */
export type Viewer = {
  is: Caller['is'];
  name: string;
  key: string;
  systems: Record<Right, string[]>;
  isAdmin: boolean;
  expiresAt: number | null;
  hadSession: boolean;
};

/** What a page may know of a caller, over these systems. */
export function viewerOf(caller: Caller, systems: readonly string[]): Viewer {
  const given = (right: Right): string[] => systems.filter((system) => may(caller.grants, right, system));
  const rights = Object.fromEntries(RIGHTS.map((right) => [right, given(right)])) as Record<Right, string[]>;
  return {
    is: caller.is,
    name: caller.name,
    key: caller.is === 'user' ? caller.session : caller.is,
    systems: rights,
    isAdmin: isAdmin(caller.grants),
    expiresAt: caller.is === 'user' ? caller.expiresAt : null,
    hadSession: caller.is === 'anonymous' && caller.hadSession,
  };
}
