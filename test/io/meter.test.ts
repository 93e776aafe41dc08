import { afterEach, describe, expect, test } from 'vitest';
import { openHttpPoster } from '#lib/io/http-post.ts';
import { createMeter } from '#lib/io/meter.ts';
import { answerBytes, startAnswer } from '#test/fakes/answer.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { startCutLength } from '#test/fakes/cut.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startUnauthorized } from '#test/fakes/refusals.ts';
import { until } from '#test/fakes/until.ts';
import { abortedWhen, closeAll, connect, failureOf, NEVER, start } from './asking.ts';

afterEach(closeAll);

const T = Date.UTC(2026, 2, 4, 14);

describe('a meter', () => {
  test('of a group counts its own, which is a part of what its system counts', () => {
    const meter = createMeter(() => T);
    meter.of('web').request(10, 20);
    meter.of('web').poll();
    meter.of('edge').request(1, 2);
    meter.request(100, 200);
    expect(meter.of('web').read().total).toEqual({ polls: 1, requests: 1, sentBytes: 10, receivedBytes: 20 });
    expect(meter.of('edge').read().lastMinute).toEqual({ polls: 0, requests: 1, sentBytes: 1, receivedBytes: 2 });
    expect(meter.read().total).toEqual({ polls: 1, requests: 3, sentBytes: 111, receivedBytes: 222 });
  });

  test('counts since it was made, and the last 60 seconds apart', () => {
    let now = T;
    const meter = createMeter(() => now);
    meter.poll();
    meter.request(100, 2_000);
    now += 59_000;
    meter.request(50, 0);
    expect(meter.read().lastMinute).toEqual({ polls: 1, requests: 2, sentBytes: 150, receivedBytes: 2_000 });
    now += 1_000;
    expect(meter.read().lastMinute).toEqual({ polls: 0, requests: 1, sentBytes: 50, receivedBytes: 0 });
    now += 3_600_000;
    expect(meter.read().lastMinute).toEqual({ polls: 0, requests: 0, sentBytes: 0, receivedBytes: 0 });
    expect(meter.read().total).toEqual({ polls: 1, requests: 2, sentBytes: 150, receivedBytes: 2_000 });
  });
});

describe('a connection tells its meter', () => {
  const ended = () => {
    const told: { sent: number; received: number }[] = [];
    return { told, meter: { request: (sent: number, received: number) => void told.push({ sent, received }) } };
  };

  test('every byte of requests and answers, over a socket that is used again too', async () => {
    const answer = { status: 200, body: 'x'.repeat(5_000) };
    const fake = await start(startAnswer(answer));
    const { told, meter } = ended();
    const connection = connect({}, meter);
    for (let i = 0; i < 4; i += 1) await connection.get(fake.url, NEVER);
    await until('all four have ended', () => told.length === 4);
    expect(told.map(({ received }) => received)).toEqual(Array(4).fill(answerBytes(answer).length));
    expect(told.reduce((sum, { sent }) => sum + sent, 0)).toBe(fake.heard().length);
    expect(fake.connections()).toBe(2);
  });

  test('a refused connection as a request without bytes', async () => {
    const { told, meter } = ended();
    await failureOf(connect({}, meter).get((await closedPort()).url, NEVER));
    await until('it has ended', () => told.length > 0);
    expect(told).toEqual([{ sent: 0, received: 0 }]);
  });

  test('one that was aborted, with what was sent', async () => {
    const fake = await start(startHang());
    const { told, meter } = ended();
    await abortedWhen(fake, connect({}, meter), () => fake.heard().endsWith('\r\n\r\n'));
    await until('it has ended', () => told.length > 0);
    expect(told).toEqual([{ sent: fake.heard().length, received: 0 }]);
  });

  test.each([
    ['that was refused', startUnauthorized],
    ['that was cut off', () => startCutLength('some text that is cut')],
  ])('an answer %s', async (_name, fakeOf) => {
    const fake = await start(fakeOf());
    const { told, meter } = ended();
    await failureOf(connect({}, meter).get(fake.url, NEVER));
    await until('it has ended', () => told.length > 0);
    expect(told).toEqual([{ sent: fake.heard().length, received: expect.any(Number) }]);
    expect(told[0]?.received).toBeGreaterThan(10);
  });

  test('a command too', async () => {
    const fake = await start(startAnswer({ status: 303, headers: { location: '/stats;st=DONE' } }));
    const { told, meter } = ended();
    const poster = openHttpPoster({ authorization: null, tls: { ca: null, verify: true } }, meter);
    await poster.post(fake.url, 's=web1&action=drain', NEVER);
    await until('it has ended', () => told.length > 0);
    poster.close();
    expect(told[0]?.sent).toBe(fake.heard().length);
    expect(told[0]?.received).toBeGreaterThan(10);
  });
});
