import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { backendsOf, serverNames, startManyServers } from '#test/e2e/many-servers.ts';
import type { Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { keepChanging, withEstate } from './estate.ts';
import { processorSeconds, spread } from './figures.ts';

const CLIENTS = 200;
const BACKENDS = backendsOf(5, 20);
const CHANGING = 50;
const MEASURE_MS = 8_000;
const OPEN_WITHIN_MS = 20_000;

/** One open stream: what came so far, and how long after it was asked for its first event was whole. */
type Client = { response: IncomingMessage; bytes: number; firstMs: number | null };

/** Prints what browsers cost the process: processor time and bytes while nothing but the stamps changes, and while half of all rows change in every reading. */
export async function benchFeed(): Promise<void> {
  const start = () => startManyServers(BACKENDS);
  await withEstate([start, start], async (vigil, haproxies) => {
    await until('both are read', async () => (await vigil.board()).probes.every(({ successes }) => successes > 1), OPEN_WITHIN_MS);
    const rows = BACKENDS.length * 20;
    console.log(`The feed, 2 HAProxy nodes of ${rows} servers, polled every second; processor time of Vigil in % of one core:`);
    await measure('nobody looks, only stamps change', vigil, []);
    const clients = await openClients(vigil);
    console.log(`  first event of ${CLIENTS} at once: ${spread(firsts(clients), [0.5, 0.99])}, ${kilo(clients[0]?.bytes ?? 0)} kB each`);
    await measure(`${CLIENTS} streams, only stamps change`, vigil, clients);
    const changing = serverNames(BACKENDS).slice(0, CHANGING);
    const stops = haproxies.map((haproxy) => keepChanging(haproxy, changing));
    await measure(`${CLIENTS} streams, ${CHANGING} rows of each node change in every reading`, vigil, clients);
    for (const { response } of clients) response.destroy();
    await until('all streams are closed', async () => (await vigil.board()).streams === 0);
    await measure(`nobody looks, ${CHANGING} rows of each node change in every reading`, vigil, []);
    await Promise.all(stops.map((stop) => stop()));
  });
}

async function measure(what: string, vigil: Vigil, clients: readonly Client[]): Promise<void> {
  const bytes = () => clients.reduce((sum, client) => sum + client.bytes, 0);
  const before = { at: performance.now(), used: processorSeconds(vigil.pid()), bytes: bytes() };
  await pause(MEASURE_MS);
  const seconds = (performance.now() - before.at) / 1_000;
  const share = ((processorSeconds(vigil.pid()) - before.used) / seconds) * 100;
  const rate = kilo((bytes() - before.bytes) / seconds);
  console.log(`  ${what}: ${share.toFixed(1)} %, ${rate} kB/s in all`);
}

async function openClients(vigil: Vigil): Promise<Client[]> {
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openClient(vigil.port)));
  await until('each has its first event', () => clients.every(({ firstMs }) => firstMs !== null), OPEN_WITHIN_MS);
  return clients;
}

function openClient(port: number): Promise<Client> {
  const asked = performance.now();
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: '/live/v1/stream', agent: false }, (response) => {
      const client: Client = { response, bytes: 0, firstMs: null };
      response.on('data', (chunk: Buffer) => {
        client.bytes += chunk.length;
        if (client.firstMs === null && chunk.includes('\n\n')) client.firstMs = performance.now() - asked;
      });
      response.on('error', () => undefined);
      resolve(client);
    });
    request.on('error', reject);
  });
}

function firsts(clients: readonly Client[]): number[] {
  return clients.flatMap(({ firstMs }) => (firstMs === null ? [] : [firstMs]));
}

function kilo(bytes: number): string {
  return (bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0);
}
