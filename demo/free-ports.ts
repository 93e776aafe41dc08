import { createServer } from 'node:net';

// Below the range from which the kernel takes the ports of outgoing connections, so that a port found free is still free when it is used.
const LOWEST = 18_000;
const HIGHEST = 32_000;
const TRIES = 200;

/** That many different loopback ports on which nobody listens now. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; found.size < count; tries += 1) {
    if (tries > TRIES + count) throw new Error(`no ${count} free ports between ${LOWEST} and ${HIGHEST}`);
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
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
