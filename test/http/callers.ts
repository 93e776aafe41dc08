import type { Grants } from '#lib/access/rights.ts';

/** Every kind of caller there is. */
export const CALLERS = [
  'anonymous',
  'viewer',
  'other viewer',
  'admin',
  'expired',
  'ended',
  'view token',
  'act token',
  'revoked token',
  'unknown token',
  'token with cookie',
  'wall',
  'session beside wall',
  'ended session beside wall',
  'wall of a revoked token',
  'wall of an unknown token',
  'wall of an act token',
  'token with wall',
] as const;
export type CallerName = (typeof CALLERS)[number];

/** The status for each kind of caller, given input that is in order: a wall is a browser of somebody who may view everything. `viewer` may view haproxy, `other viewer` only the other system. */
export type Expected = Record<'anonymous' | 'viewer' | 'other' | 'admin' | 'viewToken' | 'actToken', number>;

/** In the order of the type. */
type Statuses = [anonymous: number, viewer: number, other: number, admin: number, viewToken: number, actToken: number];

export function expectedOf([anonymous, viewer, other, admin, viewToken, actToken]: Statuses): Expected {
  return { anonymous, viewer, other, admin, viewToken, actToken };
}

export const VIEW: Grants = { all: [], systems: { haproxy: ['view'] } };
export const ACT: Grants = { all: [], systems: { haproxy: ['view', 'act'] } };
export const VIEW_ALL: Grants = { all: ['view'], systems: {} };
export const TOKENS = {
  wall: `vigil_${'w'.repeat(43)}`,
  view: `vigil_${'v'.repeat(43)}`,
  act: `vigil_${'a'.repeat(43)}`,
  revoked: `vigil_${'r'.repeat(43)}`,
};

/** What the session cookies of these callers hold. */
export type Cookies = Record<'viewer' | 'other' | 'admin' | 'expired' | 'ended', string>;

/** The headers by which a server on this port knows a caller. */
export function callerHeaders(caller: CallerName, port: number, cookies: Cookies): Record<string, string> {
  const cookie = (value: string) => ({ cookie: `vigil-session-${port}=${value}` });
  const wall = (token: string) => `vigil-wall-${port}=${token}`;
  const both = (session: string, token: string) => ({ cookie: `${cookie(session).cookie}; ${wall(token)}` });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  switch (caller) {
    case 'anonymous':
      return {};
    case 'viewer':
      return cookie(cookies.viewer);
    case 'other viewer':
      return cookie(cookies.other);
    case 'admin':
      return cookie(cookies.admin);
    case 'expired':
      return cookie(cookies.expired);
    case 'ended':
      return cookie(cookies.ended);
    case 'view token':
      return bearer(TOKENS.view);
    case 'act token':
      return bearer(TOKENS.act);
    case 'revoked token':
      return bearer(TOKENS.revoked);
    case 'unknown token':
      return bearer(`vigil_${'u'.repeat(43)}`);
    case 'token with cookie':
      return { ...bearer(TOKENS.act), ...cookie(cookies.admin) };
    case 'wall':
      return { cookie: wall(TOKENS.wall) };
    case 'session beside wall':
      return both(cookies.other, TOKENS.wall);
    case 'ended session beside wall':
      return both(cookies.ended, TOKENS.wall);
    case 'wall of a revoked token':
      return { cookie: wall(TOKENS.revoked) };
    case 'wall of an unknown token':
      return { cookie: wall(`vigil_${'u'.repeat(43)}`) };
    case 'wall of an act token':
      return { cookie: wall(TOKENS.act) };
    case 'token with wall':
      return { ...bearer(TOKENS.view), cookie: wall(TOKENS.wall) };
  }
}

/** What a caller is answered, by what is expected of his kind. */
export function statusFor(expected: Expected, caller: CallerName): number {
  switch (caller) {
    case 'anonymous':
    case 'expired':
    case 'ended':
    case 'wall of a revoked token':
    case 'wall of an unknown token':
    case 'wall of an act token':
      return expected.anonymous;
    case 'viewer':
      return expected.viewer;
    case 'other viewer':
    case 'session beside wall':
      return expected.other;
    case 'admin':
      return expected.admin;
    case 'view token':
    case 'wall':
    case 'ended session beside wall':
      return expected.viewToken;
    case 'act token':
      return expected.actToken;
    case 'revoked token':
    case 'unknown token':
      return 401;
    case 'token with cookie':
    case 'token with wall':
      return 400;
  }
}
