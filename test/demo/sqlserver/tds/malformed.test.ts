import sql from 'mssql';
import { describe, expect, test } from 'vitest';
import type { TdsServer } from '#demo/sqlserver/tds/server.ts';
import { record, replay, replayInTurns } from './recording.ts';
import { rejection, until, withPool, withServer } from './with-server.ts';

const ROUNDS = Number(process.env.TDS_FUZZ_ROUNDS ?? 600);

/** Numbers that look random and are the same in every run (a linear congruence of 2^31). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * below);
  };
}

/** What a driver says from its first byte to its last: login, batches, calls with parameters of many types, a cancel, a transaction, a prepared statement. */
async function conversation(encrypt = false): Promise<{ server: TdsServer; said: Buffer }> {
  const { server, seen } = await withServer();
  // mssql tries a connection of its own first, which goes another way.
  const door = await record(server.port);
  const pool = await withPool(door, { options: { encrypt } });
  door.said.length = 0;
  await pool.request().query('one');
  if (!encrypt) await say(pool, () => seen.batches.at(-1)?.sql === 'wait');
  await pool.close();
  await until(() => server.counts.open === 0);
  return { server, said: Buffer.concat(door.said) };
}

async function say(pool: sql.ConnectionPool, isWaiting: () => boolean): Promise<void> {
  const request = pool.request().input('text', 'text€').input('int', sql.Int, 5).input('at', sql.DateTime2, new Date(0));
  request
    .input('exact', sql.Decimal(18, 4), 1.5)
    .input('long', sql.NVarChar(sql.MAX), 'y'.repeat(9_000))
    .input('bytes', sql.VarBinary, Buffer.from([1]));
  request
    .input('id', sql.UniqueIdentifier, '0E984725-C51C-4BF4-9960-E1C80E27ABA0')

    .input('none', sql.Int, null);
  await request.query('params');
  const waiting = pool.request();
  const asked = rejection(waiting.query('wait'));
  await until(isWaiting);
  waiting.cancel();
  await asked;
  const transaction = pool.transaction();
  await transaction.begin();
  await transaction.commit();
  const statement = new sql.PreparedStatement(pool).input('a', sql.Int);
  await statement.prepare('params @a');
  await statement.execute({ a: 1 });
  await statement.unprepare();
}

function mutated(bytes: Buffer, random: (below: number) => number): Buffer {
  let result = Buffer.from(bytes);
  for (let change = random(3); change >= 0; change--) {
    const at = random(result.length);
    const length = 1 + random(20);
    const kinds = [
      () => Buffer.concat([result.subarray(0, at), Buffer.from([random(256)]), result.subarray(at + 1)]),
      () => Buffer.concat([result.subarray(0, at), Buffer.from([0xff, 0xff]), result.subarray(at + 2)]),
      () => Buffer.concat([result.subarray(0, at), result.subarray(at + length)]),
      () => Buffer.concat([result.subarray(0, at), Buffer.from(Array.from({ length }, () => random(256))), result.subarray(at)]),
      () => Buffer.concat([result.subarray(0, at), result.subarray(random(result.length))]),
      () => result.subarray(0, at + 1),
    ];
    result = kinds[random(kinds.length)]?.() ?? result;
  }
  return result;
}

async function stillServes(server: TdsServer): Promise<void> {
  await until(() => server.counts.open === 0);
  expect((await (await withPool(server)).request().query('one')).recordset).toEqual([{ n: 1 }]);
}

describe('a conversation that is said again', () => {
  test('in single bytes is answered as in one piece', async () => {
    const { server, said } = await conversation();
    const once = { ...server.counts };
    const whole = await replay(server.port, [said]);
    const after = { ...server.counts };
    const inBytes = await replay(
      server.port,
      Array.from(said, (byte) => Uint8Array.of(byte)),
    );
    await until(() => server.counts.open === 0);
    expect(inBytes.length).toBe(whole.length);
    expect(whole.length).toBeGreaterThan(1_000);
    expect(server.counts.malformed).toBe(0);
    expect(server.counts.calls - after.calls).toBe(after.calls - once.calls);
    expect(after.calls - once.calls).toBeGreaterThan(3);
  });

  test.each([1, 2, 3, 4])('with changes (seed %i) ends connections and never the server', { timeout: 60_000 }, async (seed) => {
    const { server, said } = await conversation();
    const random = numbers(seed);
    for (let round = 0; round < ROUNDS / 4; round++) await replay(server.port, [mutated(said, random)]);
    expect(server.counts.malformed).toBeGreaterThan(ROUNDS / 40);
    expect(server.complaints.filter((reason) => reason.includes('fault:'))).toEqual([]);
    await stillServes(server);
  });

  test('with changes in its TLS ends connections and never the server', { timeout: 60_000 }, async () => {
    const { server, said } = await conversation(true);
    const random = numbers(5);
    const greeting = said.subarray(0, said.readUInt16BE(2));
    const rest = said.subarray(greeting.length);
    for (let round = 0; round < ROUNDS / 4; round++) await replayInTurns(server.port, greeting, mutated(rest, random));
    expect(server.complaints.filter((reason) => reason.includes('TLS:')).length).toBeGreaterThan(0);
    expect(server.complaints.filter((reason) => reason.includes('fault:'))).toEqual([]);
    await stillServes(server);
  });
});

describe('what is no TDS', () => {
  const packet = (type: number, body: readonly number[], flags = 1) => [
    type,
    flags,
    (body.length + 8) >> 8,
    (body.length + 8) & 0xff,
    0,
    0,
    1,
    0,
    ...body,
  ];

  test.each([
    ['a request of HTTP', [...Buffer.from('GET / HTTP/1.1\r\n\r\n')], 'a packet of type 0x47'],
    ['a packet shorter than its header', [18, 1, 0, 7, 0, 0, 1, 0], 'a packet that says it has 7 bytes'],
    ['a batch before anything else', packet(1, [1, 2, 3]), 'a message of type 1 before PRELOGIN'],
    ['a PRELOGIN without end', packet(18, [1, 0, 6]), 'PRELOGIN has no end of its options'],
    ['a PRELOGIN that points outside', packet(18, [1, 0, 99, 0, 1, 0xff]), 'an option of PRELOGIN lies outside of it'],
    ['a LOGIN7 of nothing', [...packet(18, [0xff]), ...packet(16, [])], 'LOGIN7 of 0 bytes'],
    ['a cancel before a login', [...packet(18, [0xff]), ...packet(6, [])], 'a cancel before a login'],
    ['a request where LOGIN7 is due', [...packet(18, [0xff]), ...packet(3, [0])], 'a message of type 3 where LOGIN7 is due'],
    ['two messages in one another', [...packet(18, [1], 0), ...packet(1, [1])], 'a packet of type 1 within a message of type 18'],
    [
      'a login without end',
      [
        ...packet(18, [0xff]),
        ...Array(5)
          .fill(packet(16, Array(32_000).fill(0), 0))
          .flat(),
      ],
      'a message of more than 131072 bytes',
    ],
  ])('%s ends the connection for a reason', async (_what, bytes, reason) => {
    const { server } = await withServer();
    await replay(server.port, [Uint8Array.from(bytes)]);
    await until(() => server.counts.open === 0);
    expect(server.complaints).toEqual([`connection 51: ${reason}`]);
    expect(server.counts.malformed).toBe(1);
    await stillServes(server);
  });

  test('a login that is cut off is no reason to complain', async () => {
    const { server } = await withServer();
    await replay(server.port, [Uint8Array.from(packet(18, [0xff])), Uint8Array.of(16, 1)]);
    await stillServes(server);
    expect(server.complaints).toEqual([]);
  });
});
