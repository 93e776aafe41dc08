import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';

/** Something a balancer asks; `say` changes what it answers from the next question on. */
export type Told<Words> = { port: number; say(words: Words): void; close(): Promise<void> };

/** A web server that answers every request with one status. */
export function startWebServer(status: number): Promise<Told<number>> {
  let current = status;
  const server = createHttp((_, response) => {
    response.writeHead(current, { connection: 'close' }).end('ok');
  });
  return listening(server, (words) => {
    current = words;
  });
}

/** A little agent, asked by agent-check: one line of words such as "up", "down #too hot" or "drain". */
export function startAgent(words: string): Promise<Told<string>> {
  let current = words;
  const server = createTcp((socket) => {
    socket.on('error', () => undefined);
    socket.end(`${current}\n`);
  });
  return listening(server, (next) => {
    current = next;
  });
}

function listening<Words>(server: Server, say: (words: Words) => void): Promise<Told<Words>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve({ port: (server.address() as AddressInfo).port, say, close }));
  });
}
