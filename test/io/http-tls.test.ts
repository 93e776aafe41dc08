import { afterEach, describe, expect, test } from 'vitest';
import { HAS_OPENSSL, makeCertificate, makeExpiredCertificate } from '#test/fakes/certificate.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startReset } from '#test/fakes/reset.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';
import { startTls } from '#test/fakes/tls.ts';
import { until } from '#test/fakes/until.ts';
import { abortedWhen, closeAll, connect, failureOf, NEVER, start } from './asking.ts';

afterEach(closeAll);

describe.skipIf(!HAS_OPENSSL)('TLS', () => {
  const answer = { status: 200, body: 'ok' };

  test('with a certificate of a trusted authority gives an answer', async () => {
    const certificate = makeCertificate('IP:127.0.0.1');
    const fake = await start(startTls(certificate, answer));
    const connection = connect({ tls: { ca: certificate.cert, verify: true } });
    expect(String((await connection.get(fake.url, NEVER)).body)).toBe('ok');
    expect(String((await connection.get(fake.url, NEVER)).body)).toBe('ok');
    expect(fake.connections()).toBe(1);
  });

  test('with any certificate gives an answer where verify is off', async () => {
    const fake = await start(startTls(makeCertificate('DNS:elsewhere.example'), answer));
    expect((await connect({ tls: { ca: null, verify: false } }).get(fake.url, NEVER)).status).toBe(200);
  });

  test('with a self-signed certificate is told with the way out', async () => {
    const fake = await start(startTls(makeCertificate('IP:127.0.0.1'), answer));
    const failure = await failureOf(connect().get(fake.url, NEVER));
    expect([failure.kind, failure.message]).toEqual(['tls', 'its certificate is self-signed: name it as tls.ca, or turn tls.verify off']);
  });

  test('with a certificate for another name is told', async () => {
    const certificate = makeCertificate('DNS:elsewhere.example');
    const fake = await start(startTls(certificate, answer));
    const failure = await failureOf(connect({ tls: { ca: certificate.cert, verify: true } }).get(fake.url, NEVER));
    expect([failure.kind, failure.message]).toEqual(['tls', expect.stringMatching(/^its certificate is not for 127\.0\.0\.1:/)]);
  });

  test('with an expired certificate is told', async () => {
    const certificate = makeExpiredCertificate();
    const fake = await start(startTls(certificate, answer));
    const failure = await failureOf(connect({ tls: { ca: certificate.cert, verify: true } }).get(fake.url, NEVER));
    expect([failure.kind, failure.message]).toEqual(['tls', 'its certificate has expired: renew it']);
  });

  test('asked of a plain server is told', async () => {
    const fake = await start(startSshBanner());
    const failure = await failureOf(connect().get(fake.url.replace('http:', 'https:'), NEVER));
    expect([failure.kind, failure.message]).toEqual([
      'tls',
      expect.stringMatching(/does not speak TLS: the url should begin with http:\/\/$/),
    ]);
  });

  test('asked of a server that closes is told as a handshake that failed', async () => {
    const fake = await start(startReset());
    const failure = await failureOf(connect().get(fake.url.replace('http:', 'https:'), NEVER));
    expect([failure.kind, failure.message]).toEqual(['tls', expect.stringMatching(/closed the connection during the TLS handshake/)]);
  });

  test('that a silent server never begins is told when time is up', async () => {
    const fake = await start(startHang());
    const url = fake.url.replace('http:', 'https:');
    const failure = await abortedWhen({ ...fake, url }, connect(), () => fake.heard() !== '');
    expect([failure.kind, failure.message]).toEqual(['timeout', 'connected, no TLS handshake']);
    await until('the server sees the close', () => fake.openSockets() === 0);
  });

  test('port asked in plain HTTP is no HTTP or closes without an answer', async () => {
    const fake = await start(startTls(makeCertificate('IP:127.0.0.1'), answer));
    const failure = await failureOf(connect().get(fake.url.replace('https:', 'http:'), NEVER));
    expect(failure.kind).toBe('protocol');
  });
});
