import { describe, expect, test } from 'vitest';
import { selfSigned } from '#demo/sqlserver/tds/certificate.ts';
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

  test('a database that cannot be opened is 4060, then 18456', async () => {
    const { server } = await withServer();
    const { Connection } = await import('tedious');
    const connection = new Connection({
      server: '127.0.0.1',
      authentication: { type: 'default', options: { userName: 'monitor', password: 'p@ss€1' } },
      options: { port: server.port, encrypt: false, database: 'missing', connectTimeout: 3_000 },
    });
    const said: unknown[] = [];
    connection.on('errorMessage', ({ number, class: severity, message }) => said.push([number, severity, message]));
    const error = await new Promise((resolve) => connection.connect(resolve));
    expect(said).toEqual([
      [4060, 11, 'Cannot open database "missing" requested by the login. The login failed.'],
      [18456, 14, "Login failed for user 'monitor'."],
    ]);
    // The driver keeps the last one only.
    expect(error).toMatchObject({ code: 'ELOGIN', message: "Login failed for user 'monitor'." });
    expect(server.counts.refusedLogins).toBe(1);
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

test('a session that is reset begins anew: its database, and nothing prepared', async () => {
  const { server, seen } = await withServer();
  const { Connection, Request } = await import('tedious');
  const connection = new Connection({
    server: '127.0.0.1',
    authentication: { type: 'default', options: { userName: 'monitor', password: 'p@ss€1' } },
    options: { port: server.port, encrypt: false, database: 'tempdb', connectTimeout: 3_000 },
  });
  const databases: string[] = [];
  connection.on('databaseChange', (name) => databases.push(name));
  const run = (text: string) =>
    new Promise<void>((resolve, reject) => connection.execSqlBatch(new Request(text, (error) => (error ? reject(error) : resolve()))));
  await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
  await run('use msdb');
  await new Promise<void>((resolve, reject) => connection.reset((error) => (error ? reject(error) : resolve())));
  await run('one');
  connection.close();
  expect(databases).toEqual(['tempdb', 'msdb', 'tempdb']);
  expect([seen.resets, server.counts.resets]).toEqual([1, 1]);
});
