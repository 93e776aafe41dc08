import { describe, expect, onTestFinished, test } from 'vitest';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import { FetchError } from '#lib/failure.ts';
import type { DatabaseConnection, DatabaseTarget, SqlAnswer, SqlValue } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { startRelay } from '#test/fakes/relay.ts';
import { type EchoServer, echoServer } from '#test/fakes/sql-echo.ts';
import { until } from '#test/fakes/until.ts';
import { databaseAt } from './database-target-of.ts';

async function serve(): Promise<{ server: TdsServer; told: EchoServer }> {
  const told = echoServer();
  const server = await startTdsServer({ backend: told.backend, name: 'ERRORS1' });
  onTestFinished(() => server.close());
  return { server, told };
}

function open(port: number, over: Partial<DatabaseTarget> = {}): DatabaseConnection {
  const connection = openDatabase(databaseAt(port, { dialect: 'sqlserver', ...over }), NO_METER);
  onTestFinished(() => connection.close());
  return connection;
}

const ask = (connection: DatabaseConnection, text: string, values: readonly SqlValue[] = []): Promise<SqlAnswer> =>
  connection.ask({ text, values }, AbortSignal.timeout(5_000));

async function failureOf(asked: Promise<unknown>): Promise<FetchError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof FetchError) return error;
    throw error;
  }
  throw new Error('it gave an answer');
}

describe('a statement to a SQL Server', () => {
  test('sends each value as the type of the column that it is held against', async () => {
    const { server, told } = await serve();
    const values: SqlValue[] = [
      { type: 'text', value: 'Core' },
      { type: 'text', value: 'x'.repeat(4_001) },
      { type: 'int', value: 7 },
      { type: 'bool', value: true },
      { type: 'time', value: 0 },
      { type: 'guid', value: null },
    ];
    await ask(open(server.port), 'SELECT @p1 AS a', values);
    expect(told.definitions).toEqual(['@p1 nvarchar(4000), @p2 nvarchar(max), @p3 bigint, @p4 bit, @p5 datetime, @p6 uniqueidentifier']);
  });

  test('gives a time back as the same step of 1/300 s that it was read as', async () => {
    const { server } = await serve();
    const connection = open(server.port);
    for (const at of [1_700_000_000_000, 1_700_000_000_003, 1_700_000_000_007, 1_700_000_000_997]) {
      const { rows } = await ask(connection, 'SELECT @p1 AS a', [{ type: 'time', value: at }]);
      expect(rows).toEqual([{ a: at }]);
    }
  });

  test.each([
    ['held_table', 'busy', /locked by somebody else/],
    ['deadlock_table', 'busy', /deadlock/],
    ['secret_table', 'permission', /SELECT permission was denied on the object 'secret_table'/],
    ['no_column', 'unsupported', /no such column.*no_column/],
  ] as const)('that is refused for %s is told as %s', async (word, kind, words) => {
    const { server } = await serve();
    const failure = await failureOf(ask(open(server.port), `SELECT * FROM ${word}`));
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringMatching(words)]);
  });

  test('says how many rows it changed', async () => {
    const { server } = await serve();
    const values: SqlValue[] = [1, 2, 3].map((value) => ({ type: 'int', value }));
    expect(await ask(open(server.port, { isReading: false }), 'UPDATE things SET a = @p1', values)).toEqual({ rows: [], changed: 3 });
  });

  test('waits for locks as long as it is told', async () => {
    const { server, told } = await serve();
    await ask(open(server.port, { lockMs: 1_234 }), 'SELECT 1 AS one');
    expect(told.statements.filter((text) => text.includes('LOCK_TIMEOUT 1234'))).toHaveLength(1);
  });
});

describe('an order to a SQL Server', () => {
  test('goes once, over another connection where its own was closed while it was idle', async () => {
    const { server, told } = await serve();
    const relay = await startRelay(server.port);
    onTestFinished(() => relay.close());
    const connection = open(relay.port, { isReading: false });
    await ask(connection, 'UPDATE first');
    relay.cut();
    expect((await ask(connection, 'UPDATE second')).changed).toBe(0);
    expect(told.statements.filter((text) => text.startsWith('UPDATE'))).toEqual(['UPDATE first', 'UPDATE second']);
  });

  test('whose connection is lost before its answer is not sent again, and said to be unknown', async () => {
    const { server, told } = await serve();
    const relay = await startRelay(server.port);
    const connection = open(relay.port, { isReading: false });
    await ask(connection, 'UPDATE first');
    relay.hold('to client', encoded('UPDATE lost'));
    const asked = failureOf(ask(connection, 'UPDATE lost'));
    await until('it was carried out', () => told.statements.includes('UPDATE lost'));
    await relay.close();
    expect((await asked).message).toContain('whether the order was carried out is not known');
    expect(told.statements.filter((text) => text === 'UPDATE lost')).toHaveLength(1);
  });
});

/** As it stands on the wire. */
function encoded(text: string): string {
  return Buffer.from(text, 'utf16le').toString('latin1');
}
