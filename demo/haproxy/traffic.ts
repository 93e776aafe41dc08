import { Agent, type IncomingMessage, request } from 'node:http';
import { type Backend, type Layout, SOCKETS } from './layout.ts';
import { wave } from './wave.ts';

/** The frontends of one balancer, by name, and its part of the traffic: 1 is the rates of its layout. */
export type Door = { layout: Layout; ports: ReadonlyMap<string, number>; share: number };

export type Traffic = { sent(): number; stop(): void };

const TICK_MS = 100;
/** A balancer that hangs is sent no more than this until something comes back. */
const MOST_IN_FLIGHT = 30;
const PATIENCE_MS = 8_000;
const VISITORS = 6;

type Line = {
  backend: Backend;
  port: number;
  share: number;
  agent: Agent | false;
  most: number;
  inFlight: number;
  due: number;
  cookies: string[];
};

/** Visits every backend through every door, a steady trickle that rises and falls like a day. */
export function startTraffic(doors: Door[]): Traffic {
  const agents = doors.map(() => new Agent({ keepAlive: true, maxSockets: 8, timeout: PATIENCE_MS }));
  const lines = doors.flatMap((door, index) => linesOf(door, agents[index] ?? false));
  const open = new Set<AbortController>();
  const startedAt = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const busy = wave((performance.now() - startedAt) / 1000) * (TICK_MS / 1000);
    for (const line of lines) {
      line.due = Math.min(line.due + line.backend.requestsPerSecond * line.share * busy * 2 * Math.random(), 3);
      for (; line.due >= 1; line.due -= 1) if (line.inFlight < line.most) sent += visit(line, open);
    }
  }, TICK_MS);
  return {
    sent: () => sent,
    stop: () => {
      clearInterval(timer);
      for (const visitor of open) visitor.abort();
      for (const agent of agents) agent.destroy();
    },
  };
}

function linesOf({ layout, ...door }: Door, agent: Agent | false): Line[] {
  return layout.frontends.flatMap(({ name, mode, backends }) => {
    const port = door.ports.get(name);
    if (port === undefined) throw new Error(`the traffic was given no port of ${name}`);
    return layout.backends
      .filter((backend) => backends.includes(backend.name))
      .map((backend) => {
        // A websocket and a TCP session have a connection of their own.
        const own = backend.name === SOCKETS.backend || mode === 'tcp';
        const most = backend.name === SOCKETS.backend ? SOCKETS.most : MOST_IN_FLIGHT;
        return { backend, port, share: door.share, agent: own ? false : agent, most, inFlight: 0, due: 0, cookies: [] };
      });
  });
}

function visit(line: Line, open: Set<AbortController>): number {
  const visitor = new AbortController();
  open.add(visitor);
  line.inFlight += 1;
  const path = `${line.backend.path}/${Math.floor(Math.random() * 1_000_000)}`;
  const cookie = line.cookies[Math.floor(Math.random() * VISITORS)];
  const headers = { host: 'stackoverflow.example', ...(cookie === undefined ? {} : { cookie }) };
  const asked = request({ host: '127.0.0.1', port: line.port, path, headers, agent: line.agent, signal: visitor.signal });
  const limit = setTimeout(() => visitor.abort(), line.backend.name === SOCKETS.backend ? 2 * SOCKETS.lifeMs : PATIENCE_MS);
  asked.on('response', (response) => {
    remember(line, response);
    response.on('error', () => {}).resume();
  });
  // A visitor who is turned away is what the demo shows; he simply goes.
  asked.on('error', () => {});
  asked.on('close', () => {
    clearTimeout(limit);
    open.delete(visitor);
    line.inFlight -= 1;
  });
  asked.end();
  return 1;
}

function remember(line: Line, response: IncomingMessage): void {
  const set = response.headers['set-cookie']?.[0]?.split(';')[0];
  if (set !== undefined && line.cookies.length < VISITORS) line.cookies.push(set);
}
