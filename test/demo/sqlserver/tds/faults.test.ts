import { describe, expect, test } from 'vitest';
import { rejection, until, withPool, withServer } from './with-server.ts';

describe('a frozen server', { timeout: 30_000 }, () => {
  test('answers nobody who is connected; thawed, it answers what was asked meanwhile', async () => {
    const { server } = await withServer();
    const pool = await withPool(server);
    await pool.request().query('one');
    const before = { ...server.counts };
    server.freeze();
    let isAnswered = false;
    const asked = pool
      .request()
      .query('one')
      .finally(() => {
        isAnswered = true;
      });
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([isAnswered, server.counts]).toEqual([false, before]);
    server.thaw();
    expect((await asked).recordset).toEqual([{ n: 1 }]);
    expect(server.counts.accepted).toBe(before.accepted);
  });

  test('lets a request run into its timeout, and its cancel too', async () => {
    const { server } = await withServer();
    const pool = await withPool(server, { requestTimeout: 100, options: { cancelTimeout: 100 } });
    await pool.request().query('one');
    server.freeze();
    expect(await rejection(pool.request().query('one'))).toMatchObject({ code: 'ETIMEOUT' });
    server.thaw();
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
  });

  test('accepts a connection and never answers it', async () => {
    const { server, seen } = await withServer();
    server.freeze();
    const error = await rejection(withPool(server, { connectionTimeout: 300 }));
    expect(error).toMatchObject({ code: 'ETIMEOUT' });
    expect([server.counts.accepted, server.counts.sentBytes, seen.logins.length]).toEqual([1, 0, 0]);
  });

  test('can be closed', async () => {
    const { server } = await withServer();
    const pool = await withPool(server);
    server.freeze();
    const asked = rejection(pool.request().query('one'));
    await server.close();
    expect((await asked).message).not.toBe('');
  });
});

describe.each([false, true])('spoilt answers, encrypted: %s', { timeout: 30_000 }, (encrypt) => {
  test.each([0, 1, 7, 8, 9, 40])('an answer cut at byte %i is an error of the client and no result', async (afterBytes) => {
    const { server } = await withServer();
    const pool = await withPool(server, { options: { encrypt } });
    server.spoil({ kind: 'cut', of: 'request', afterBytes });
    expect((await rejection(pool.request().query('one'))).message).not.toBe('');
    server.spoil(null);
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
    expect(server.complaints).toEqual([]);
  });

  test('a long answer is cut where it is said', async () => {
    const { server } = await withServer();
    const pool = await withPool(server, { options: { encrypt } });
    await pool.request().query('one');
    const before = server.counts.sentBytes;
    server.spoil({ kind: 'cut', of: 'request', afterBytes: 100_000 });
    expect((await rejection(pool.request().query('many 300000'))).message).not.toBe('');
    const sent = server.counts.sentBytes - before;
    expect(sent).toBeGreaterThanOrEqual(100_000);
    // Under TLS some bytes come with it.
    expect(sent).toBeLessThan(encrypt ? 110_000 : 100_001);
  });

  test.each(['prelogin', 'login'] as const)('a %s cut short is a connection that fails', async (of) => {
    const { server } = await withServer();
    server.spoil({ kind: 'cut', of, afterBytes: 20 });
    expect((await rejection(withPool(server, { options: { encrypt }, connectionTimeout: 1_000 }))).message).not.toBe('');
    await until(() => server.counts.open === 0);
  });

  test('garbage in place of an answer is an error of the client', async () => {
    const { server } = await withServer();
    const pool = await withPool(server, { options: { encrypt }, requestTimeout: 1_000 });
    // A packet of an answer, whole, with a token that there is not.
    server.spoil({ kind: 'garbage', of: 'request', bytes: Buffer.from([4, 1, 0, 12, 0, 0, 1, 0, 0x01, 2, 3, 4]) });
    expect((await rejection(pool.request().query('one'))).message).not.toBe('');
  });
});

test('dropped connections are gone at once, and new ones are taken', async () => {
  const { server, seen } = await withServer();
  const pool = await withPool(server);
  const asked = rejection(pool.request().query('wait'));
  await until(() => seen.batches.at(-1)?.sql === 'wait');
  server.dropAll();
  expect((await asked).message).not.toBe('');
  expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
  await until(() => server.counts.open === 1);
});

test('counts tell logins, batches, calls, cancels and bytes apart', async () => {
  const { server, seen } = await withServer();
  const pool = await withPool(server);
  await pool.request().batch('one');
  const before = { ...server.counts };
  await pool.request().batch('one');
  await pool.request().batch('one');
  await pool.request().input('a', 1).query('params');
  const request = pool.request();
  const asked = rejection(request.batch('wait'));
  await until(() => seen.batches.at(-1)?.sql === 'wait');
  request.cancel();
  await asked;
  const { receivedBytes, sentBytes, batches, calls, attentions } = server.counts;
  expect([batches - before.batches, calls - before.calls, attentions]).toEqual([3, 1, 1]);
  expect(receivedBytes).toBeGreaterThan(before.receivedBytes);
  expect(sentBytes).toBeGreaterThan(before.sentBytes);
});
