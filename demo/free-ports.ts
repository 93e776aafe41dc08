import { createServer } from 'node:net';

// Below the range from which the kernel takes the ports of outgoing connections, so that a port found free is still free when it is used.
const LOWEST = 18_000;
const HIGHEST = 31_999;
const TRIES = 200;

type Ports = { lowest: number; highest: number };

/** The share `index` (from 0) of `of` equal ones, as VIGIL_PORTS names it. */
export function shareOfPorts(index: number, of: number): string {
  const size = Math.floor((HIGHEST + 1 - LOWEST) / of);
  return `${LOWEST + index * size}-${LOWEST + (index + 1) * size - 1}`;
}

/** VIGIL_PORTS=18000-21499 keeps to these: what runs beside it then never takes the port of a server that is stopped for a moment. */
function ownPorts(): Ports {
  const named = process.env.VIGIL_PORTS;
  if (named === undefined) return { lowest: LOWEST, highest: HIGHEST };
  const [, lowest, highest] = (/^(\d{4,5})-(\d{4,5})$/.exec(named) ?? []).map(Number);
  if (!lowest || !highest || lowest > highest || highest > 65_535) {
    throw new Error(`VIGIL_PORTS is "${named}", and must be two ports, such as ${LOWEST}-${HIGHEST}`);
  }
  return { lowest, highest };
}

/** That many different loopback ports on which nobody listens now. */
export async function freePorts(count: number): Promise<number[]> {
  const { lowest, highest } = ownPorts();
  const found = new Set<number>();
  for (let tries = 0; found.size < count; tries += 1) {
    if (tries > TRIES + count) throw new Error(`no ${count} free ports between ${lowest} and ${highest}`);
    const port = lowest + Math.floor(Math.random() * (highest + 1 - lowest));
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

/** The first free loopback port from `wanted` on, among the next 50. */
export async function nextFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 50, 65_536); port += 1) if (await isFree(port)) return port;
  throw new Error(`no free port between ${wanted} and ${wanted + 49}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
