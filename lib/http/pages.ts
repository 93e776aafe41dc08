import type { Caller } from '../access/caller.ts';
import { missingRight, type Need } from './route.ts';

/** A page that Next draws, and who may open it. A part of the path in brackets stands for any one name. Pages hold no readings: those come over the stream, which asks for rights by itself. */
type Page = { path: string; need: Need<null> };

const view = (system: string): Need<null> => ({ is: 'view', of: () => system });

/** Every page there is. What is neither here nor in the route table is 404. */
export const pages: readonly Page[] = [
  { path: '/', need: { is: 'some view' } },
  { path: '/issues', need: { is: 'some view' } },
  { path: '/sign-in', need: { is: 'nothing' } },
  { path: '/haproxy', need: view('haproxy') },
  { path: '/haproxy/servers', need: view('haproxy') },
  { path: '/haproxy/servers/[server]', need: view('haproxy') },
  { path: '/haproxy/frontends', need: view('haproxy') },
  { path: '/haproxy/proxies/[proxy]', need: view('haproxy') },
  { path: '/sql', need: view('sql') },
  { path: '/sql/instances', need: view('sql') },
  { path: '/sql/nodes/[group]/[node]', need: view('sql') },
  { path: '/redis', need: view('redis') },
  { path: '/redis/nodes/[group]/[node]', need: view('redis') },
  { path: '/elastic', need: view('elastic') },
  { path: '/elastic/clusters/[group]', need: view('elastic') },
  { path: '/elastic/clusters/[group]/members/[member]', need: view('elastic') },
  { path: '/exceptions', need: view('exceptions') },
  { path: '/exceptions/[store]', need: view('exceptions') },
  { path: '/exceptions/[store]/[guid]', need: view('exceptions') },
  { path: '/hosts', need: { is: 'some view' } },
  { path: '/hosts/[host]', need: { is: 'some view' } },
  { path: '/charts', need: { is: 'some view' } },
  { path: '/pollers', need: { is: 'some view' } },
  { path: '/doctor', need: { is: 'some view' } },
  { path: '/timeline', need: { is: 'some view' } },
  { path: '/audit', need: { is: 'some view' } },
  { path: '/tv', need: { is: 'some view' } },
  { path: '/sessions', need: { is: 'a session' } },
  { path: '/about', need: { is: 'some view' } },
];

/** The requests of next-auth that Vigil uses, and no others: of its routes those that signing in and out with a name and a password needs. */
export const signInRoutes: readonly { method: 'GET' | 'POST'; path: string }[] = [
  { method: 'GET', path: '/api/auth/csrf' },
  { method: 'GET', path: '/api/auth/providers' },
  { method: 'POST', path: '/api/auth/callback/credentials' },
  { method: 'POST', path: '/api/auth/signout' },
];

/** The page at a path as it was sent, or null. A name in it is percent-encoded, of one part, and holds no percent sign itself and nothing that cannot be seen. */
export function pageAt(path: string): Page | null {
  const parts = path.split('/');
  return pages.find((page) => fits(page.path.split('/'), parts)) ?? null;
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return (
    pattern.length === parts.length && pattern.every((own, index) => (own.startsWith('[') ? isName(parts[index]) : own === parts[index]))
  );
}

function isName(part = ''): boolean {
  if (!/^[\w.:~%!$&'()*+,;=@-]+$/.test(part)) return false;
  try {
    const name = decodeURIComponent(part);
    return !/[\p{Cc}/\\%]/u.test(name) && name !== '.' && name !== '..';
  } catch {
    return false;
  }
}

/** What this caller lacks to open a page, in words; null where he lacks nothing, or there is no such page. */
export function missingForPage(path: string, caller: Caller): string | null {
  const page = pageAt(path);
  return page ? missingRight(page.need, caller, null) : null;
}
