import type sql from 'mssql';
import { describe, expect, test } from 'vitest';
import { rejection, until, withPool, withServer } from './with-server.ts';

async function cancelledWhile(request: sql.Request, text: string, isDue: () => boolean): Promise<void> {
  const asked = rejection(request.query(text));
  await until(isDue);
  request.cancel();
  expect(await asked).toMatchObject({ code: 'ECANCEL' });
}

describe.each([false, true])('a cancel, encrypted: %s', (encrypt) => {
  test('while a request waits ends it, twice in a row, and the connection is still good', async () => {
    const { server, seen } = await withServer();
    const pool = await withPool(server, { options: { encrypt } });
    const before = server.counts.accepted;
    for (const round of [1, 2]) {
      await cancelledWhile(
        pool.request(),
        'wait',
        () => seen.batches.at(-1)?.sql === 'wait' && seen.batches.filter(({ sql }) => sql === 'wait').length === round,
      );
      expect([seen.aborted, server.counts.attentions]).toEqual([round, round]);
    }
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
    expect(server.counts.accepted).toBeLessThanOrEqual(before + 1);
    expect(server.complaints).toEqual([]);
  });

  test('in the middle of 300,000 rows stops them, and the connection is still good', async () => {
    const { server, seen } = await withServer();
    const pool = await withPool(server, { options: { encrypt } });
    const request = pool.request();
    request.stream = true;
    let rows = 0;
    request.on('row', () => {
      rows += 1;
      if (rows === 1_000) request.cancel();
    });
    const ended = new Promise((resolve, reject) => request.on('error', reject).on('done', resolve));
    void request.query('many 300000');
    expect(await rejection(ended)).toMatchObject({ code: 'ECANCEL' });
    expect(seen.aborted).toBe(1);
    expect(rows).toBeLessThan(300_000);
    // All rows would be more than 90 MB.
    expect(server.counts.sentBytes).toBeLessThan(45_000_000);
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
  });

  test('that a request timeout sends ends the request on the server', async () => {
    const { server, seen } = await withServer();
    const pool = await withPool(server, { options: { encrypt }, requestTimeout: 200 });
    expect(await rejection(pool.request().query('wait'))).toMatchObject({ code: 'ETIMEOUT' });
    expect(seen.aborted).toBe(1);
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
  });
});

test('a client that goes while its request waits ends the request and the session', async () => {
  const { server, seen } = await withServer();
  const pool = await withPool(server);
  const asked = rejection(pool.request().query('wait'));
  await until(() => seen.batches.at(-1)?.sql === 'wait');
  server.dropAll();
  await asked;
  await until(() => seen.aborted === 1 && seen.open === 0 && server.counts.open === 0);
});

test('a client that does not read keeps the rest of a long result waiting', async () => {
  const { server } = await withServer();
  const pool = await withPool(server);
  const request = pool.request();
  request.stream = true;
  let rows = 0;
  const paused = new Promise<void>((resolve) =>
    request.on('row', () => {
      rows += 1;
      if (rows !== 100) return;
      request.pause();
      resolve();
    }),
  );
  const ended = new Promise((resolve, reject) => request.on('error', reject).on('done', resolve));
  void request.query('many 300000');
  await paused;
  let before = -1;
  // It is quiet when a hundred turns of the event loop have sent nothing more.
  for (let turns = 0; turns < 100; turns = server.counts.sentBytes === before ? turns + 1 : 0) {
    before = server.counts.sentBytes;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(server.counts.sentBytes).toBeLessThan(45_000_000);
  request.resume();
  await ended;
  expect(rows).toBe(300_000);
});
