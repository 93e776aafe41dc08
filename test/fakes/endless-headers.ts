import { type Fake, onRequest, startFake } from './fake-server.ts';

const LINE = `x-filler: ${'a'.repeat(1_000)}\r\n`;

/** Sends header lines without an end. */
export function startEndlessHeaders(): Promise<Fake> {
  return startFake((socket) => {
    const pour = () => {
      while (!socket.destroyed) if (!socket.write(LINE)) return;
    };
    socket.on('drain', pour);
    onRequest(socket, () => {
      socket.write('HTTP/1.1 200 OK\r\n');
      pour();
    });
  });
}
