import net, { type AddressInfo, type Socket } from 'node:net';

/** A server on a loopback socket that behaves badly in one way. */
export type Fake = {
  url: string;
  port: number;
  /** Connections taken since the start. */
  connections(): number;
  /** Sockets that are open now, as the server sees it. */
  openSockets(): number;
  /** Everything that clients have sent. */
  heard(): string;
  close(): Promise<void>;
};

/** Starts a server on a free port of 127.0.0.1; `serve` is given each connection. */
export function startFake(serve: (socket: Socket) => void, server = net.createServer(), scheme = 'http'): Promise<Fake> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let heard = '';
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on(scheme === 'https' ? 'secureConnection' : 'connection', (socket: Socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    serve(socket);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const url = `${scheme}://127.0.0.1:${port}/stats`;
      resolve({ url, port, connections: () => connections, openSockets: () => sockets.size, heard: () => heard, close });
    });
  });
}

/** Calls `answer` whenever a whole request head has come in, as a kept-alive server would. */
export function onRequest(socket: Socket, answer: (head: string) => void): void {
  let pending = '';
  socket.on('data', (chunk: Buffer) => {
    pending += chunk.toString('latin1');
    for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
      const head = pending.slice(0, end);
      pending = pending.slice(end + 4);
      answer(head);
    }
  });
}
