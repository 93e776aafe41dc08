import { describe, expect, test } from 'vitest';
import { selfSigned } from '#demo/sqlserver/tds/certificate.ts';
import { record, replay } from './recording.ts';
import { rejection, until, withPool, withServer } from './with-server.ts';

describe('a login that is refused', () => {
  test.each([false, true])('a wrong password is 18456 and nothing else, encrypted: %s', async (encrypt) => {
    const { server } = await withServer();
    const error = await rejection(withPool(server, { password: 'wrong', options: { encrypt } }));
    expect(error).toMatchObject({ code: 'ELOGIN', message: "Login failed for user 'monitor'." });
    expect(server.counts).toMatchObject({ logins: 0, refusedLogins: 1, malformed: 0 });
    expect(server.complaints).toEqual([]);
    await until(() => server.counts.open === 0);
  });

  test('a database that cannot be opened is 4060, then 18456, of which the driver keeps the last', async () => {
    const { server } = await withServer();
    const door = await record(server.port);
    expect(await rejection(withPool(door, { database: 'missing' }))).toMatchObject({
      code: 'ELOGIN',
      message: "Login failed for user 'monitor'.",
    });
    expect(server.counts.refusedLogins).toBe(1);
    const answer = await replay(server.port, door.said);
    const at = ['Cannot open database "missing"', "Login failed for user 'monitor'."].map((words) =>
      answer.indexOf(Buffer.from(words, 'utf16le')),
    );
    expect(at[0]).toBeGreaterThan(0);
    expect(at[1]).toBeGreaterThan(at[0] ?? 0);
    const number = (wanted: number) => Buffer.from(Uint32Array.of(wanted).buffer);
    expect([answer.includes(number(4060)), answer.includes(number(18_456))]).toEqual([true, true]);
  });

  test('a Windows account is 18452, and the backend is not asked', async () => {
    const { server, seen } = await withServer();
    const authentication = { type: 'ntlm' as const, options: { userName: 'who', password: 'x', domain: 'HERE' } };
    const error = await rejection(withPool(server, { authentication }));
    expect(error).toMatchObject({ code: 'ELOGIN', message: expect.stringContaining('untrusted domain') });
    expect(seen.logins).toEqual([]);
  });
});

describe('encryption', () => {
  const certificate = selfSigned('standin');
  const verified = { encrypt: true, trustServerCertificate: false, cryptoCredentialsDetails: { ca: certificate.cert } };

  test('a certificate of a known authority is verified', async () => {
    const { server } = await withServer({ certificate });
    const pool = await withPool(server, { server: 'localhost', options: verified });
    expect((await pool.request().query('many 2000')).recordset).toHaveLength(2_000);
  });

  test('TDS 8, where TLS comes first, is verified too', async () => {
    // A server without encryption has no other TLS than this.
    const { server } = await withServer({ certificate, encryption: 'off' });
    const pool = await withPool(server, { server: 'localhost', options: { ...verified, encrypt: 'strict' } as unknown as typeof verified });
    expect((await pool.request().query('many 2000')).recordset).toHaveLength(2_000);
  });

  test('a certificate of an unknown authority is not taken by a client that verifies', async () => {
    const { server, seen } = await withServer({ certificate });
    const error = await rejection(withPool(server, { server: 'localhost', options: { encrypt: true, trustServerCertificate: false } }));
    expect(error.message).toMatch(/self-signed certificate/);
    await until(() => server.counts.open === 0);
    expect(seen.logins).toEqual([]);
  });

  test('a certificate for another name is not taken by a client that verifies', async () => {
    const { server } = await withServer({ certificate, host: '127.0.0.2' });
    const error = await rejection(withPool(server, { server: '127.0.0.2', options: verified }));
    expect(error.message).toMatch(/does not match certificate/);
  });

  test('a client without encryption is told that it is required', async () => {
    const { server, seen } = await withServer({ encryption: 'required' });
    expect((await rejection(withPool(server))).message).toMatch(/requires encryption/);
    await withPool(server, { options: { encrypt: true } });
    expect(seen.logins.length).toBeGreaterThan(0);
  });

  test('a server without encryption says so', async () => {
    const { server } = await withServer({ encryption: 'off' });
    expect((await (await withPool(server)).request().query('one')).recordset).toEqual([{ n: 1 }]);
    const error = await rejection(withPool(server, { options: { encrypt: true } }));
    expect(error.message).toMatch(/encrypt/i);
  });
});
