import { type Fake, startFake } from './fake-server.ts';

// Fixed, so that a failing test fails again; no byte of it begins an HTTP answer.
const GARBAGE = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 167 + 129) % 256));

/** Answers with bytes that mean nothing. */
export function startGarbage(): Promise<Fake> {
  return startFake((socket) => {
    socket.on('data', () => socket.write(GARBAGE));
  });
}

/** Answers inside the body with a chunk size that is none. */
export function startBadChunks(): Promise<Fake> {
  return startFake((socket) => {
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\nzz\r\n'));
  });
}
