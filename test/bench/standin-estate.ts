import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePorts } from '#demo/free-ports.ts';
import type { Layout } from '#demo/haproxy/layout.ts';
import { advance } from '#demo/haproxy/standin-advance.ts';
import { statsCsv } from '#demo/haproxy/standin-csv.ts';
import { createModel, type Model, setAdmin } from '#demo/haproxy/standin-model.ts';

/**
 * A program: that many stand-ins for a HAProxy of that many servers, each on a port of its own, so that what they cost is not measured with Vigil. `share` 0 is without
 * traffic; `tierOf` following ones have the same servers. Prints one line of JSON with its ports. Its control port answers /taken (what was asked since the last time) and /change?node=3&server=7 (epoch ms at which
 * the answer with that server in maintenance had been sent).
 */

/** When each node was asked, epoch ms. */
export type Taken = { polls: number[][] };
/** What the program prints first. */
export type Opened = { control: number; ports: number[] };

type Node = { model: Model; askedAt: number[]; answered: ((at: number) => void)[] };

const BACKEND = 'be_web';
const [count = 1, servers = 20, share = 1, tierOf = 1] = process.argv.slice(2).map(Number);

const ports = await freePorts(count);
const nodes = ports.map((_, index): Node => ({ model: createModel(layoutOf(index), share, Date.now()), askedAt: [], answered: [] }));
await Promise.all(ports.map((port, index) => listen(port, (_, response) => answerStats(nodeAt(index), response))));
const control = await listen(0, answerControl);
const opened: Opened = { control, ports };
console.log(JSON.stringify(opened));

function layoutOf(index: number): Layout {
  const names = Array.from({ length: servers }, (_, i) => nameOf(index, String(i)));
  const uses = names.map((name) => ({ name, backup: false, start: 'ready', check: 'http', tracks: null }) as const);
  const figures = { requestsPerSecond: 20, latencyMs: 20, answerBytes: 20_000, sessionsLimit: 60, fullAt: 200 };
  return {
    frontends: [{ name: 'fe_web', mode: 'http', sessionsLimit: 2_000, backends: [BACKEND] }],
    backends: [{ ...{ name: BACKEND, mode: 'http', balance: 'roundrobin', cookie: null, path: '/' }, ...figures, servers: uses }],
  };
}

/** The instances of a tier have the same servers. */
function nameOf(index: number, server: string): string {
  return `t${Math.floor(index / tierOf)}-web${server}`;
}

function nodeAt(index: number): Node {
  const node = nodes[index];
  if (!node) throw new Error(`there is no node ${index}`);
  return node;
}

function answerStats({ model, askedAt, answered }: Node, response: ServerResponse): void {
  askedAt.push(Date.now());
  advance(model, Date.now());
  const waiting = answered.splice(0);
  response.end(Buffer.from(statsCsv(model), 'latin1'), () => {
    for (const tell of waiting) tell(Date.now());
  });
}

function answerControl(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname === '/taken') {
    const taken: Taken = { polls: nodes.map(({ askedAt }) => askedAt.splice(0)) };
    response.end(JSON.stringify(taken));
    return;
  }
  const index = Number(searchParams.get('node'));
  const node = nodeAt(index);
  setAdmin(node.model, { backend: BACKEND, server: nameOf(index, searchParams.get('server') ?? '') }, 'maint');
  node.answered.push((at) => response.end(JSON.stringify({ at })));
}

async function listen(port: number, answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
