import type { Caller } from '../access/caller.ts';
import { missingRight, type Need } from './route.ts';

/** A page that Next draws, and who may open it. Pages hold no readings: those come over the stream, which asks for rights by itself. */
type Page = { path: string; need: Need<null> };

const view = (system: string): Need<null> => ({ is: 'view', of: () => system });

/** Every page there is. What is neither here nor in the route table is 404. */
export const pages: readonly Page[] = [
  { path: '/', need: { is: 'some view' } },
  { path: '/sign-in', need: { is: 'nothing' } },
  { path: '/haproxy', need: view('haproxy') },
  { path: '/pollers', need: { is: 'some view' } },
  { path: '/audit', need: { is: 'some view' } },
  { path: '/sessions', need: { is: 'a session' } },
];

/** The requests of next-auth that Vigil uses, and no others: of its routes those that signing in and out with a name and a password needs. */
export const signInRoutes: readonly { method: 'GET' | 'POST'; path: string }[] = [
  { method: 'GET', path: '/api/auth/csrf' },
  { method: 'GET', path: '/api/auth/providers' },
  { method: 'POST', path: '/api/auth/callback/credentials' },
  { method: 'POST', path: '/api/auth/signout' },
];

/** What this caller lacks to open a page, in words; null where he lacks nothing, or there is no such page. */
export function missingForPage(path: string, caller: Caller): string | null {
  const page = pages.find((page) => page.path === path);
  return page ? missingRight(page.need, caller, null) : null;
}
