import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { isRefusal, toFailure } from '#lib/failure.ts';
import { type Certificate, HAS_OPENSSL, makeCertificate, makeExpiredCertificate } from '#test/fakes/certificate.ts';
import { REDIS, type RedisProcess, startRedis } from './redis-process.ts';
import { openReader, type Written } from './redis-reader.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startSecured({ cert, key }: Certificate, args: readonly string[] = []): Promise<RedisProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-redis-tls-'));
  open.push(() => rmSync(folder, { recursive: true }));
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  const started = await startRedis({ tls: files, args: ['--tls-ca-cert-file', files.cert, ...args] });
  open.push(() => started.stop());
  return started;
}

async function failureOf({ port }: RedisProcess, written: Written): Promise<{ kind: string; message: string; isRed: boolean }> {
  const reader = openReader(port, { timeout: '1s', ...written });
  open.push(() => reader.close());
  const failure = await reader.read().then(
    () => Promise.reject(new Error('it gave an answer')),
    (error: unknown) => toFailure(error, { node: 'live/r1', question: 'INFO and ROLE' }),
  );
  return { kind: failure.kind, message: failure.message, isRed: isRefusal(failure) };
}

describe.skipIf(REDIS === null || !HAS_OPENSSL)('a real Redis with TLS', () => {
  test.each<[what: string, make: () => Certificate, words: RegExp]>([
    ['whose certificate has run out', makeExpiredCertificate, /expired/],
    [
      'whose certificate is of another host',
      () => makeCertificate('DNS:elsewhere.example'),
      /another name|not valid for|does not match|not for/,
    ],
  ])('%s is refused in words, though the authority is trusted', async (_, make, words) => {
    const certificate = make();
    const failure = await failureOf(await startSecured(certificate), { tls: { enabled: true, ca: certificate.cert } });
    expect(failure).toEqual({ kind: 'tls', message: expect.stringMatching(words), isRed: true });
  });

  test('whose certificate nobody trusts is refused in words', async () => {
    const failure = await failureOf(await startSecured(makeCertificate('IP:127.0.0.1')), { tls: { enabled: true } });
    expect(failure).toEqual({ kind: 'tls', message: expect.stringMatching(/self-signed/), isRed: true });
  });

  test('that wants a certificate of its clients says so', async () => {
    const certificate = makeCertificate('IP:127.0.0.1');
    const server = await startSecured(certificate, ['--tls-auth-clients', 'yes']);
    const failure = await failureOf(server, { tls: { enabled: true, ca: certificate.cert } });
    expect(failure).toMatchObject({ message: expect.stringMatching(/wants a certificate of whoever asks it/), isRed: true });
  });

  test('that is asked without it is red, and the words say what it may want', async () => {
    const failure = await failureOf(await startSecured(makeCertificate('IP:127.0.0.1')), {});
    expect(failure).toMatchObject({ message: expect.stringMatching(/: if it wants TLS, set tls\.enabled$/), isRed: true });
  });

  test('asked where none is spoken: the words say that TLS may be the reason', async () => {
    const plain = await startRedis();
    open.push(() => plain.stop());
    const failure = await failureOf(plain, { tls: { enabled: true } });
    expect(['tls', 'timeout']).toContain(failure.kind);
    expect(failure.message).toMatch(/TLS|secur/i);
  });
});
