import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/access.ts';
import { nobodyAt } from '../access/caller.ts';
import { HttpProblem, problemOf } from './answer.ts';
import type { RateLimits } from './rate-limits.ts';
import { cookieName } from './session-cookie.ts';
import { wallProblemPage } from './wall-problem.ts';

/** The page that a wall shows. */
export const WALL = '/tv';

/** The longest that browsers keep a cookie (RFC 6265bis, 5.5); each visit begins it anew. */
const KEPT_S = 400 * 86_400;

type Cookie = { isSecure: boolean; port: number };

type Parts = { access: Access; limits: RateLimits; cookie: Cookie; address: string };

/**
 * Takes the token in the address of a wall into a cookie and sends the browser to the same address without it, so that it stands in no history. False where the address
 * holds none. Throws HttpProblem, and sets nothing, for a token that may not view, or may do more than that.
 */
export async function letWallIn(
  { access, limits, cookie, address }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const token = url.searchParams.get('token');
  if (token === null || request.method !== 'GET') return false;
  const found = access.lookAtWall(token, address);
  if (found.is === 'refused') {
    await limits.check('token', nobodyAt(address));
    throw new HttpProblem(found.status, found.message);
  }
  url.searchParams.delete('token');
  keepWall(response, token, cookie);
  response.writeHead(303, { location: url.pathname + url.search, 'cache-control': 'no-store' });
  response.end();
  return true;
}

/** Lets the browser keep the token of its wall for 400 days from now. */
export function keepWall(response: ServerResponse, token: string, cookie: Cookie): void {
  const secure = cookie.isSecure ? '; Secure' : '';
  const text = `${cookieName('wall', cookie)}=${token}; Max-Age=${KEPT_S}; Path=/; HttpOnly; SameSite=Strict${secure}`;
  response.setHeader('set-cookie', text);
}

/** Says on the whole wall why there is no board on it; the page tries again by itself. */
export function answerWallProblem(response: ServerResponse, error: unknown, nonce: string): void {
  const { id, problem } = problemOf(error);
  const { status, message, headers } = problem;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const page = wallProblemPage({
    why: status >= 500 ? `${message} (error ${id})` : message,
    isShut: status === 401 || status === 403,
    nonce,
  });
  response.writeHead(status, {
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(page),
  });
  response.end(page);
}
