import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HealthAnswer, type Layout, SOCKETS } from './layout.ts';

/** One pretend web server: pages and a health page on its own loopback port. */
export type WebServer = {
  name: string;
  port: number;
  /** From now on the health page answers so; with 503 its pages fail too. `reason` is the text of the status line. */
  setHealth(answer: HealthAnswer, reason?: string): void;
  close(): Promise<void>;
};

export const HEALTH_PATH = '/health';

/** The words of a failing health page. The comma and the quotes are on purpose: they are what a reader of the CSV has to get right. */
export const NOT_READY = 'Not ready, "warm-up" at 40 %';

type Health = { answer: HealthAnswer; reason: string };
type Page = { path: string; latencyMs: number; bytes: number; isSocket: boolean };

/** Starts one web server a name, each on a free port of 127.0.0.1. */
export function startWebServers(names: string[], layout: Layout): Promise<WebServer[]> {
  const pages = layout.backends.map(({ name, path, latencyMs, answerBytes }) => ({
    ...{ path, latencyMs, bytes: answerBytes, isSocket: name === SOCKETS.backend },
  }));
  return Promise.all(names.map((name) => startWebServer(name, pages)));
}

async function startWebServer(name: string, pages: Page[]): Promise<WebServer> {
  const health: Health = { answer: 200, reason: 'OK' };
  const server = createServer((request, response) => {
    if (request.url === HEALTH_PATH) answerHealth(health, response);
    else answerPage(request, response, { health, pages });
  });
  // Longer than the balancers keep an idle connection, so that they close first and no request meets a closing one.
  server.keepAliveTimeout = 120_000;
  await listen(server);
  return {
    name,
    port: (server.address() as AddressInfo).port,
    setHealth: (answer, reason) => Object.assign(health, { answer, reason: reason ?? (answer === 503 ? NOT_READY : 'OK') }),
    close: () => close(server),
  };
}

function answerHealth({ answer, reason }: Health, response: ServerResponse): void {
  if (answer === 'hang') return;
  response.writeHead(answer, answer === 404 ? 'Not Found' : reason, { 'content-type': 'text/plain' });
  response.end(answer === 200 ? 'ready\n' : 'not ready\n');
}

function answerPage(request: IncomingMessage, response: ServerResponse, site: { health: Health; pages: Page[] }): void {
  request.resume();
  const page = site.pages.find(({ path }) => request.url?.startsWith(path)) ?? site.pages[0];
  if (!page) response.writeHead(404).end();
  else if (page.isSocket) holdOpen(response);
  else answerLater(response, site.health, page);
}

function answerLater(response: ServerResponse, health: Health, page: Page): void {
  const status = health.answer === 503 ? 503 : pickStatus(Math.random());
  const timer = setTimeout(() => {
    response.writeHead(status, status === 302 ? { location: '/' } : { 'content-type': 'text/html' });
    response.end(status === 200 ? PAGE.subarray(0, page.bytes * (0.5 + Math.random())) : undefined);
  }, latency(page.latencyMs));
  response.once('close', () => clearTimeout(timer));
}

/** A websocket's stand-in: an answer that goes on for a while with a few bytes every now and then. */
function holdOpen(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: hello\n\n');
  const ticks = setInterval(() => response.write('data: 1 new answer\n\n'), 5_000);
  const end = setTimeout(() => response.end(), SOCKETS.lifeMs * (0.5 + Math.random()));
  response.once('close', () => {
    clearInterval(ticks);
    clearTimeout(end);
  });
}

const PAGE = Buffer.alloc(64_000, 'Lorem ipsum dolor sit amet. ');

function pickStatus(dice: number): 200 | 302 | 404 | 500 {
  if (dice < 0.004) return 500;
  if (dice < 0.015) return 404;
  return dice < 0.06 ? 302 : 200;
}

/** Most answers lie near the usual latency, a few take several times as long. */
function latency(usualMs: number): number {
  return usualMs * (0.6 - 0.4 * Math.log(1 - Math.random()));
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
