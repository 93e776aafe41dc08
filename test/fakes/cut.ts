import { type Fake, onRequest, startFake } from './fake-server.ts';

/** Announces `missing` bytes more than it sends, then closes. */
export function startCutLength(body: string, missing = 100): Promise<Fake> {
  const length = Buffer.byteLength(body) + missing;
  return startFake((socket) => {
    onRequest(socket, () => socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: ${length}\r\n\r\n${body}`));
  });
}

/** Sends the body in one chunk and closes without the last, empty one. */
export function startCutChunks(body: string): Promise<Fake> {
  const size = Buffer.byteLength(body).toString(16);
  return startFake((socket) => {
    onRequest(socket, () => socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${size}\r\n${body}\r\n`));
  });
}

/** Closes in the middle of the headers. */
export function startCutHeaders(): Promise<Fake> {
  return startFake((socket) => {
    onRequest(socket, () => socket.end('HTTP/1.1 200 OK\r\ncontent-ty'));
  });
}
