import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server that answers every request at once, but for those of /hold, which last until they are released. */
export type HeldServer = { port: number; held(): number; release(): void; close(): Promise<void> };

export async function startHeldServer(): Promise<HeldServer> {
  const held = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    response.setHeader('connection', 'close');
    if (request.url !== '/hold') return void response.end('ok');
    held.add(response);
    response.on('close', () => held.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const release = (): void => {
    for (const response of held) response.end('ok');
  };
  return {
    port: (server.address() as AddressInfo).port,
    held: () => held.size,
    release,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
