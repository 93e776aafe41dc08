import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Caller, type Credentials, nobodyAt } from '../access/caller.ts';
import { answerProblem, checkLength, HttpProblem } from './answer.ts';
import type { Arrival, ArrivalReader } from './arrival.ts';
import { checkHost, checkOrigin, contentPolicy, setSafeHeaders } from './guard.ts';
import { answerNative, isNative } from './native.ts';
import { missingForPage, pageAt, signInRoutes } from './pages.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Services } from './route.ts';
import { readBearer, readCredentials } from './session-cookie.ts';
import { answerWallProblem, keepWall, letWallIn, WALL } from './wall.ts';

/** What draws pages: Next. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Options = {
  services: Services;
  pages: Pages;
  hosts: ReadonlySet<string>;
  port: number;
  arrival: ArrivalReader;
  limits: RateLimits;
  isDev: boolean;
};

/** Only our server tells Next these: whatever a client sends under their names is thrown away. */
const ADDRESS_HEADER = 'x-vigil-address';
const WALL_HEADER = 'x-vigil-wall';

/** An address that no page has, so that Next draws its page for that. */
const NO_PAGE = '/no-such-page';

/** The door through which every request comes: the names of the server, the safe headers, who asks, and then the route table or a page. Never throws. */
export function createHttpDoor(options: Options): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    try {
      await answer(options, request, response);
    } catch (error) {
      answerProblem(response, error);
    }
  };
}

async function answer(options: Options, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { services, hosts, port, limits, isDev } = options;
  const arrival = options.arrival(request);
  const nonce = randomBytes(16).toString('base64');
  const policy = contentPolicy(nonce, { isDev });
  setSafeHeaders(response, policy, arrival.isSecure);
  checkHost(arrival.host, hosts);
  const credentials: Credentials = {
    ...readCredentials(request.headers.cookie, { isSecure: arrival.isSecure, port }),
    bearer: readBearer(request),
    address: arrival.address,
  };
  const look = (): Caller | null => {
    const found = services.access.look(credentials);
    return found.is === 'refused' ? null : found;
  };
  const caller = services.access.look(credentials);
  if (caller.is === 'refused') {
    await limits.check('token', nobodyAt(arrival.address));
    const headers = caller.status === 401 ? { 'www-authenticate': 'Bearer realm="Vigil", error="invalid_token"' } : {};
    throw new HttpProblem(caller.status, caller.message, { code: 'token', headers });
  }
  if (isNative(request.url ?? '/')) return answerNative({ ...services, caller, lookAgain: look, request, response }, arrival.host, limits);
  tellNext(request, arrival, policy);
  if (pathOf(request) !== WALL) return answerPage(options, caller, request, response);
  const cookie = { isSecure: arrival.isSecure, port };
  try {
    if (await letWallIn({ access: services.access, limits, cookie, address: arrival.address }, request, response)) return;
    if (caller.is === 'wall') keepWall(response, credentials.wall ?? '', cookie);
    await answerPage(options, caller, request, response);
  } catch (error) {
    answerWallProblem(response, error, nonce);
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** What Next is told of a request: by which name it came, from where, what the address of a wall asks for, and the policy, whose nonce it puts on its scripts. */
function tellNext(request: IncomingMessage, { host, isSecure, address }: Arrival, policy: string): void {
  request.headers['content-security-policy'] = policy;
  request.headers['x-forwarded-host'] = host;
  request.headers['x-forwarded-proto'] = isSecure ? 'https' : 'http';
  request.headers[ADDRESS_HEADER] = address;
  request.headers[WALL_HEADER] = pathOf(request) === WALL ? `?${(request.url ?? '').split('?').slice(1).join('?')}` : '';
}

async function answerPage(
  { pages: draw, limits, isDev }: Options,
  caller: Caller,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead && isAsset(path, isDev)) return draw(request, response);
  if (path.startsWith('/api/')) {
    await checkSignInRoute(request, path, () => limits.check('sign-in', caller));
    return draw(request, response);
  }
  if (!isRead) throw new HttpProblem(405, 'pages are only read', { headers: { allow: 'GET, HEAD' } });
  await limits.check('page', caller);
  if (pageAt(path) === null) {
    if (!request.headers.accept?.includes('text/html')) throw new HttpProblem(404, 'no such address');
    request.url = NO_PAGE;
  } else if (caller.is === 'anonymous' && missingForPage(path, caller) !== null) {
    if (path === WALL)
      throw new HttpProblem(401, caller.wallRefusal ?? 'nobody is signed in here, and this browser keeps no token of a wall');
    return sendToSignIn(request, response, caller.hadSession);
  }
  response.setHeader('cache-control', 'no-store');
  return draw(request, response);
}

/** Scripts, styles and fonts of the build, which hold no data; in dev also what Next needs to work on them. */
function isAsset(path: string, isDev: boolean): boolean {
  return path.startsWith('/_next/static/') || path === '/icon.svg' || (isDev && /^\/(_next|__nextjs)/.test(path));
}

async function checkSignInRoute(request: IncomingMessage, path: string, checkRate: () => Promise<void>): Promise<void> {
  const found = signInRoutes.find((route) => route.path === path);
  if (!found) throw new HttpProblem(404, 'no such address');
  if (found.method !== request.method)
    throw new HttpProblem(405, `this address takes ${found.method}`, { headers: { allow: found.method } });
  await checkRate();
  if (found.method === 'GET') return;
  checkOrigin(request, String(request.headers['x-forwarded-host']));
  checkLength(request);
}

function sendToSignIn(request: IncomingMessage, response: ServerResponse, hadSession: boolean): void {
  const query = new URLSearchParams({ from: request.url ?? '/', ...(hadSession ? { ended: '1' } : {}) });
  response.writeHead(303, { location: `/sign-in?${query}`, 'cache-control': 'no-store' });
  response.end();
}
