import { afterEach, describe, expect, test } from 'vitest';
import type { FailureKind } from '#lib/failure.ts';
import { basicAuthorization } from '#lib/io/http-request.ts';
import { startAnswer, startEcho } from '#test/fakes/answer.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { startCutChunks, startCutHeaders, startCutLength } from '#test/fakes/cut.ts';
import { startDrip } from '#test/fakes/drip.ts';
import { startEndlessHeaders } from '#test/fakes/endless-headers.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startBadChunks, startGarbage } from '#test/fakes/garbage.ts';
import { startAnnounced, startHugeBody } from '#test/fakes/huge-body.ts';
import { startElasticGreeting, startGzip, startOtherPage } from '#test/fakes/other-product.ts';
import {
  startForbidden,
  startNotFound,
  startRedirect,
  startServerError,
  startUnauthorized,
  startUnavailable,
} from '#test/fakes/refusals.ts';
import { startReset, startSilentClose } from '#test/fakes/reset.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';
import { until } from '#test/fakes/until.ts';
import { closeAll, connect, failureOf, NEVER, start } from './asking.ts';

afterEach(closeAll);

describe('a whole answer', () => {
  test('is given with its status, content type and bytes', async () => {
    const fake = await start(
      startAnswer({ status: 200, headers: { 'content-type': 'text/csv' }, body: Buffer.from([0x61, 0xe9, 0x00, 0x0a]) }),
    );
    const answer = await connect().get(fake.url, NEVER);
    expect(answer).toEqual({ status: 200, contentType: 'text/csv', body: Buffer.from([0x61, 0xe9, 0x00, 0x0a]) });
  });

  test('may be empty, and may be without a content type', async () => {
    const fake = await start(startAnswer({ status: 200 }));
    expect(await connect().get(fake.url, NEVER)).toEqual({ status: 200, contentType: '', body: Buffer.alloc(0) });
  });

  test('is asked for with GET, the path and query as given, no encoding, and the user and password', async () => {
    const fake = await start(startAnswer({ status: 200 }));
    await connect({ authorization: basicAuthorization('reader', 'pässword') }).get(`${fake.url};csv?a=b`, NEVER);
    expect(fake.heard()).toMatch(/^GET \/stats;csv\?a=b HTTP\/1\.1\r\n/);
    expect(fake.heard().toLowerCase()).toContain('accept-encoding: identity\r\n');
    expect(fake.heard()).toContain(`uthorization: Basic ${Buffer.from('reader:pässword').toString('base64')}\r\n`);
  });

  test('is accepted from a server that ends its body by closing', async () => {
    const fake = await start(startAnswer({ status: 200, headers: { connection: 'close' }, body: 'all of it' }));
    expect(String((await connect().get(fake.url, NEVER)).body)).toBe('all of it');
  });
});

type Told = [kind: FailureKind, words: RegExp, received?: RegExp];
type Case = [what: string, fake: () => Promise<Fake>, ...told: Told];

describe('everything but a whole 200', () => {
  test.each<Case>([
    ['a reset connection', startReset, 'protocol', /^127\.0\.0\.1:\d+ takes the connection and closes it without an answer$/],
    ['a connection closed without a word', startSilentClose, 'protocol', /closes it without an answer$/],
    ['a body shorter than announced', () => startCutLength('x'.repeat(12_345), 655), 'protocol', /^cut off after 12,345 bytes of 13,000$/],
    ['chunks without an end', () => startCutChunks('x'.repeat(12_345)), 'protocol', /^cut off after 12,345 bytes$/],
    ['headers without an end of line', startCutHeaders, 'protocol', /^cut off after 27 bytes, within the headers$/],
    ['chunks with a size that is none', startBadChunks, 'protocol', /^its body is not in valid chunks$/],
    ['random bytes', startGarbage, 'protocol', /^what answers on 127\.0\.0\.1:\d+ is not HTTP$/, /./],
    ['an SSH greeting', startSshBanner, 'protocol', /is not HTTP$/, /^SSH-2\.0-OpenSSH_9/],
    ['an encoded body', () => startGzip('text'), 'protocol', /^its body is encoded as gzip, which was not asked for$/],
    ['headers without an end', startEndlessHeaders, 'protocol', /^its headers do not end: more than 16 kB of them$/],
    [
      'an announced body over the limit',
      () => startAnnounced(5_000_000),
      'protocol',
      /^its answer is too large: 5,000,000 bytes .* 100,000 \(maxBytes\)$/,
    ],
    ['401', startUnauthorized, 'auth', /^401: it wants a user and password; none is configured$/, /Who are you\?/],
    ['403', startForbidden, 'permission', /^403: it may not be read from this address/, /Not from here/],
    ['404', startNotFound, 'http', /^404 Not Found: there is nothing at \/stats; check the path in the config$/, /No such page/],
    ['500', startServerError, 'http', /^500 Internal Server Error: the database is gone$/, /the database is gone/],
    ['503', startUnavailable, 'http', /^503 Service Unavailable: Nobody is left to answer\.$/, /Nobody is left/],
    ['204', () => startAnswer({ status: 204 }), 'http', /^204 No Content$/],
    [
      'a switch of protocols',
      () => startAnswer({ status: 101, headers: { connection: 'upgrade', upgrade: 'x' } }),
      'protocol',
      /^its answer is 101/,
    ],
    ['a redirect', startRedirect, 'http', /^302: it sends us elsewhere, to https:\/\/sign-in\.example\.net\/start; put the address/],
    ['a redirect to nowhere', () => startAnswer({ status: 301 }), 'http', /^301: it sends us elsewhere, without saying where;/],
  ])('%s is told in words', async (_, fake, ...[kind, words, received]) => {
    const { url } = await start(fake());
    const failure = await failureOf(connect().get(url, NEVER));
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringMatching(words)]);
    if (received) expect(failure.received).toMatch(received);
  });

  test('a port on which nothing listens is refused', async () => {
    const { url, port } = await closedPort();
    const failure = await failureOf(connect().get(url, NEVER));
    expect([failure.kind, failure.message]).toEqual(['refused', `connection refused: nothing listens on 127.0.0.1:${port}`]);
  });

  test('a page of another product is an answer, for parse to judge', async () => {
    const { url } = await start(startOtherPage());
    expect((await connect().get(url, NEVER)).contentType).toBe('text/html');
    const greeting = await start(startElasticGreeting());
    expect((await connect().get(greeting.url, NEVER)).contentType).toBe('application/json');
  });

  test('a refused user and password is told apart from none', async () => {
    const { url } = await start(startUnauthorized());
    const failure = await failureOf(connect({ authorization: basicAuthorization('a', 'b') }).get(url, NEVER));
    expect([failure.kind, failure.message]).toEqual(['auth', '401: user or password refused']);
  });

  test('a body without an end is destroyed at the limit', async () => {
    const fake = await start(startHugeBody());
    const failure = await failureOf(connect().get(fake.url, NEVER));
    expect([failure.kind, failure.message]).toEqual(['protocol', expect.stringMatching(/^its answer is too large/)]);
    await until('the server sees the close', () => fake.openSockets() === 0);
    const sent = fake.sent();
    expect(sent).toBeLessThan(20_000_000);
  });

  test('a refusal whose page does not end is told when time is up', async () => {
    const fake = await start(startDrip('HTTP/1.1 401 No\r\ncontent-length: 500\r\n\r\nno', 10));
    const abort = new AbortController();
    const failure = failureOf(connect().get(fake.url, abort.signal));
    await until('asked', () => fake.heard() !== '');
    setTimeout(() => abort.abort(), 100);
    expect((await failure).kind).toBe('auth');
    await until('the server sees the close', () => fake.openSockets() === 0);
  });
});

describe('a password', () => {
  const password = 'hush "&<ü>';
  const authorization = basicAuthorization('reader', password);

  test.each([
    ['sent back in an error page', 500],
    ['sent back in a refusal', 401],
    ['sent back in a page not found', 404],
  ])('%s is in no part of the failure', async (_, status) => {
    const { url } = await start(startEcho(status));
    const failure = await failureOf(connect({ authorization }).get(url, NEVER));
    expect(failure.received).toContain('***');
    expect(`${failure.message} ${failure.received}`).not.toContain(authorization.slice(6, 14));
  });

  test.each([
    ['as it is', password],
    ['percent-encoded', encodeURIComponent(password)],
    ['in JSON', JSON.stringify(password)],
    ['in HTML', 'hush &quot;&amp;&lt;ü&gt;'],
  ])('that a page spells %s is not shown', async (_, spelled) => {
    const { url } = await start(startAnswer({ status: 500, body: `wrong: ${spelled}!` }));
    const failure = await failureOf(connect({ authorization }).get(url, NEVER));
    expect(`${failure.message} ${failure.received}`).not.toContain('hush');
  });

  test('in a redirect is not shown', async () => {
    const { url } = await start(startAnswer({ status: 302, headers: { location: `/login/${encodeURIComponent(password)}` } }));
    const failure = await failureOf(connect({ authorization }).get(url, NEVER));
    expect(failure.message).toContain('/login/***');
  });
});

describe('a name', () => {
  test('that has no address is told as such', async () => {
    const name = `${'x'.repeat(64)}.invalid`;
    const failure = await failureOf(connect().get(`http://${name}:7001/stats`, NEVER));
    expect([failure.kind, failure.message]).toEqual(['dns', expect.stringContaining(name)]);
  });
});
