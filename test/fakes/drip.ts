import { type Fake, onRequest, startFake } from './fake-server.ts';

/** Sends `first` at once and then one byte of a valid answer every `everyMs`, without an end. */
export function startDrip(first: string, everyMs = 1_000): Promise<Fake> {
  return startFake((socket) => {
    onRequest(socket, () => {
      socket.write(first);
      const timer = setInterval(() => socket.write('#'), everyMs);
      socket.on('close', () => clearInterval(timer));
    });
  });
}
