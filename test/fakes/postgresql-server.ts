import type { Socket } from 'node:net';
import { type Fake, startFake } from './fake-server.ts';

/** Admits everybody and answers every statement with one row, n = 1, as PostgreSQL does (protocol 3.0); what contains `slow` is not answered. */
export function startFakePostgresql(): Promise<Fake> {
  return startFake((socket) => {
    let pending = Buffer.alloc(0);
    let isStarted = false;
    let isSlow = false;
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      for (let length = lengthOf(pending, isStarted); length !== null && pending.length >= length; length = lengthOf(pending, isStarted)) {
        const packet = pending.subarray(0, length);
        pending = pending.subarray(length);
        if (packet.includes('slow')) isSlow = true;
        answer(socket, isStarted ? String.fromCharCode(packet[0] ?? 0) : 'startup', isSlow);
        isStarted = true;
      }
    });
  });
}

/** Says to the wish for TLS that there is none. */
export function startPlainPostgresql(): Promise<Fake> {
  return startFake((socket) => {
    socket.once('data', () => socket.write('N'));
  });
}

/** An error as a server sends it. */
export function postgresqlError(code: string, text: string): Buffer {
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`));
}

function lengthOf(pending: Buffer, isStarted: boolean): number | null {
  const at = isStarted ? 1 : 0;
  return pending.length < at + 4 ? null : pending.readInt32BE(at) + at;
}

function answer(socket: Socket, kind: string, isSlow: boolean): void {
  if (isSlow) return;
  const int = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const ready = message('Z', Buffer.from('I'));
  const column = Buffer.concat([
    Buffer.from('n\0'),
    int(0),
    Buffer.from([0, 0]),
    int(23),
    Buffer.from([0, 4]),
    int(-1),
    Buffer.from([0, 0]),
  ]);
  if (kind === 'startup')
    socket.write(
      Buffer.concat([
        message('R', int(0)),
        message('S', Buffer.from('server_version\x0015.0\0')),
        message('K', Buffer.concat([int(7), int(9)])),
        ready,
      ]),
    );
  if (kind === 'Q') socket.write(Buffer.concat([message('C', Buffer.from('SET\0')), ready]));
  if (kind !== 'S') return;
  const row = Buffer.concat([Buffer.from([0, 1]), int(1), Buffer.from('1')]);
  const parts = [message('1'), message('2'), message('T', Buffer.concat([Buffer.from([0, 1]), column])), message('D', row)];
  socket.write(Buffer.concat([...parts, message('C', Buffer.from('SELECT 1\0')), ready]));
}

function message(kind: string, body: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
