import { expect, onTestFinished, test } from 'vitest';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import { FetchError } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openTds, type TdsConnection } from '#lib/io/tds.ts';
import type { TdsLogin } from '#lib/io/tds-target.ts';
import { type RowsServer, rowsServer } from '#test/fakes/sql-rows.ts';
import { until } from '#test/fakes/until.ts';
import { targetOf } from './tds-target-of.ts';

const ANN = { domain: 'CORP', user: 'svc-vigil', password: 'Größe-7' };

async function serve(): Promise<{ server: TdsServer; told: RowsServer }> {
  const told = rowsServer({ x: [{ n: 1 }] });
  const server = await startTdsServer({ backend: told.backend, name: 'SQL1', accounts: [ANN] });
  onTestFinished(() => server.close());
  return { server, told };
}

function connect({ port }: TdsServer, login: TdsLogin, encrypt = false): TdsConnection {
  const tls = { encrypt, verify: false, ca: null, serverName: null };
  const connection = openTds(targetOf(port, { login, tls }), NO_METER);
  onTestFinished(() => connection.close());
  return connection;
}

const ask = (connection: TdsConnection): Promise<unknown> => connection.ask(() => '/* Vigil: x */ SELECT 1;', AbortSignal.timeout(5_000));

test.each([false, true])(
  'a login of a domain signs in with its password, proved to the challenge of the server (encrypted: %s)',
  async (encrypt) => {
    const { server, told } = await serve();
    expect(await ask(connect(server, ANN, encrypt))).toEqual([[{ n: 1 }]]);
    expect(told.logins.map(({ user }) => user)).toEqual(['CORP\\svc-vigil']);
  },
);

test('it is written in whatever case', async () => {
  const { server } = await serve();
  expect(await ask(connect(server, { ...ANN, user: 'SVC-Vigil', domain: 'corp' }))).toEqual([[{ n: 1 }]]);
});

test('the password of a domain never goes over the wire', async () => {
  const { server, told } = await serve();
  const seen: string[] = [];
  const { login } = told.backend;
  told.backend.login = (asked, spid) => {
    seen.push(asked.password);
    return login(asked, spid);
  };
  await ask(connect(server, ANN));
  expect(seen).toEqual(['']);
});

test.each<[string, Partial<TdsLogin>]>([
  ['a wrong password', { password: 'Größe-8' }],
  ['the password in another case', { password: 'GRÖßE-7' }],
  ['an empty password', { password: '' }],
  ['a user that the domain has not', { user: 'nobody' }],
  ['another domain', { domain: 'ELSEWHERE' }],
])('%s is a refused login, and leaves no socket', async (_, over) => {
  const { server, told } = await serve();
  const failure = await ask(connect(server, { ...ANN, ...over })).catch((error: unknown) => error);
  if (!(failure instanceof FetchError)) throw new Error('it signed in');
  expect([failure.kind, failure.message]).toEqual(['auth', expect.stringContaining('18452')]);
  expect(failure.message).toContain('sql.read');
  expect(told.logins).toEqual([]);
  await until('no socket is left', () => server.counts.open === 0);
});

test('a login of SQL Server goes on beside it', async () => {
  const { server, told } = await serve();
  expect(await ask(connect(server, { user: 'vigil', password: 'hunter2', domain: null }))).toEqual([[{ n: 1 }]]);
  expect(told.logins.map(({ user }) => user)).toEqual(['vigil']);
});
