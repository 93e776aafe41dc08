import type { Caller } from './caller.ts';
import { isAdmin, may, RIGHTS, type ViewerRight } from './rights.ts';

/** Who looks, as pages are told: plain data. `systems` holds the configured systems for which each right is given; `key` tells two sign-ins apart, and the walls of two tokens. */
export type Viewer = {
  is: Caller['is'];
  name: string;
  key: string;
  systems: Record<ViewerRight, string[]>;
  isAdmin: boolean;
  expiresAt: number | null;
  hadSession: boolean;
  /** Why the token in the cookie of this wall lets nobody in, in words. */
  wallRefusal?: string;
};

/** What a page may know of a caller, over these systems. */
export function viewerOf(caller: Caller, systems: readonly string[]): Viewer {
  const given = (right: ViewerRight): string[] => systems.filter((system) => may(caller.grants, right, system));
  const rights = Object.fromEntries(RIGHTS.map((right) => [right, given(right)])) as Record<ViewerRight, string[]>;
  return {
    is: caller.is,
    name: caller.name,
    key: keyOf(caller),
    systems: rights,
    isAdmin: isAdmin(caller.grants),
    expiresAt: caller.is === 'user' ? caller.expiresAt : null,
    hadSession: caller.is === 'anonymous' && caller.hadSession,
    ...(caller.is === 'anonymous' && caller.wallRefusal !== undefined ? { wallRefusal: caller.wallRefusal } : {}),
  };
}

// No session has a colon in its id.
function keyOf(caller: Caller): string {
  switch (caller.is) {
    case 'user':
      return caller.session;
    case 'wall':
      return `wall:${caller.name}`;
    case 'token':
    case 'anonymous':
    case 'timer':
      return caller.is;
  }
}
