import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Engine } from '../engine.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { checkOrigin } from './guard.ts';
import { answerBoard, answerFigures, answerPollNow, openStream } from './live.ts';

type Handler = (engine: Engine, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** `own` refuses a request that does not come from one of our own pages. */
type Route = { method: 'GET' | 'POST'; path: string; origin: 'any' | 'own'; handle: Handler };

/** The only door to data and commands. What is not in it is 404. */
export const routes: readonly Route[] = [
  { method: 'GET', path: '/live/v1/stream', origin: 'any', handle: openStream },
  { method: 'GET', path: '/live/v1/board', origin: 'any', handle: answerBoard },
  { method: 'GET', path: '/live/v1/figures', origin: 'any', handle: answerFigures },
  { method: 'POST', path: '/live/v1/poll', origin: 'own', handle: answerPollNow },
];

const PREFIX = '/live/';

/** True for a path that belongs to this table and not to the pages. */
export function isNative(path: string): boolean {
  return path.startsWith(PREFIX);
}

/** Answers a request of this table; every failure becomes an answer in words. */
export async function answerNative(
  engine: Engine,
  hosts: ReadonlySet<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const route = findRoute(request);
    if (route.origin === 'own') checkOrigin(request, hosts);
    await route.handle(engine, request, response);
  } catch (error) {
    answerProblem(response, error);
  }
}

/** Turns whatever was thrown into an answer; what is not an HttpProblem is our bug and is logged. */
export function answerProblem(response: ServerResponse, error: unknown): void {
  const isProblem = error instanceof HttpProblem;
  if (!isProblem) console.error('Vigil could not answer a request:', error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (isProblem) for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
  answerJson(response, isProblem ? error.status : 500, {
    error: { message: isProblem ? error.message : 'Vigil could not answer; its log says why' },
  });
}

function findRoute(request: IncomingMessage): Route {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const found = routes.filter((route) => route.path === path);
  if (found.length === 0) throw new HttpProblem(404, 'no such address');
  const route = found.find(({ method }) => method === request.method);
  const allowed = found.map(({ method }) => method).join(', ');
  if (!route) throw new HttpProblem(405, `this address takes ${allowed}`, { allow: allowed });
  return route;
}
