import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A door before a server that keeps what clients say through it. */
export type Recording = { port: number; said: Buffer[] };

/** Opens a door to a port, closed when the test ends. */
export async function record(port: number): Promise<Recording> {
  const said: Buffer[] = [];
  const sockets = new Set<Socket>();
  const door = createServer((client) => {
    const server = connect({ host: '127.0.0.1', port });
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    client.on('data', (bytes) => said.push(bytes));
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    door.close();
  });
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('the door has no port');
  return { port: address.port, said };
}

/** Says bytes to a server, in these pieces, then that nothing more comes; resolves with all it answered when the connection is closed. */
export function replay(port: number, pieces: readonly Uint8Array[]): Promise<Buffer> {
  return converse(port, (socket) => {
    for (const piece of pieces) socket.write(piece);
    socket.end();
  });
}

/** Says a greeting, the rest when it was answered, and that nothing more comes when the server has been silent for 50 ms. */
export function replayInTurns(port: number, greeting: Uint8Array, rest: Uint8Array): Promise<Buffer> {
  return converse(port, (socket) => {
    socket.write(greeting);
    socket.once('data', () => socket.write(rest));
    socket.setTimeout(50, () => socket.end());
  });
}

function converse(port: number, say: (socket: Socket) => void): Promise<Buffer> {
  return new Promise((resolve) => {
    const heard: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.setNoDelay(true);
      say(socket);
    });
    socket.on('data', (bytes) => heard.push(bytes));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(heard)));
  });
}
