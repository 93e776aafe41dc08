import net, { type Socket } from 'node:net';
import { envChange, packet } from './tds-fuzz-tokens.ts';

/** A number from 0 up to and without `below`, the same again for the same seed. */
export type Random = (below: number) => number;

/** mulberry32, in whole numbers. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What is sent in place of a chunk; `isEnd` closes the connection after it, `byteByByte` lets it drip. */
type Spoilt = { bytes: Buffer; isEnd?: boolean; byteByByte?: boolean; delayMs?: number };

const HEADER_BYTES = 8;

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random(256)));
}

function flipped(chunk: Buffer, random: Random, from: number): Buffer {
  const bytes = Buffer.from(chunk);
  for (let count = 1 + random(4); count > 0 && bytes.length > from; count -= 1) bytes[from + random(bytes.length - from)] = random(256);
  return bytes;
}

const SIZES = ['0', '1', '7', '8', '9', '-5', '511', '32768', '99999999', 'many', ''];

/** The start of a token, over and over: of those that a reader could stumble over. */
const STARTS: readonly number[] = [
  0xd1, 0xd2, 0x81, 0xe3, 0xfd, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xed, 0x79, 0xa4, 0xa5, 0xa9, 0xff, 0xfe, 0xee,
];

/** The ways in which a chunk is spoilt. */
export const WAYS: readonly ((chunk: Buffer, random: Random) => Spoilt)[] = [
  (chunk, random) => ({ bytes: flipped(chunk, random, 0) }),
  (chunk, random) => ({ bytes: flipped(chunk, random, HEADER_BYTES) }),
  (chunk, random) => ({ bytes: flipped(chunk, random, HEADER_BYTES), byteByByte: true }),
  (chunk, random) => ({ bytes: chunk.subarray(0, random(chunk.length)), isEnd: true }),
  (chunk, random) => ({ bytes: chunk.subarray(0, random(chunk.length)) }),
  (chunk) => ({ bytes: Buffer.concat([chunk, chunk]) }),
  (chunk, random) => ({ bytes: chunk, delayMs: random(120) }),
  (_, random) => ({ bytes: noise(random, 1 + random(200)) }),
  (_, random) => ({ bytes: packet(noise(random, random(200))) }),
  (chunk, random) => ({ bytes: Buffer.concat([packet(noise(random, random(40)), false), chunk]) }),
  (chunk, random) => ({ bytes: Buffer.concat([packet(envChange(4, SIZES[random(SIZES.length)] ?? '', '4096'), false), chunk]) }),
  (_, random) => ({ bytes: packet(Buffer.alloc(1 + random(20_000), STARTS[random(STARTS.length)])) }),
  (_, random) => ({ bytes: packet(Buffer.concat([Buffer.from([STARTS[random(STARTS.length)] ?? 0]), noise(random, random(60))])) }),
  (_, random) => ({ bytes: Buffer.concat(Array.from({ length: 1 + random(30) }, () => packet(Buffer.alloc(0), random(2) === 0))) }),
];

/** A door before a server that spoils what goes to the client, from a chunk on that differs from round to round; `open` is how many clients it has, `spoilNext` spoils the next chunk alone. */
export type SpoilingProxy = {
  port: number;
  open(): number;
  nextRound(random: Random, isSpoilt?: boolean): void;
  spoilNext(once: (chunk: Buffer) => Buffer): void;
  close(): void;
};

/** Listens on a free port of 127.0.0.1. */
export async function startSpoilingProxy(target: number): Promise<SpoilingProxy> {
  const clients = new Set<Socket>();
  let plan = { random: randomFrom(0), after: Number.POSITIVE_INFINITY };
  let once: ((chunk: Buffer) => Buffer) | null = null;
  const server = net.createServer((client) => {
    const upstream = net.connect(target, '127.0.0.1');
    clients.add(client);
    const { random, after } = plan;
    let chunks = 0;
    const send = sender(client);
    client.on('close', () => clients.delete(client) && upstream.destroy());
    client.on('error', () => undefined);
    upstream.on('error', () => undefined);
    upstream.on('close', () => client.end());
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk: Buffer) => {
      chunks += 1;
      const way = chunks > after && random(3) > 0 ? WAYS[random(WAYS.length)] : null;
      send(way ? way(chunk, random) : { bytes: once ? once(chunk) : chunk });
      once = null;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    open: () => clients.size,
    nextRound: (random, isSpoilt = true) => {
      plan = { random, after: isSpoilt ? random(6) : Number.POSITIVE_INFINITY };
    },
    spoilNext: (next) => {
      once = next;
    },
    close: () => {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
}

function sender(client: Socket): (spoilt: Spoilt) => void {
  let last: Promise<void> = Promise.resolve();
  const pause = (ms: number): Promise<void> => new Promise((resolve) => (ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve)));
  return ({ bytes, isEnd, byteByByte, delayMs }) => {
    last = last.then(async () => {
      if (delayMs) await pause(delayMs);
      const parts = byteByByte ? Array.from(bytes, (byte) => Buffer.from([byte])) : [bytes];
      for (const part of parts) {
        if (client.destroyed) return;
        client.write(part);
        if (byteByByte) await pause(0);
      }
      if (isEnd) client.end();
    });
  };
}
