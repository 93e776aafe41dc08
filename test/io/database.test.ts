import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FetchError } from '#lib/failure.ts';
import type { DatabaseConnection, DatabaseTarget } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { type Fake, startFake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { greeting, packet, startFakeMysql } from '#test/fakes/mysql-server.ts';
import { postgresqlError, startFakePostgresql, startPlainPostgresql } from '#test/fakes/postgresql-server.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';
import { until } from '#test/fakes/until.ts';
import { databaseAt } from './database-target-of.ts';

const soon = (ms = 5_000): AbortSignal => AbortSignal.timeout(ms);
const TLS = { ca: null, verify: true };

function open(fake: Fake, over: Partial<DatabaseTarget> = {}): DatabaseConnection {
  const connection = openDatabase(databaseAt(fake.port, over), NO_METER);
  onTestFinished(async () => {
    connection.close();
    await fake.close();
  });
  return connection;
}

const ask = (connection: DatabaseConnection, text = 'SELECT 1 AS n', signal = soon()) => connection.ask({ text, values: [] }, signal);

async function failureOf(asked: Promise<unknown>): Promise<FetchError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof FetchError) return error;
    throw error;
  }
  throw new Error('it gave an answer');
}

const says = (text: string | Buffer): Promise<Fake> => startFake((socket) => void socket.write(text));
const answers = (text: string | Buffer): Promise<Fake> => startFake((socket) => void socket.once('data', () => socket.write(text)));
const closes = (): Promise<Fake> => startFake((socket) => void socket.end());
const error = (number: number, text: string): Buffer => {
  const code = Buffer.from([0xff, number & 0xff, number >>> 8]);
  return packet(0, Buffer.concat([code, Buffer.from(text)]));
};
const HTTP = 'HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n';

describe('another product', () => {
  test.each<[string, DatabaseTarget['dialect'], () => Promise<Fake>, [kind: string, words: RegExp]]>([
    ['a web server', 'postgresql', () => answers(HTTP), ['protocol', /is a web server, not PostgreSQL/]],
    ['a web server', 'mysql', () => says(HTTP), ['protocol', /is a web server, not MySQL or MariaDB/]],
    ['a web server', 'sqlserver', () => answers(HTTP), ['protocol', /is a web server/]],
    ['SSH', 'postgresql', startSshBanner, ['protocol', /is SSH, not PostgreSQL/]],
    ['SSH', 'mysql', startSshBanner, ['protocol', /is SSH, not MySQL/]],
    ['Redis', 'postgresql', () => answers('-ERR unknown command\r\n'), ['protocol', /is Redis, not PostgreSQL/]],
    ['MySQL', 'postgresql', () => startFakeMysql(), ['protocol', /is MySQL or MariaDB, not PostgreSQL/]],
    ['garbage', 'postgresql', () => answers(Buffer.alloc(300, 0xa5)), ['protocol', /is something else, not PostgreSQL/]],
    ['garbage', 'mysql', () => says(Buffer.alloc(300, 0xa5)), ['protocol', /is something else, not MySQL/]],
    ['what closes at once', 'postgresql', closes, ['protocol', /closes it without an answer/]],
    ['what closes at once', 'mysql', closes, ['protocol', /closes it without an answer/]],
    ['what is silent', 'postgresql', startHang, ['timeout', /^connected, no answer$/]],
    ['what is silent', 'mysql', startHang, ['timeout', /speaks first: another product may listen/]],
    ['PostgreSQL', 'mysql', startFakePostgresql, ['timeout', /speaks first/]],
  ])('%s is told as what it is where %s was expected, at once where it says anything', async (_, dialect, start, [kind, words]) => {
    const fake = await start();
    const failure = await failureOf(ask(open(fake, { dialect }), undefined, soon(kind === 'timeout' ? 200 : 5_000)));
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringMatching(words)]);
    await until('its socket is closed', () => fake.openSockets() === 0);
  });
});

describe('TLS that is wanted', () => {
  test.each<[string, DatabaseTarget['dialect'], () => Promise<Fake>]>([
    ['a PostgreSQL without it', 'postgresql', startPlainPostgresql],
    ['a MySQL without it', 'mysql', () => startFakeMysql()],
  ])('%s says so, and is told nothing', async (_, dialect, start) => {
    const fake = await start();
    const failure = await failureOf(ask(open(fake, { dialect, tls: TLS })));
    expect([failure.kind, failure.message]).toEqual([
      'tls',
      expect.stringContaining('offers no encryption: turn it on there, or set encrypt: false'),
    ]);
    expect(fake.heard()).not.toContain('vigil');
  });
});

test('an answer of a MySQL that is out of order is none, though its driver reads it', async () => {
  const failure = await failureOf(ask(open(await startFakeMysql(3), { dialect: 'mysql' })));
  expect([failure.kind, failure.message]).toEqual(['protocol', expect.stringContaining('out of order')]);
});

describe('a password', () => {
  const words = 'no entry for the password hunter2';
  test.each<[DatabaseTarget['dialect'], () => Promise<Fake>]>([
    ['postgresql', () => answers(postgresqlError('28000', words))],
    ['mysql', () => says(error(1_045, words))],
    ['mysql', () => says(`HTTP/1.1 400 ${words}\r\n\r\n`)],
  ])('that a %s tells back is not told on', async (dialect, start) => {
    const failure = await failureOf(ask(open(await start(), { dialect })));
    expect(`${failure.message} ${failure.received}`).toContain('***');
    expect(`${failure.message} ${failure.received}`).not.toContain('hunter2');
  });
});

describe('a MySQL that refuses at the door', () => {
  test.each<[number, string, string, RegExp]>([
    [1_040, 'Too many connections', 'busy', /takes no more connections/],
    [1_130, "Host 'app1' is not allowed to connect", 'auth', /takes no such login from this machine/],
    [1_129, "Host 'app1' is blocked because of many connection errors", 'auth', /takes no such login from this machine/],
  ])('by %i is told in words', async (number, text, kind, words) => {
    const failure = await failureOf(ask(open(await says(error(number, text)), { dialect: 'mysql' })));
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringMatching(words)]);
    expect(failure.message).toContain(text);
  });

  test('with a wish for the password as it is gets no password', async () => {
    const fake = await startFake((socket) => {
      socket.write(packet(0, greeting()));
      socket.once('data', () => socket.write(packet(2, Buffer.from('\xfemysql_clear_password\0', 'latin1'))));
    });
    const failure = await failureOf(ask(open(fake, { dialect: 'mysql' })));
    expect(failure.kind).toBe('protocol');
    expect(fake.heard()).not.toContain('hunter2');
  });
});

describe.each([
  ['postgresql', startFakePostgresql],
  ['mysql', startFakeMysql],
] as const)('a connection to %s', (dialect, start) => {
  test('is opened by the first statement, kept, and more of them no further than may be', async () => {
    const fake = await start();
    const connection = open(fake, { dialect, most: 2 });
    expect(fake.connections()).toBe(0);
    for (let count = 0; count < 3; count += 1) expect((await ask(connection)).rows).toEqual([{ n: 1 }]);
    expect(fake.connections()).toBe(1);
    await Promise.all(Array.from({ length: 8 }, () => ask(connection)));
    expect(fake.connections()).toBe(2);
  });

  test('whose time was up before is not opened', async () => {
    const fake = await start();
    expect((await failureOf(ask(open(fake, { dialect }), undefined, AbortSignal.abort()))).kind).toBe('timeout');
    expect(fake.heard()).not.toContain('SELECT');
  });

  test('that hears no cancel is destroyed after a second, and the next statement has another', async () => {
    const fake = await start();
    const connection = open(fake, { dialect });
    await ask(connection);
    const failure = await failureOf(ask(connection, 'SELECT slow', soon(50)));
    expect([failure.kind, failure.message]).toEqual(['timeout', 'connected, no answer']);
    expect((await ask(connection)).rows).toEqual([{ n: 1 }]);
    await until('one socket is left', () => fake.openSockets() === 1);
  });

  test('that gives a statement up holds nobody up while there may be another', async () => {
    const fake = await start();
    const connection = open(fake, { dialect, most: 2 });
    await ask(connection);
    await failureOf(ask(connection, 'SELECT slow', soon(50)));
    expect((await ask(connection)).rows).toEqual([{ n: 1 }]);
    // The server hears no cancel, so the first is open still.
    expect(fake.openSockets()).toBeGreaterThan(1);
  });

  test('closes its sockets, whoever waits', async () => {
    const fake = await start();
    const connection = open(fake, { dialect });
    await ask(connection);
    const asked = [failureOf(ask(connection, 'SELECT slow')), failureOf(ask(connection))];
    connection.close();
    for (const failure of await Promise.all(asked))
      expect([failure.kind, failure.message]).toEqual(['internal', 'Vigil closed the connection']);
    await until('no socket is left', () => fake.openSockets() === 0);
  });

  test('asks for no time that the database cannot hold', async () => {
    const fake = await start();
    const values = [{ type: 'time', value: Number.NaN }] as const;
    const asked = open(fake, { dialect }).ask({ text: dialect === 'mysql' ? 'SELECT ?' : 'SELECT $1', values }, soon());
    await expect(asked).rejects.toThrow('a time that no database holds');
  });
});

test('a process that has closed its connections ends by itself, whatever became of them', async () => {
  const script = fileURLToPath(new URL('./database-leave.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect([code, JSON.parse(said)]).toEqual([
    0,
    Array.from({ length: 2 }, () => ['answered', 'timeout', 'protocol', 'timeout', 'internal', 'internal']).flat(),
  ]);
});
