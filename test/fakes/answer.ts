import { STATUS_CODES } from 'node:http';
import { type Fake, onRequest, startFake } from './fake-server.ts';

export type Answer = { status: number; headers?: Record<string, string>; body?: string | Buffer };

/** The bytes of a well-formed answer; sockets are kept alive. */
export function answerBytes({ status, headers = {}, body = '' }: Answer): Buffer {
  const content = Buffer.from(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}content-length: ${content.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content]);
}

/** Gives everyone the same answer. */
export function startAnswer(answer: Answer): Promise<Fake> {
  const bytes = answerBytes(answer);
  return startFake((socket) => {
    onRequest(socket, () => socket.write(bytes));
  });
}

/** Says back, in an error page, everything it was sent. */
export function startEcho(status: number): Promise<Fake> {
  return startFake((socket) => {
    onRequest(socket, (head) => socket.write(answerBytes({ status, body: head })));
  });
}
