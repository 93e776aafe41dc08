import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Balancer } from './balancer.ts';
import { type RuntimeSockets, STATS_URI } from './config.ts';
import type { HealthAnswer, Layout } from './layout.ts';
import { administer } from './standin-admin.ts';
import { advance } from './standin-advance.ts';
import { statsCsv } from './standin-csv.ts';
import { createModel, type Model, reloadModel, setAdmin, setModelHealth } from './standin-model.ts';
import { answerCommand, startRuntimeSocket } from './standin-runtime.ts';

/** A balancer that is a model behind an HTTP server of ours. There is no web server behind it: their health pages are told here. */
export type StandIn = Balancer & { setHealth(server: string, answer: HealthAnswer, reason?: string): void };

/** `admin` is who may change servers, besides `user` who may only look; `share` is its part of the traffic; `now` the clock that moves the model, epoch ms. */
export type StandInPlan = {
  name: string;
  statsPort: number;
  sockets: RuntimeSockets;
  user: string;
  password: string;
  admin: { user: string; password: string };
  share: number;
  now: () => number;
};

/** Starts a stand-in for one HAProxy 2.6: its statistics page with Basic auth, its CSV, its runtime API, and its ways to fall silent. */
export async function startStandIn(layout: Layout, plan: StandInPlan): Promise<StandIn> {
  let model = createModel(layout, plan.share, plan.now());
  let pid = FIRST_PID;
  const moved = (): Model => {
    advance(model, plan.now());
    return model;
  };
  let held: (() => void)[] | null = null;
  const unlessHeld = (reply: () => void): void => {
    if (held) held.push(reply);
    else reply();
  };
  const server = createServer((request, response) => unlessHeld(() => answer(request, response, { plan, moved })));
  const runtime = (level: 'user' | 'admin') => (line: string) =>
    new Promise<string>((resolve) => unlessHeld(() => resolve(answerCommand(line, { name: plan.name, pid, model: moved() }, level))));
  await listen(server, plan.statsPort);
  const look = await startRuntimeSocket(plan.sockets.look, runtime('user'));
  const admin = await startRuntimeSocket(plan.sockets.admin, runtime('admin'));
  return {
    ...{ name: plan.name, url: `http://127.0.0.1:${plan.statsPort}${STATS_URI}`, sockets: plan.sockets, pid: null },
    hang: () => {
      held ??= [];
    },
    resume: () => {
      const waiting = held ?? [];
      held = null;
      for (const reply of waiting) reply();
    },
    reload: async () => {
      model = reloadModel(moved());
      pid += 1;
    },
    kill: async () => void (await Promise.all([close(server), look.close(), admin.close()])),
    setState: async (backend, name, state) => setAdmin(moved(), { backend, server: name }, state),
    setHealth: (name, what, reason) => setModelHealth(moved(), name, what, reason),
    died: new Promise((resolve) => server.once('error', (error) => resolve(`${plan.name} died: ${error.message}`))),
  };
}

/** A stand-in is no process, and has a number all the same: each reload is another. */
const FIRST_PID = 100;

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

type Site = { plan: StandInPlan; moved: () => Model };

function answer(request: IncomingMessage, response: ServerResponse, { plan, moved }: Site): void {
  const [path, ...options] = (request.url ?? '').split(';');
  const isAdmin = request.headers.authorization === basic(plan.admin);
  response.setHeader('cache-control', 'no-cache');
  if (path !== STATS_URI) send(response, 503, '<h1>503 Service Unavailable</h1>\n');
  else if (!isAdmin && request.headers.authorization !== basic(plan)) {
    response.setHeader('www-authenticate', `Basic realm="${plan.name}"`);
    send(response, 401, '<h1>401 Unauthorized</h1>\n');
  } else if (request.method === 'POST') {
    void readForm(request).then((body) => redirect(response, isAdmin ? administer(moved(), body) : 'DENY'));
  } else if (options.includes('csv')) send(response, 200, statsCsv(moved()));
  else send(response, 200, `<h1>${plan.name}: a stand-in of the demo, ask for ;csv</h1>\n`);
}

function basic({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** How HAProxy answers a form: with the way back to its page, and a code in it. */
function redirect(response: ServerResponse, code: string): void {
  response.writeHead(303, { location: `${STATS_URI};st=${code}`, 'content-length': 0, connection: 'close' });
  response.end();
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/html' : 'text/plain', connection: 'close' });
  response.end(Buffer.from(body, 'latin1'));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
