import { afterEach, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import { type BulkConnection, openBulk } from '#lib/io/redis-bulk.ts';
import { seeded } from '#test/act/audit/entries.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { type Fake, startFake } from '#test/fakes/fake-server.ts';
import { respBytes, startRespEndless, startRespGreeting } from '#test/fakes/resp-server.ts';

const DEADLINE_MS = 400;
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

type Access = { user?: string; password?: string; maxBytes?: number; signal?: AbortSignal };

async function open(port: number, { user, password, maxBytes = 10_000, signal }: Access = {}): Promise<BulkConnection> {
  const target = { host: '127.0.0.1', port, tls: null, user: user ?? null, password: password ?? null, name: 'test', maxBytes };
  const connection = await openBulk({ ...target, deadlineMs: DEADLINE_MS }, signal ?? new AbortController().signal, NO_METER);
  opened.push(connection);
  return connection;
}

/** A server that says OK to the name of the connection, and to what is asked next these bytes, in these pieces. */
async function answering(pieces: readonly Buffer[], thenCloses = false): Promise<Fake> {
  const fake = await startFake((socket) => {
    socket.setNoDelay(true);
    socket.once('data', () => {
      socket.write('+OK\r\n');
      socket.once('data', async () => {
        for (const piece of pieces) {
          socket.write(piece);
          await new Promise(setImmediate);
        }
        if (thenCloses) socket.end();
      });
    });
  });
  opened.push(fake);
  return fake;
}

const ANSWERS = [
  'plain',
  '',
  '\xe2\x82\xac'.repeat(30),
  0,
  -42,
  9_007_199_254_740_991,
  null,
  new Error('ERR no'),
  [],
  ['12', ['a', 'b\r\n$5\r\n', '']],
  [[1, null, [new Error('NOPERM x')]]],
] as const;
const READ = ANSWERS.map((answer) =>
  JSON.parse(JSON.stringify(answer, (_, value) => (value instanceof Error ? { error: value.message } : value))),
);
const WIRE = Buffer.concat(ANSWERS.map(respBytes));
// The fake writes text as UTF-8; a reply has one character for each byte.
READ[2] = Buffer.from(String(ANSWERS[2]), 'utf8').toString('latin1');

describe('what Redis answers is read as it is', () => {
  test('in one piece, and byte by byte', async () => {
    for (const pieces of [[WIRE], [...WIRE].map((byte) => Buffer.from([byte]))]) {
      const connection = await open((await answering(pieces)).port);
      expect(await connection.ask(ANSWERS.map(() => ['X']))).toEqual(READ);
    }
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('cut into pieces anywhere (seed %i)', async (seed) => {
    const random = seeded(seed);
    const pieces: Buffer[] = [];
    for (let at = 0; at < WIRE.length; ) {
      const size = 1 + Math.floor(random() * 40);
      pieces.push(WIRE.subarray(at, at + size));
      at += size;
    }
    const connection = await open((await answering(pieces)).port);
    expect(await connection.ask(ANSWERS.map(() => ['X']))).toEqual(READ);
  });

  test('batches that are sent without waiting are answered each by their own', async () => {
    const fake = await startFake((socket) => {
      socket.on('data', (chunk: Buffer) => {
        for (const [, name] of chunk.toString('latin1').matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) socket.write(`+${name}\r\n`);
      });
    });
    opened.push(fake);
    const connection = await open(fake.port);
    const asked = ['A', 'B', 'C'].map((name) => connection.ask([[name], [`${name}${name}`]]));
    expect(await Promise.all(asked)).toEqual([
      ['A', 'AA'],
      ['B', 'BB'],
      ['C', 'CC'],
    ]);
  });
});

describe('what is no whole answer is refused in words', () => {
  test('cut off at every byte', async () => {
    for (let bytes = 0; bytes < WIRE.length; bytes += 1) {
      const fake = await answering(bytes === 0 ? [] : [WIRE.subarray(0, bytes)], true);
      const connection = await open(fake.port);
      const asked = connection.ask(ANSWERS.map(() => ['X']));
      await expect(asked, `after ${bytes} bytes`).rejects.toMatchObject({
        kind: 'protocol',
        message: expect.stringMatching(/cut off|closed|error/),
      });
      connection.close();
      await fake.close();
    }
  });

  test.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['a number that is none', ':12x\r\n'],
    ['a length that is none', '$-2\r\n'],
    ['a text that is longer than it says', '$3\r\nabcd\r\n'],
    ['a line that ends in half a line break', '+OK\rX'],
    ['lists without end', '*1\r\n'.repeat(20)],
    ['a line without end', `+${'x'.repeat(9_000)}`],
    ['RESP3', '%1\r\n+a\r\n+b\r\n'],
  ])('%s', async (_name, text) => {
    const connection = await open((await answering([Buffer.from(text)])).port);
    await expect(connection.ask([['X']])).rejects.toMatchObject({ kind: 'protocol', message: expect.stringContaining('not Redis') });
  });

  test.each([
    ['a text', '$1000000000\r\n'],
    ['a list', '*1000000000\r\n'],
    ['many texts', `*3\r\n${`$6000\r\n${'x'.repeat(6_000)}\r\n`.repeat(2)}`],
  ])('more than was allowed for, without waiting for it: %s', async (_name, text) => {
    const connection = await open((await answering([Buffer.from(text)])).port);
    await expect(connection.ask([['X']])).rejects.toMatchObject({ kind: 'protocol', message: expect.stringContaining('too large') });
  });

  test('random bytes never hang it and never come as an answer of another shape (fixed seeds)', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = seeded(seed);
      const bytes = Buffer.from(Array.from({ length: 60 }, () => '$*+-:\r\n0123456789abc'.charCodeAt(Math.floor(random() * 20))));
      const connection = await open((await answering([bytes], true)).port);
      const came = await connection.ask([['X'], ['Y'], ['Z']]).catch((error: Error) => error.name);
      expect(Array.isArray(came) ? came.length : came).toEqual(Array.isArray(came) ? 3 : 'FetchError');
    }
  });

  test('an answer that does not come, or does not end', async () => {
    const silent = await open((await answering([Buffer.from('$5\r\nab')])).port);
    await expect(silent.ask([['X']])).rejects.toMatchObject({ kind: 'timeout', message: 'no answer for 400ms' });
    await expect(silent.ask([['X']])).rejects.toMatchObject({ kind: 'timeout' });
    const endless = await startRespEndless();
    opened.push(endless);
    await expect(open(endless.port)).rejects.toMatchObject({ kind: 'protocol' });
  });
});

describe('the connection', () => {
  test('is refused in words where nothing listens, where too many clients are there, and where the password is wrong', async () => {
    await expect(open((await closedPort()).port)).rejects.toMatchObject({ kind: 'refused' });
    const full = await startRespGreeting('-ERR max number of clients reached\r\n');
    opened.push(full);
    const asked = open(full.port).then((connection) => connection.ask([['PING']]));
    await expect(asked).rejects.toMatchObject({ kind: 'busy' });
    const wrong = await startFake((socket) => socket.on('data', () => socket.write('-WRONGPASS no\r\n-NOAUTH no\r\n')));
    opened.push(wrong);
    await expect(open(wrong.port, { user: 'u', password: 'pw' })).rejects.toMatchObject({ kind: 'auth' });
  });

  test('is gone when what waits for it is aborted', async () => {
    const fake = await answering([]);
    const giving = new AbortController();
    const connection = await open(fake.port, { signal: giving.signal });
    const asked = connection.ask([['X']]);
    giving.abort();
    await expect(asked).rejects.toMatchObject({ kind: 'timeout' });
    await expect.poll(() => fake.openSockets()).toBe(0);
  });
});
