import { type Fake, startFake } from './fake-server.ts';

/** Takes one line on each connection, sends `answer` and closes, as the runtime API of HAProxy does. */
export function startLine(answer: string | Buffer): Promise<Fake> {
  return startFake((socket) => {
    socket.once('data', () => socket.end(answer));
  });
}

/** Sends a part of an answer and resets the connection. */
export function startLineReset(part: string): Promise<Fake> {
  return startFake((socket) => {
    socket.once('data', () => socket.write(part, () => setImmediate(() => socket.resetAndDestroy())));
  });
}

/** Sends lines for as long as anybody listens. */
export function startLineEndless(line: string): Promise<Fake> {
  return startFake((socket) => {
    const more = (): void => {
      if (!socket.destroyed) socket.write(line.repeat(200), more);
    };
    socket.once('data', more);
  });
}
