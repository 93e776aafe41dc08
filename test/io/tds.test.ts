import { describe, expect, onTestFinished, test } from 'vitest';
import { selfSigned } from '#demo/sqlserver/tds/certificate.ts';
import { startTdsServer, type TdsServer, type TdsServerOptions } from '#demo/sqlserver/tds/server.ts';
import { startSqlBrowser } from '#demo/sqlserver/tds/sql-browser.ts';
import { ticksFromMs } from '#demo/sqlserver/tds/ticks.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';
import { FetchError } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openTds, type TdsConnection } from '#lib/io/tds.ts';
import type { TdsTarget } from '#lib/io/tds-target.ts';
import { type Deed, type RowsServer, rowsServer } from '#test/fakes/sql-rows.ts';
import { until } from '#test/fakes/until.ts';

const ONE: Deed = [{ n: 1 }];
const asking = (name: string) => (): string => `/* Vigil: ${name} */ SELECT 1 AS n;`;
const soon = (ms = 5_000): AbortSignal => AbortSignal.timeout(ms);

async function serve(
  deeds: Record<string, Deed>,
  options: Partial<TdsServerOptions> = {},
): Promise<{ server: TdsServer; told: RowsServer }> {
  const told = rowsServer(deeds);
  const server = await startTdsServer({ backend: told.backend, name: 'SQL1', ...options });
  onTestFinished(() => server.close());
  return { server, told };
}

function connect({ port }: { port: number }, over: Partial<TdsTarget> = {}, meter = NO_METER): TdsConnection {
  const connection = openTds(
    {
      ...{ host: '127.0.0.1', at: { port }, database: null, isReadIntent: false, name: 'Vigil', key: 'sql.read' },
      tls: { encrypt: false, verify: true, ca: null, serverName: null },
      login: { user: 'vigil', password: 'hunter2', domain: null },
      ...{ maxBytes: 2 ** 20, maxRows: 1_000 },
      ...over,
    },
    meter,
  );
  onTestFinished(() => connection.close());
  return connection;
}

async function failureOf(asked: Promise<unknown>): Promise<FetchError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof FetchError) return error;
    throw error;
  }
  throw new Error('it gave an answer');
}

const TLS = { encrypt: true, verify: true, ca: null, serverName: null } as const;

describe('what is asked', () => {
  test('is answered over one connection that is opened by the first question, set up once and named', async () => {
    const { server, told } = await serve({ x: ONE });
    const connection = connect(server, { isReadIntent: true });
    expect(told.logins).toEqual([]);
    for (let count = 0; count < 3; count += 1) expect(await connection.ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    expect(told.logins).toEqual([{ user: 'vigil', app: 'Vigil', isReadIntent: true }]);
    expect(told.batches.filter((batch) => batch.includes('SET LOCK_TIMEOUT'))).toHaveLength(1);
  });

  test('is made for the version that answers', async () => {
    const { server } = await serve({ x: ONE });
    const seen: unknown[] = [];
    await connect(server).ask((version) => {
      seen.push(version);
      return asking('x')();
    }, soon());
    expect(seen).toEqual([{ version: '15.0.4430.1', major: 15, edition: 3 }]);
  });

  test('keeps every digit of a bigint, and a datetime as the clock of the server says it, in whatever zone this process is', async () => {
    const night = Date.UTC(2024, 2, 31, 2, 30);
    const { server } = await serve({
      x: [{ big: 9_007_199_254_740_993n, some_time: ticksFromMs(night), said: { ticks: ticksFromMs(night), offsetMinutes: 330 } }],
    });
    const [[row] = []] = await connect(server).ask(asking('x'), soon());
    expect(row).toEqual({ big: '9007199254740993', some_time: new Date(night), said: new Date(night) });
  });

  test('gives a set for each statement, empty ones too', async () => {
    const { server } = await serve({ x: ONE, y: [], z: [{ n: 2 }, { n: 3 }] });
    const batch = (): string => ['x', 'y', 'z'].map((name) => asking(name)()).join('\n');
    expect(await connect(server).ask(batch, soon())).toEqual([[{ n: 1 }], [], [{ n: 2 }, { n: 3 }]]);
  });

  test('is counted in bytes, the login with the first question', async () => {
    const { server } = await serve({ x: ONE });
    const counted: number[][] = [];
    const connection = connect(server, {}, { request: (sent, received) => counted.push([sent, received]) });
    await connection.ask(asking('x'), soon());
    await connection.ask(asking('x'), soon());
    const [first = [], second = []] = counted;
    expect(counted).toHaveLength(2);
    expect(first[0]).toBeGreaterThan(second[0] ?? 0);
    expect(second[0]).toBeGreaterThan(0);
    expect(second[1]).toBeGreaterThan(0);
  });

  test('goes over TLS with a certificate that is checked', async () => {
    const certificate = selfSigned();
    const { server } = await serve({ x: ONE }, { encryption: 'required', certificate });
    const tls = { ...TLS, ca: certificate.cert, serverName: 'localhost' };
    expect(await connect(server, { tls }).ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    expect((await failureOf(connect(server, { tls: TLS }).ask(asking('x'), soon()))).kind).toBe('tls');
    expect((await failureOf(connect(server, { tls: { ...tls, serverName: 'sql2.example.net' } }).ask(asking('x'), soon()))).kind).toBe(
      'tls',
    );
  });

  test('finds a named instance by the SQL Browser', async () => {
    const { server } = await serve({ x: ONE });
    const instance = { server: 'SQL1', instance: 'BETA', version: '15.0.4430.1', port: server.port, isClustered: false };
    const browser = await startSqlBrowser(() => [instance], '127.0.0.1', 0);
    onTestFinished(() => browser.close());
    const at = (name: string) => ({ at: { instance: name, browserPort: browser.port } });
    expect(await connect(server, at('BETA')).ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    const unknown = await failureOf(connect(server, at('GAMMA')).ask(asking('x'), soon(300)));
    expect([unknown.kind, unknown.message]).toEqual(['timeout', expect.stringContaining('no instance GAMMA')]);
  });
});

describe('an error of the server', () => {
  test.each([
    [300, 'permission'],
    [297, 'permission'],
    [229, 'permission'],
    [262, 'permission'],
    [371, 'permission'],
    [208, 'unsupported'],
    [207, 'unsupported'],
    [195, 'unsupported'],
    [976, 'unsupported'],
    [983, 'unsupported'],
    [1_222, 'busy'],
    [50_000, 'protocol'],
  ])('%i is told as %s with its number, and the connection goes on', async (number, kind) => {
    const { server, told } = await serve({ bad: new SqlError(number, `what hunter2 may not read`, { severity: 14, line: 3 }), x: ONE });
    const connection = connect(server);
    const failure = await failureOf(connection.ask(asking('bad'), soon()));
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringContaining(String(number))]);
    expect(JSON.stringify([failure.message, failure.received])).not.toContain('hunter2');
    expect(await connection.ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    expect(told.logins).toHaveLength(1);
  });

  test('of severity 20 ends the connection, and the next question has another', async () => {
    const { server, told } = await serve({ bad: new SqlError(9_001, 'The log is not available.', { severity: 21 }), x: ONE });
    const connection = connect(server);
    expect((await failureOf(connection.ask(asking('bad'), soon()))).message).toContain('ends the connection');
    expect(await connection.ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    expect(told.logins).toHaveLength(2);
  });

  test.each<[string, Partial<TdsTarget>, string]>([
    ['a wrong password', { login: { user: 'vigil', password: 'wrong', domain: null } }, '18456'],
    ['a database that is not there', { database: 'gone' }, '4060'],
    ['a domain that is not trusted', { login: { user: 'vigil', password: 'hunter2', domain: 'CORP' } }, '18452'],
  ])('%s is a refused login', async (_, over, number) => {
    const { server } = await serve({});
    const failure = await failureOf(connect(server, over).ask(asking('x'), soon()));
    expect([failure.kind, failure.message]).toEqual(['auth', expect.stringContaining(number)]);
    expect(failure.message).toContain('sql.read');
  });
});

describe('what does not end', () => {
  test('is cancelled when it is aborted, and the same connection answers again', async () => {
    const { server, told } = await serve({ slow: 'wait', x: ONE });
    const connection = connect(server);
    await connection.ask(asking('x'), soon());
    for (const turn of [1, 2]) {
      expect((await failureOf(connection.ask(asking('slow'), soon(50)))).kind).toBe('timeout');
      expect(await connection.ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
      expect(told.cancels).toBeGreaterThanOrEqual(turn);
    }
    expect(told.logins).toHaveLength(1);
  });

  test('and hears no cancel costs the connection after a second, and nobody but the next question waits for that', async () => {
    const { server, told } = await serve({ deaf: 'deaf', x: ONE });
    const connection = connect(server);
    await connection.ask(asking('x'), soon());
    const started = performance.now();
    expect((await failureOf(connection.ask(asking('deaf'), soon(50)))).kind).toBe('timeout');
    expect(performance.now() - started).toBeLessThan(800);
    expect(await connection.ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    expect(told.logins).toHaveLength(2);
  });

  test('makes those behind it wait, and say so when their own time is up', async () => {
    const { server } = await serve({ slow: 'wait', x: ONE });
    const connection = connect(server);
    const slow = failureOf(connection.ask(asking('slow'), soon(400)));
    const impatient = await failureOf(connection.ask(asking('x'), soon(50)));
    expect([impatient.kind, impatient.message]).toEqual(['timeout', expect.stringContaining('earlier question')]);
    expect(await connection.ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    expect((await slow).kind).toBe('timeout');
  });

  test('is a timeout where a server takes connections and says nothing', async () => {
    const { server } = await serve({});
    server.freeze();
    expect((await failureOf(connect(server).ask(asking('x'), soon(100)))).kind).toBe('timeout');
  });
});

describe('an answer that is none', () => {
  test.each(['prelogin', 'login', 'request'] as const)('cut in the middle of a %s is a failure of the protocol', async (of) => {
    const { server } = await serve({ x: ONE });
    server.spoil({ kind: 'cut', of, afterBytes: 12 });
    expect((await failureOf(connect(server).ask(asking('x'), soon()))).kind).toBe('protocol');
  });

  test('larger than it may be is given up, in bytes or in rows', async () => {
    const many = Array.from({ length: 2_000 }, (_, n) => ({ n, text: 'x'.repeat(100) }));
    const { server } = await serve({ many, x: ONE });
    const bytes = connect(server, { maxBytes: 65_536 });
    expect((await failureOf(bytes.ask(asking('many'), soon()))).message).toContain('maxBytes');
    expect(await bytes.ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    expect((await failureOf(connect(server).ask(asking('many'), soon()))).message).toContain('1,000 rows');
  });

  test('without TLS where it is wanted, and with it where there is none, says which setting is wrong', async () => {
    const required = await serve({}, { encryption: 'required' });
    expect((await failureOf(connect(required.server).ask(asking('x'), soon()))).message).toContain('encrypt: true');
    const off = await serve({}, { encryption: 'off' });
    expect((await failureOf(connect(off.server, { tls: TLS }).ask(asking('x'), soon()))).message).toContain('encrypt: false');
  });
});

describe('a connection', () => {
  test('that was closed while it was idle is no failure: the question goes over another', async () => {
    const { server, told } = await serve({ x: ONE });
    const connection = connect(server);
    await connection.ask(asking('x'), soon());
    server.dropAll();
    expect(await connection.ask(asking('x'), soon())).toEqual([[{ n: 1 }]]);
    expect(told.logins).toHaveLength(2);
  });

  test('that is closed leaves no socket, ends what is asked, and is asked no more', async () => {
    const { server, told } = await serve({ slow: 'wait' });
    const connection = connect(server);
    const asked = failureOf(connection.ask(asking('slow'), soon()));
    await until('it is asked', () => told.batches.length === 2);
    connection.close();
    expect((await asked).kind).toBe('internal');
    await until('the server sees the close', () => server.counts.open === 0);
    await expect(connection.ask(asking('x'), soon())).rejects.toThrow('closed connection');
  });
});
