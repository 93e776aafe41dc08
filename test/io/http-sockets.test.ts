import { afterEach, describe, expect, test } from 'vitest';
import { answerBytes, startAnswer } from '#test/fakes/answer.ts';
import { startDrip } from '#test/fakes/drip.ts';
import { onRequest, startFake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startResetWhenReused } from '#test/fakes/reset.ts';
import { until } from '#test/fakes/until.ts';
import { abortedWhen, closeAll, connect, failureOf, NEVER, start } from './asking.ts';

afterEach(closeAll);

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n';

describe('an abort', () => {
  test('before anything is sent says no connection and opens none', async () => {
    const fake = await start(startHang());
    const failure = await failureOf(connect().get(fake.url, AbortSignal.abort()));
    expect([failure.kind, failure.message, fake.connections()]).toEqual(['timeout', 'no connection', 0]);
  });

  test('of a silent server says connected, no answer, and closes the socket', async () => {
    const fake = await start(startHang());
    const failure = await abortedWhen(fake, connect(), () => fake.heard().endsWith('\r\n\r\n'));
    expect([failure.kind, failure.message]).toEqual(['timeout', 'connected, no answer']);
    await until('the server sees the close', () => fake.openSockets() === 0);
  });

  test('of a dripping server says how many bytes came, and closes the socket', async () => {
    const fake = await start(startDrip(HEAD, 10));
    const connection = connect();
    const abort = new AbortController();
    const failure = failureOf(connection.get(fake.url, abort.signal));
    await until('asked', () => fake.heard() !== '');
    setTimeout(() => abort.abort(), 150);
    const { kind, message } = await failure;
    expect([kind, message]).toEqual(['timeout', expect.stringMatching(/^only \d+ bytes of the answer$/)]);
    expect(Number(message.match(/\d+/)?.[0])).toBeGreaterThanOrEqual(HEAD.length);
    await until('the server sees the close', () => fake.openSockets() === 0);
  });

  test('counts only the bytes of this answer on a kept socket', async () => {
    const answer = answerBytes({ status: 200, body: 'x'.repeat(500) });
    let asked = 0;
    const fake = await start(
      startFake((socket) => {
        onRequest(socket, () => {
          asked += 1;
          if (asked === 1) socket.write(answer);
        });
      }),
    );
    const connection = connect();
    await connection.get(fake.url, NEVER);
    const failure = await abortedWhen(fake, connection, () => asked === 2);
    expect([failure.message, fake.connections()]).toEqual(['connected, no answer', 1]);
  });

  test('of one request leaves another of the same connection alone', async () => {
    const hang = await start(startHang());
    const good = await start(startAnswer({ status: 200, body: 'ok' }));
    const connection = connect();
    await abortedWhen(hang, connection, () => hang.heard() !== '');
    expect(String((await connection.get(good.url, NEVER)).body)).toBe('ok');
  });
});

describe('sockets', () => {
  test('are kept for the next question and given up after two answers', async () => {
    const fake = await start(startAnswer({ status: 200, body: 'ok' }));
    const connection = connect();
    for (let asked = 0; asked < 6; asked += 1) await connection.get(fake.url, NEVER);
    expect(fake.connections()).toBe(3);
  });

  test('are never more than four', async () => {
    const fake = await start(startHang());
    const connection = connect();
    const asked = Array.from({ length: 8 }, () => failureOf(connection.get(fake.url, NEVER)));
    await until('four are open', () => fake.openSockets() === 4);
    connection.close();
    const failures = await Promise.all(asked);
    expect(failures.map(({ kind }) => kind)).toEqual(Array(8).fill('internal'));
    expect(fake.connections()).toBe(4);
  });

  test('that died while idle are no failure: the question is asked again on a new one', async () => {
    const fake = await start(startResetWhenReused());
    const connection = connect();
    await connection.get(fake.url, NEVER);
    expect(String((await connection.get(fake.url, NEVER)).body)).toBe('ok');
    expect(fake.connections()).toBe(2);
  });

  test('are all gone after close, and nothing can be asked any more', async () => {
    const fake = await start(startAnswer({ status: 200, body: 'ok' }));
    const connection = connect();
    await connection.get(fake.url, NEVER);
    expect(fake.openSockets()).toBe(1);
    connection.close();
    await until('the server sees the close', () => fake.openSockets() === 0);
    await expect(connection.get(fake.url, NEVER)).rejects.toThrow('asked over a closed connection');
  });
});
