import { type Fake, onRequest, startFake } from './fake-server.ts';

const CHUNK = Buffer.alloc(16 * 1024, 'x');

/** Sends a body without an end and without an announced length; `sent` counts its bytes. */
export async function startHugeBody(): Promise<Fake & { sent(): number }> {
  let sent = 0;
  const fake = await startFake((socket) => {
    const pour = () => {
      while (!socket.destroyed) {
        sent += CHUNK.length;
        if (!socket.write(CHUNK)) return;
      }
    };
    socket.on('drain', pour);
    onRequest(socket, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      pour();
    });
  });
  return { ...fake, sent: () => sent };
}

/** Announces a body of `length` bytes and sends nothing of it. */
export function startAnnounced(length: number): Promise<Fake> {
  return startFake((socket) => {
    onRequest(socket, () => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`));
  });
}
