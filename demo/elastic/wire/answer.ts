import type { IncomingHttpHeaders } from 'node:http';
import { type Cluster, nodeOf, Refusal } from '../model/cluster.ts';
import { viewOf } from '../model/view.ts';
import { checkRight, userOf, type WireUser } from './access.ts';
import type { Ask, Method } from './ask.ts';
import { filterByPath } from './filter-path.ts';
import { mediaOf, productHeader } from './media.ts';
import { checkParameters, timeOf } from './parameters.ts';
import { isOpenFrom, type Release } from './release.ts';
import { findRoute } from './routes.ts';
import { illegalArgument, problem, WireError } from './wire-error.ts';

/** A request as it came to a node. */
export type Request = { method: string; target: string; headers: IncomingHttpHeaders; body: string };
/** `afterMs`: how long the server takes its time, as it does while it waits for a master. */
export type Response = { status: number; headers: Record<string, string>; body: string; afterMs: number };

export type Asked = { cluster: Cluster; node: string; users: readonly WireUser[] | null; now: number };

const MASTER_PATIENCE_MS = 30_000;

/** What a node of the cluster answers to a request, as its version does. */
export function answer(asked: Asked, request: Request): Response {
  const node = nodeOf(asked.cluster, asked.node);
  const release: Release = { is: asked.cluster.product, version: node.version };
  const url = new URL(request.target, 'http://node');
  try {
    const type = mediaOf(release, request.headers, request.body !== '');
    try {
      return written(serve(asked, { release, url, request }), { release, url, type, isHead: request.method === 'HEAD' });
    } catch (error) {
      return refused(error, { release, url, type });
    }
  } catch (error) {
    return refused(error, { release, url, type: 'application/json; charset=UTF-8' });
  }
}

type Came = { release: Release; url: URL; request: Request };

function serve(asked: Asked, { release, url, request }: Came): unknown {
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
  const user = userOf(release, asked.users, { headers: request.headers, path });
  const { route, parts } = findRoute(release, request.method as Method, path);
  checkParameters(path, url.searchParams, route.parameters?.(release) ?? []);
  const view = viewOf(asked.cluster, asked.node);
  if (view === null) throw new Error(`stand-in: ${asked.node} answers nobody`);
  const ask: Ask = {
    ...{ release, view, cluster: view.side, node: nodeOf(view.side, asked.node), user, method: request.method, path, parts },
    ...{ query: url.searchParams, body: bodyIn(request.body), now: asked.now },
  };
  checkRight(release, user, route);
  if (view.masterId === null && (route.needsMaster?.(ask) ?? false)) throw noMaster(ask);
  return route.serve(ask);
}

function bodyIn(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw problem(400, 'parse_exception', 'request body is not valid JSON');
  }
}

/** Servers wait for a master as long as they are told to before they say so. */
function noMaster({ release, query }: Ask): WireError {
  const type = isOpenFrom(release, 2) ? 'cluster_manager_not_discovered_exception' : 'master_not_discovered_exception';
  const told = query.has('cluster_manager_timeout') ? 'cluster_manager_timeout' : 'master_timeout';
  return Object.assign(problem(503, type, null), { afterMs: timeOf(query, told, MASTER_PATIENCE_MS) });
}

type Form = { release: Release; url: URL; type: string; isHead?: boolean };

function written(body: unknown, { release, url, type, isHead = false }: Form): Response {
  const headers = { ...productHeader(release), 'content-type': typeof body === 'string' ? 'text/plain; charset=UTF-8' : type };
  return { status: 200, headers, body: isHead ? '' : textOf(body, url), afterMs: 0 };
}

function refused(error: unknown, { release, url, type }: Form): Response {
  const told = error instanceof Refusal ? problem(error.status, error.type, error.message) : error;
  if (!(told instanceof WireError)) return broken(error);
  const headers = {
    ...productHeader(release),
    'content-type': typeof told.body === 'string' ? 'text/plain; charset=UTF-8' : type,
    ...told.headers,
  };
  const wait = 'afterMs' in told && typeof told.afterMs === 'number' ? told.afterMs : 0;
  return { status: told.status, headers, body: textOf(told.body, url), afterMs: wait };
}

/** A fault of the stand-in itself, which no product has. */
function broken(error: unknown): Response {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { type: 'stand_in_is_broken', reason }, status: 500 }),
    afterMs: 0,
  };
}

function textOf(body: unknown, { searchParams }: URL): string {
  if (typeof body === 'string') return body;
  const filters = searchParams.get('filter_path');
  if (filters === '') throw illegalArgument('request contains an empty filter_path');
  const shown = filters === null ? body : filterByPath(body, filters);
  return searchParams.has('pretty') ? `${JSON.stringify(shown, null, 2)}\n` : JSON.stringify(shown);
}
