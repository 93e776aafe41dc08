import { type Fake, startFake } from './fake-server.ts';

const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const END = Buffer.from([0xfe, 0, 0, 2, 0]);

/** What a server can (protocol 4.1, a plugin for passwords, and no TLS). */
const CAN = 0x0008_a20d;

/** Admits everybody and answers every SELECT with one row, n = 1, as MySQL does; what contains `slow` is not answered. It has no TLS. `skipped` packets are left out of the count before a row. */
export function startFakeMysql(skipped = 0): Promise<Fake> {
  return startFake((socket) => {
    socket.write(packet(0, greeting()));
    let pending = Buffer.alloc(0);
    let isSignedIn = false;
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readUIntLE(0, 3)) {
        const length = pending.readUIntLE(0, 3);
        const [order, text] = [pending[3] ?? 0, pending.toString('latin1', 5, 4 + length)];
        pending = pending.subarray(4 + length);
        if (text.includes('slow')) return;
        const isRow = isSignedIn && text.includes('SELECT');
        socket.write(isRow ? oneRow(1 + skipped) : packet(order + 1, OK));
        isSignedIn = true;
      }
    });
  });
}

/** The first packet of a server. */
export function greeting(): Buffer {
  const low = Buffer.alloc(2);
  const high = Buffer.alloc(2);
  low.writeUInt16LE(CAN & 0xffff);
  high.writeUInt16LE(CAN >>> 16);
  const parts = [Buffer.from([10]), Buffer.from('8.0.36\0'), Buffer.from([7, 0, 0, 0]), Buffer.from('abcdefgh\0')];
  const rest = [low, Buffer.from([45, 2, 0]), high, Buffer.from([21]), Buffer.alloc(10), Buffer.from('ijklmnopqrst\0')];
  return Buffer.concat([...parts, ...rest, Buffer.from('mysql_native_password\0')]);
}

/** A packet of the protocol, by its place in the conversation. */
export function packet(order: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = order;
  return Buffer.concat([head, body]);
}

function oneRow(first: number): Buffer {
  const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  const column = Buffer.concat([...['def', '', '', '', 'n', ''].map(text), Buffer.from([0x0c, 63, 0, 1, 0, 0, 0, 3, 0x81, 0, 0, 0, 0])]);
  const packets = [Buffer.from([1]), column, END, text('1'), END];
  return Buffer.concat(packets.map((body, index) => packet(index + first, body)));
}
