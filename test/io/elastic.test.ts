import { afterEach, describe, expect, test } from 'vitest';
import { type ElasticAsk, type ElasticConnection, type ElasticTarget, openElastic } from '#lib/io/elastic.ts';
import { createMeter, type Meter, NO_METER } from '#lib/io/meter.ts';
import { startAnswer } from '#test/fakes/answer.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startHugeBody } from '#test/fakes/huge-body.ts';
import { startResetWhenReused, startSilentClose } from '#test/fakes/reset.ts';
import { until } from '#test/fakes/until.ts';
import { closeAll, failureOf, NEVER, start } from './asking.ts';

const open: ElasticConnection[] = [];
afterEach(async () => {
  for (const line of open.splice(0)) line.close();
  await closeAll();
});

const BASIC = `Basic ${Buffer.from('vigil:hunter2').toString('base64')}`;
const JSON_TYPE = { 'content-type': 'application/json' };
const HEALTH: ElasticAsk = { method: 'GET', path: '/_cluster/health', query: { level: 'indices', local: true } };

function connect({ url }: Pick<Fake, 'url'>, changes: Partial<ElasticTarget> = {}, meter: Meter = NO_METER): ElasticConnection {
  const tls = { ca: null, verify: true };
  const line = openElastic({ url: new URL(url).origin, authorization: null, tls, maxBytes: 100_000, ...changes }, meter);
  open.push(line);
  return line;
}

function answers(status: number, body: string, headers: Record<string, string> = JSON_TYPE): Promise<Fake> {
  return start(startAnswer({ status, headers, body }));
}

describe('what is sent', () => {
  test('is one request in plain JSON, below the path of the URL, with the credentials', async () => {
    const fake = await answers(200, '{"status":"green"}');
    const line = connect(fake, { url: `${new URL(fake.url).origin}/es`, authorization: BASIC });
    expect(await line.ask(HEALTH, NEVER)).toEqual({ status: 'green' });
    const heard = fake.heard();
    expect(heard).toMatch(/^GET \/es\/_cluster\/health\?level=indices&local=true HTTP\/1\.1\r\n/);
    expect(heard).toContain(BASIC);
    expect(heard).not.toMatch(/vnd\.elasticsearch|x-elastic-client-meta/i);
    expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('has a body of JSON for a command, whoever answers: a product that does not name itself is no reason to throw after it', async () => {
    const fake = await answers(200, '{"acknowledged":true}');
    const ask: ElasticAsk = { method: 'PUT', path: '/_cluster/settings', body: { persistent: { 'a.b': null } } };
    expect(await connect(fake).ask(ask, NEVER)).toEqual({ acknowledged: true });
    expect(fake.heard()).toMatch(/content-type: application\/json\r\n/i);
    expect(fake.heard()).toContain('{"persistent":{"a.b":null}}');
  });

  test.each([429, 502, 503, 504])('is not sent again after %i', async (status) => {
    const fake = await answers(status, '{"error":{"type":"some_exception","reason":"busy"}}');
    await failureOf(connect(fake).ask(HEALTH, NEVER));
    expect(fake.heard().match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('is asked again where a kept socket was closed while it was idle', async () => {
    const fake = await start(startResetWhenReused());
    const line = connect(fake);
    const words = async () => (await failureOf(line.ask(HEALTH, NEVER))).message;
    expect([await words(), await words()]).toEqual([expect.stringMatching(/no Elasticsearch/), expect.stringMatching(/no Elasticsearch/)]);
    expect(fake.connections()).toBe(2);
  });

  test('is a command that goes out once, over a socket of its own', async () => {
    const fake = await answers(200, '{}');
    const line = connect(fake, { isOnce: true });
    for (let sent = 0; sent < 2; sent += 1) await line.ask({ method: 'POST', path: '/_cluster/reroute' }, NEVER);
    expect(fake.connections()).toBe(2);
    const silent = await start(startSilentClose());
    await failureOf(connect(silent, { isOnce: true }).ask({ method: 'POST', path: '/_cluster/reroute' }, NEVER));
    expect(silent.connections()).toBe(1);
  });
});

describe('an answer that is not the one asked for', () => {
  const error = (type: string, reason: string | null): string => JSON.stringify({ error: { type, reason } });
  test.each([
    ['401 as text', 401, 'Unauthorized', 'text/plain', 'auth', /^401/],
    ['401 as JSON', 401, error('security_exception', 'missing authentication credentials'), 'application/json', 'auth', /^401/],
    [
      '403, with the right that is missing',
      403,
      error('security_exception', 'action [cluster:monitor/health] is unauthorized for user [vigil]'),
      'application/json',
      'permission',
      /cluster:monitor\/health/,
    ],
    ['429', 429, error('circuit_breaking_exception', '[parent] Data too large'), 'application/json', 'busy', /too busy.*Data too large/],
    ['503 without a master', 503, error('master_not_discovered_exception', null), 'application/json', 'http', /no elected master/],
    [
      '400 of a parameter',
      400,
      error('illegal_argument_exception', 'unrecognized parameter: [local]'),
      'application/json',
      'http',
      /\[local\]/,
    ],
    ['an error that is a text', 406, '{"error":"Content-Type header is not supported"}', 'application/json', 'http', /Content-Type header/],
    ['a page of a proxy', 502, '<html><h1>502 Bad Gateway</h1></html>', 'text/html', 'http', /^502/],
    ['a page with 200', 200, '<html>Sign in</html>', 'text/html', 'protocol', /text\/html.*proxy/],
    ['JSON that is cut', 200, '{"status":"gre', 'application/json', 'protocol', /is not/],
    ['nothing', 200, '', 'application/json', 'protocol', /empty/],
  ])('%s is a failure in words', async (...[, status, body, type, kind, words]) => {
    const fake = await answers(status, body, { 'content-type': type });
    const failure = await failureOf(connect(fake, { authorization: BASIC }).ask(HEALTH, NEVER));
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringMatching(words)]);
  });

  test('is unsupported where that status says that a version does not know the request', async () => {
    const fake = await answers(400, error('illegal_argument_exception', 'no handler'));
    const ask = { ...HEALTH, unknownBy: { statuses: [400, 404], words: 'not before 8.7' } };
    expect(await failureOf(connect(fake).ask(ask, NEVER))).toMatchObject({ kind: 'unsupported', message: 'not before 8.7' });
  });

  test.each([
    ['in an error', 500, JSON.stringify({ error: { type: 'x', reason: `no hunter2 and no ${BASIC}` } }), 'application/json'],
    ['in a page', 200, `<html>hunter2 ${BASIC}</html>`, 'text/html'],
    ['in JSON that is cut', 200, `{"a":"hunter2 ${BASIC}`, 'application/json'],
  ])('tells no secret that stands %s', async (_, status, body, type) => {
    const fake = await answers(status, body, { 'content-type': type });
    const { message, received } = await failureOf(connect(fake, { authorization: BASIC }).ask(HEALTH, NEVER));
    expect(`${message} ${received}`).toContain('***');
    expect(`${message} ${received}`).not.toMatch(/hunter2|dmlnaWw/);
  });

  test('is given up when it is larger than maxBytes, and says how large', async () => {
    const fake = await start(startHugeBody());
    const failure = await failureOf(connect(fake).ask(HEALTH, NEVER));
    expect([failure.kind, failure.message]).toEqual(['protocol', expect.stringMatching(/too large: .* 100,000 \(maxBytes\)/)]);
    await until('the socket is gone', () => fake.openSockets() === 0);
  });

  test('is a refusal where nothing listens', async () => {
    expect(await failureOf(connect(await closedPort()).ask(HEALTH, NEVER))).toMatchObject({ kind: 'refused' });
  });
});

test('an abort ends the request at once and its socket with it', async () => {
  const fake = await start(startHang());
  const abort = new AbortController();
  const failure = failureOf(connect(fake).ask(HEALTH, abort.signal));
  await until('it was asked', () => fake.heard() !== '');
  abort.abort();
  expect((await failure).message).toBe('connected, no answer');
  await until('the socket is gone', () => fake.openSockets() === 0);
});

test('sockets are kept for a second question, and given up after it, so that another process behind the address is soon met', async () => {
  const fake = await answers(200, '{}');
  const line = connect(fake);
  for (let asked = 0; asked < 6; asked += 1) await line.ask(HEALTH, NEVER);
  expect(fake.connections()).toBe(3);
});

test('the meter counts every request, and the bytes that the server itself has seen', async () => {
  const body = JSON.stringify({ filler: 'x'.repeat(5_000) });
  const fake = await answers(200, body);
  const meter = createMeter(Date.now);
  const line = connect(fake, {}, meter);
  for (let asked = 0; asked < 3; asked += 1) await line.ask(HEALTH, NEVER);
  await until('all have ended', () => meter.read().total.requests === 3);
  const { sentBytes, receivedBytes } = meter.read().total;
  expect(sentBytes).toBe(Buffer.byteLength(fake.heard()));
  expect(receivedBytes).toBeGreaterThan(3 * body.length);
  expect(receivedBytes).toBeLessThan(3 * (body.length + 300));
});
