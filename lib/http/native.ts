import type { IncomingMessage } from 'node:http';
import type { Caller } from '../access/caller.ts';
import { HttpProblem, readJson } from './answer.ts';
import { checkOrigin } from './guard.ts';
import type { RateLimits } from './rate-limits.ts';
import { type Call, checkNeed, type Route } from './route.ts';
import { routes } from './routes.ts';

const PREFIXES = ['/live/', '/api/v1/'];

/** True for a path that belongs to the route table and not to the pages. */
export function isNative(path: string): boolean {
  return PREFIXES.some((prefix) => path.startsWith(prefix));
}

/** Answers a request of the table: method, rate, origin, right, input, right on what the input names, and then the handler. Throws HttpProblem. */
export async function answerNative(arrived: Omit<Call<unknown>, 'input'>, host: string, limits: RateLimits): Promise<void> {
  const { request, caller } = arrived;
  const route = findRoute(request);
  await limits.check(route.rate, caller);
  try {
    // The token of a wall is sent by its browser on its own, as every cookie is.
    if (route.origin === 'own' && caller.is !== 'token') checkOrigin(request, host);
    checkSomewhere(route, caller);
    const input = await readInput(route, request);
    checkNeed(route.need, caller, input);
    await route.handle({ ...arrived, input });
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 403) noteRefusal(arrived, route, error);
    throw error;
  }
}

// Whoever has the right nowhere is refused before his input is even read.
function checkSomewhere({ need }: Route, caller: Caller): void {
  if (!('of' in need)) {
    checkNeed(need, caller, null);
    return;
  }
  const { is: right } = need;
  const hasSome = [caller.grants.all, ...Object.values(caller.grants.systems)].some((rights) => rights.includes(right));
  if (!hasSome) checkNeed({ is: right, of: () => 'a system' }, caller, null);
}

/** Somebody who is known tried to do what he may not: that stands in the audit. */
function noteRefusal({ engine, caller }: Omit<Call<unknown>, 'input'>, { method, path, need }: Route, error: HttpProblem): void {
  if (caller.is === 'anonymous') return;
  if (need.is === 'act' || need.is === 'some act' || need.is === 'mark' || need.is === 'admin')
    engine.actions.noteRefused(caller, `${method} ${path}`, error.message);
}

async function readInput({ method, input, usage, repeats }: Route, request: IncomingMessage): Promise<unknown> {
  const raw = method === 'GET' ? readQuery(request.url ?? '/', repeats) : await readJson(request);
  const read = input.safeParse(raw);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const where = issue?.path.join('.');
  throw new HttpProblem(400, `${usage} (${where ? `${where}: ` : ''}${issue?.message ?? 'not understood'})`, { code: 'input' });
}

function readQuery(url: string, repeats: string | undefined): Record<string, string | string[]> {
  const query = new URL(url, 'http://localhost').searchParams;
  const names = [...query.keys()].filter((name) => name !== repeats);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new HttpProblem(400, `"${twice.slice(0, 50)}" stands in the query twice`, { code: 'input' });
  const list = repeats === undefined || !query.has(repeats) ? {} : { [repeats]: query.getAll(repeats) };
  return { ...Object.fromEntries(query), ...list };
}

function findRoute(request: IncomingMessage): Route {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const found = routes.filter((route) => route.path === path);
  if (found.length === 0) throw new HttpProblem(404, 'no such address');
  const route = found.find(({ method }) => method === request.method);
  const allowed = found.map(({ method }) => method).join(', ');
  if (!route) throw new HttpProblem(405, `this address takes ${allowed}`, { headers: { allow: allowed } });
  return route;
}
