import { afterEach, describe, expect, test } from 'vitest';
import { openHttpPoster, type Posted } from '#lib/io/http-post.ts';
import { basicAuthorization, type HttpAccess } from '#lib/io/http-request.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { startAnswer, startEcho } from '#test/fakes/answer.ts';
import { HAS_OPENSSL, makeCertificate } from '#test/fakes/certificate.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { startCutHeaders } from '#test/fakes/cut.ts';
import { startDrip } from '#test/fakes/drip.ts';
import { startEndlessHeaders } from '#test/fakes/endless-headers.ts';
import { type Fake, onRequest, startFake } from '#test/fakes/fake-server.ts';
import { startGarbage } from '#test/fakes/garbage.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startHugeBody } from '#test/fakes/huge-body.ts';
import { startOtherPage } from '#test/fakes/other-product.ts';
import { startRedirect, startUnauthorized, startUnavailable } from '#test/fakes/refusals.ts';
import { startReset, startResetWhenReused, startSilentClose } from '#test/fakes/reset.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';
import { startTls } from '#test/fakes/tls.ts';
import { until } from '#test/fakes/until.ts';
import { closeAll, NEVER, start } from './asking.ts';

const FORM = 's=web03&b=be_web&action=drain';
const ACCESS: HttpAccess = { authorization: null, tls: { ca: null, verify: true } };
const posters: { close(): void }[] = [];

afterEach(async () => {
  for (const poster of posters.splice(0)) poster.close();
  await closeAll();
});

function open(changes: Partial<HttpAccess> = {}) {
  const poster = openHttpPoster({ ...ACCESS, ...changes }, NO_METER);
  posters.push(poster);
  return poster;
}

function post(url: string, signal = NEVER): Promise<Posted> {
  return open().post(url, FORM, signal);
}

/** Sends until `when` holds, then aborts, and gives what came of it. */
async function postUntil(url: string, when: () => boolean): Promise<Posted> {
  const abort = new AbortController();
  const posted = post(url, abort.signal);
  await until('the command has come so far', when);
  abort.abort();
  return posted;
}

/** Reads a command and resets the connection. */
function startResetAfterReading(): Promise<Fake> {
  return startFake((socket) => onRequest(socket, () => socket.resetAndDestroy()));
}

function timesHeard(fake: Fake): number {
  return fake.heard().split('POST ').length - 1;
}

describe('a command', () => {
  test('is sent as a form with its length, its user and password, and no wish to keep the socket', async () => {
    const fake = await start(startAnswer({ status: 303, headers: { location: '/stats;st=DONE' } }));
    const authorization = basicAuthorization('ann', 'pässword');
    expect(await open({ authorization }).post(`${fake.url}?a=b`, FORM, NEVER)).toEqual({
      is: 'answered',
      status: 303,
      reason: 'See Other',
      location: '/stats;st=DONE',
      text: '',
    });
    const [head = '', body] = fake.heard().split('\r\n\r\n');
    expect(head).toMatch(/^POST \/stats\?a=b HTTP\/1\.1\r\n/);
    expect(body).toBe(FORM);
    const lines = head.toLowerCase().split('\r\n');
    expect(lines).toContain('content-type: application/x-www-form-urlencoded');
    expect(lines).toContain(`content-length: ${FORM.length}`);
    expect(lines).toContain('connection: close');
    expect(head).toContain(authorization);
    expect(lines.join()).not.toContain('transfer-encoding');
  });

  test('has a socket of its own, so that an old one cannot die under it', async () => {
    const fake = await start(startResetWhenReused());
    const poster = open();
    for (let sent = 0; sent < 3; sent += 1) expect((await poster.post(fake.url, FORM, NEVER)).is).toBe('answered');
    expect(fake.connections()).toBe(3);
  });

  test('is not sent on to where a redirect points', async () => {
    const target = await start(startAnswer({ status: 200 }));
    const fake = await start(startAnswer({ status: 307, headers: { location: target.url } }));
    expect(await post(fake.url)).toMatchObject({ is: 'answered', status: 307, location: target.url });
    expect(target.connections()).toBe(0);
  });
});

describe('any answer is an answer', () => {
  test.each<[string, () => Promise<Fake>, number, RegExp]>([
    ['a page of another product', startOtherPage, 200, /Welcome/],
    ['a refused user', startUnauthorized, 401, /Who are you/],
    ['nobody left to answer', startUnavailable, 503, /Nobody is left/],
    ['a redirect to a sign-in page', startRedirect, 302, /^$/],
  ])('%s', async (_, fake, status, text) => {
    const { url } = await start(fake());
    expect(await post(url)).toMatchObject({ is: 'answered', status, text: expect.stringMatching(text) });
  });

  test('a body without an end is read no further than its beginning', async () => {
    const fake = await start(startHugeBody());
    expect(await post(fake.url)).toMatchObject({ is: 'answered', status: 200, text: 'x'.repeat(2_000) });
    await until('the server sees the close', () => fake.openSockets() === 0);
  });

  test('a body that drips is cut when time is up, and the answer stands', async () => {
    const fake = await start(startDrip('HTTP/1.1 303 See Other\r\nlocation: /stats;st=DONE\r\ncontent-length: 500\r\n\r\n', 10));
    const abort = new AbortController();
    const posted = post(fake.url, abort.signal);
    await until('asked', () => fake.heard() !== '');
    setTimeout(() => abort.abort(), 100);
    expect(await posted).toMatchObject({ is: 'answered', status: 303, location: '/stats;st=DONE' });
    await until('the server sees the close', () => fake.openSockets() === 0);
  });
});

describe('a command that was written and is not answered', () => {
  test.each<[string, () => Promise<Fake>, RegExp]>([
    ['by a server that reads it and resets', startResetAfterReading, /takes the connection and closes it without an answer$/],
    ['by a server that reads it and closes', startSilentClose, /closes it without an answer$/],
    [
      'but with a switch of protocols',
      () => startAnswer({ status: 101, headers: { connection: 'upgrade', upgrade: 'x' } }),
      /^its answer is 101/,
    ],
    ['but with random bytes', startGarbage, /is not HTTP$/],
    ['but with an SSH greeting', startSshBanner, /is not HTTP$/],
    ['but with half a head', startCutHeaders, /^cut off after 27 bytes, within the headers$/],
    ['but with headers without an end', startEndlessHeaders, /^its headers do not end/],
  ])('%s is told so, and is never sent again', async (_, fake, words) => {
    const server = await start(fake());
    expect(await post(server.url)).toEqual({ is: 'no answer', words: expect.stringMatching(words) });
    expect(server.connections()).toBe(1);
    expect(timesHeard(server)).toBeLessThanOrEqual(1);
  });

  test('by a silent server is told so when time is up, and its socket is closed', async () => {
    const fake = await start(startHang());
    expect(await postUntil(fake.url, () => fake.heard().endsWith(FORM))).toEqual({ is: 'no answer', words: 'connected, no answer' });
    await until('the server sees the close', () => fake.openSockets() === 0);
  });

  test('because its poster was closed is told so', async () => {
    const fake = await start(startHang());
    const poster = open();
    const posted = poster.post(fake.url, FORM, NEVER);
    await until('it is written', () => fake.heard().endsWith(FORM));
    poster.close();
    expect(await posted).toEqual({ is: 'no answer', words: 'Vigil closed the connection' });
    expect(await poster.post(fake.url, FORM, NEVER)).toEqual({ is: 'not sent', words: 'Vigil closed the connection' });
  });

  test('by a server that resets at once counts as sent wherever a byte of it may have gone out', async () => {
    const fake = await start(startReset());
    const posted = await post(fake.url);
    expect(posted.is).toMatch(fake.heard() === '' ? /^(not sent|no answer)$/ : /^no answer$/);
    expect(fake.connections()).toBe(1);
  });
});

describe('a command of which no byte was written', () => {
  test('because nothing listens', async () => {
    const { url, port } = await closedPort();
    expect(await post(url)).toEqual({ is: 'not sent', words: `connection refused: nothing listens on 127.0.0.1:${port}` });
  });

  test('because the name has no address', async () => {
    const posted = await post(`http://${'x'.repeat(64)}.invalid:7001/stats`);
    expect(posted).toEqual({ is: 'not sent', words: expect.stringMatching(/DNS/) });
  });

  test('because time was up before', async () => {
    const fake = await start(startHang());
    expect(await post(fake.url, AbortSignal.abort())).toEqual({ is: 'not sent', words: 'no connection' });
    expect(fake.connections()).toBe(0);
  });

  test('because a silent server never begins TLS', async () => {
    const fake = await start(startHang());
    const posted = await postUntil(fake.url.replace('http:', 'https:'), () => fake.heard() !== '');
    expect(posted).toEqual({ is: 'not sent', words: 'connected, no TLS handshake' });
  });

  test.skipIf(!HAS_OPENSSL)('because the certificate is not trusted: not the password, nor the command', async () => {
    const fake = await start(startTls(makeCertificate('IP:127.0.0.1'), { status: 303 }));
    expect(await post(fake.url)).toEqual({ is: 'not sent', words: expect.stringMatching(/self-signed/) });
    expect(fake.heard()).toBe('');
  });

  test.skipIf(!HAS_OPENSSL)('is told apart from one that a trusted server took', async () => {
    const certificate = makeCertificate('IP:127.0.0.1');
    const fake = await start(startTls(certificate, { status: 303, headers: { location: '/stats;st=DONE' } }));
    const posted = await open({ tls: { ca: certificate.cert, verify: true } }).post(fake.url, FORM, NEVER);
    expect(posted).toMatchObject({ is: 'answered', status: 303 });
  });
});

test('a password that a page sends back is in no part of the answer', async () => {
  const authorization = basicAuthorization('ann', 'hush');
  const echo = await start(startEcho(500));
  const said = await open({ authorization }).post(echo.url, FORM, NEVER);
  expect(JSON.stringify(said)).toContain('***');
  expect(JSON.stringify(said)).not.toContain(authorization.slice(6));
  const redirect = await start(startAnswer({ status: 302, headers: { location: '/login/hush' } }));
  expect(await open({ authorization }).post(redirect.url, FORM, NEVER)).toMatchObject({ location: '/login/***' });
});
