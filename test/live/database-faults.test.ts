import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { FetchError } from '#lib/failure.ts';
import type { DatabaseConnection, DatabaseTarget, SqlAnswer } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { startRelay } from '#test/fakes/relay.ts';
import { until } from '#test/fakes/until.ts';
import { order, PRODUCTS, type RunningDatabase } from './database-products.ts';

const soon = (ms = 10_000): AbortSignal => AbortSignal.timeout(ms);
const ONE = 'SELECT 1 AS one';

async function failureOf(asked: Promise<unknown>): Promise<FetchError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof FetchError) return error;
    throw error;
  }
  throw new Error('it gave an answer');
}

const ask = (connection: DatabaseConnection, text: string, ms?: number): Promise<SqlAnswer> =>
  connection.ask({ text, values: [] }, soon(ms));

/** How each real product says what is done to its connections and tables. */
const WORDS = {
  postgresql: {
    own: 'SELECT pg_backend_pid() AS id',
    end: (id: unknown) => `SELECT pg_terminate_backend(${id})`,
    hold: 'SELECT pg_sleep(30) FROM (SELECT id FROM held_table FOR UPDATE) AS held',
    isHeld: "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(30) FROM (%' AND wait_event = 'PgSleep'",
    reader: ["CREATE ROLE reader LOGIN PASSWORD 'reader-horse'", 'GRANT SELECT ON held_table TO reader'],
  },
  mysql: {
    own: 'SELECT CONNECTION_ID() AS id',
    end: (id: unknown) => `KILL ${id}`,
    hold: 'SELECT SLEEP(30) FROM held_table FOR UPDATE',
    isHeld: "SELECT count(*) AS n FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(30) FROM held_table%'",
    reader: ["CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'reader-horse'", "GRANT SELECT ON tests.held_table TO reader@'127.0.0.1'"],
  },
} as const;

describe.each(PRODUCTS.filter(({ isHere, isReal }) => isHere && isReal))('$title', (product) => {
  let running: RunningDatabase;
  const words = () => WORDS[running.target.dialect === 'mysql' ? 'mysql' : 'postgresql'];

  beforeAll(async () => {
    running = await product.start(null);
    for (const text of ['CREATE TABLE held_table (id bigint)', 'INSERT INTO held_table VALUES (1)', ...words().reader])
      await order(running.target, text);
  });
  afterAll(() => running?.stop());

  const open = (over: Partial<DatabaseTarget> = {}, meter = NO_METER): DatabaseConnection => {
    const connection = openDatabase(
      { ...running.target, tls: null, isReading: true, lockMs: 1_000, maxBytes: 50_000_000, most: 1, ...over },
      meter,
    );
    onTestFinished(() => connection.close());
    return connection;
  };
  const act = (over: Partial<DatabaseTarget> = {}): DatabaseConnection => open({ isReading: false, ...over });
  const ownId = async (connection: DatabaseConnection): Promise<unknown> => (await ask(connection, words().own)).rows[0]?.id;

  test('a connection that only reads cannot change anything, whatever is asked of it', async () => {
    const connection = open();
    const failure = await failureOf(ask(connection, 'INSERT INTO held_table VALUES (2)'));
    expect([failure.kind, failure.message]).toEqual(['permission', expect.stringContaining('read-only')]);
    expect((await ask(connection, 'SELECT count(*) AS n FROM held_table')).rows).toEqual([{ n: 1 }]);
  });

  test('an order says how many rows it found, whether they were so already or not', async () => {
    const connection = act();
    await ask(connection, 'CREATE TABLE counted_table (id bigint, is_old int)');
    expect((await ask(connection, 'INSERT INTO counted_table VALUES (1, 0), (2, 1), (3, 1)')).changed).toBe(3);
    expect((await ask(connection, 'UPDATE counted_table SET is_old = 1 WHERE id > 1')).changed).toBe(2);
    expect((await ask(connection, 'DELETE FROM counted_table WHERE id = 7')).changed).toBe(0);
    expect(await ask(connection, 'SELECT SUM(is_old) AS old FROM counted_table')).toEqual({ rows: [{ old: 2 }], changed: 0 });
  });

  test('what is locked by somebody else is given up after the lock timeout, and said to be busy', async () => {
    const giveUp = new AbortController();
    const holding = failureOf(act().ask({ text: words().hold, values: [] }, giveUp.signal));
    const other = act();
    await until('it is held', async () => Number((await ask(other, words().isHeld)).rows[0]?.n) >= 1);
    const failure = await failureOf(ask(other, 'UPDATE held_table SET id = 2'));
    expect([failure.kind, failure.message]).toEqual(['busy', expect.stringContaining('locked')]);
    giveUp.abort();
    await holding;
    await until('it is free again', async () => (await ask(other, 'UPDATE held_table SET id = 1')).changed === 1);
  });

  test('a login that may not is told which right it lacks on which table, and its password is not', async () => {
    const reader = { user: 'reader', password: new Secret('reader-horse') };
    expect((await ask(open(reader), 'SELECT id FROM held_table')).rows).toEqual([{ id: 1 }]);
    const failure = await failureOf(ask(act(reader), '/* Vigil: delete */ UPDATE held_table SET id = 2'));
    expect([failure.kind, failure.message]).toEqual(['permission', expect.stringMatching(/reader needs UPDATE on the table .*held_table/)]);
    expect(failure.message).not.toContain('reader-horse');
  });

  test.each([
    ['a database', { database: 'not_there' }, /no database not_there/],
    ['a user', { user: 'nobody' }, /login as nobody refused/],
  ] as const)('%s that is not there is told by its name', async (_, over, message) => {
    const failure = await failureOf(ask(open(over), ONE));
    expect([failure.kind, failure.message]).toEqual(['auth', expect.stringMatching(message)]);
  });

  test('a column that is not there is told by its name', async () => {
    const failure = await failureOf(ask(open(), 'SELECT no_column FROM held_table'));
    expect([failure.kind, failure.message]).toEqual(['unsupported', expect.stringContaining('no_column')]);
  });

  test('a connection that was ended while it was idle is opened again, and nobody is told', async () => {
    const connection = open();
    const id = await ownId(connection);
    await order(running.target, words().end(id));
    expect((await ask(connection, ONE)).rows).toEqual([{ one: 1 }]);
    expect(await ownId(connection)).not.toBe(id);
  });

  test('an order goes once, over another connection where its own was ended while it was idle', async () => {
    const connection = act();
    await ask(connection, 'CREATE TABLE once_table (id bigint)');
    await order(running.target, words().end(await ownId(connection)));
    expect((await ask(connection, 'INSERT INTO once_table VALUES (1)')).changed).toBe(1);
    expect((await ask(connection, 'SELECT count(*) AS n FROM once_table')).rows).toEqual([{ n: 1 }]);
  });

  test('an order whose connection is lost before its answer is not sent again, and said to be unknown', async () => {
    const relay = await startRelay(running.target.port);
    onTestFinished(() => relay.close());
    const own = act();
    await ask(own, 'CREATE TABLE lost_table (id bigint)');
    const connection = act({ port: relay.port });
    await ask(connection, ONE);
    relay.hold('to client', 'INSERT INTO lost_table');
    const asked = failureOf(ask(connection, 'INSERT INTO lost_table VALUES (1)'));
    await until('it was carried out', async () => (await ask(own, 'SELECT count(*) AS n FROM lost_table')).rows[0]?.n === 1);
    await relay.close();
    expect((await asked).message).toContain('whether the order was carried out is not known');
    expect((await ask(own, 'SELECT count(*) AS n FROM lost_table')).rows).toEqual([{ n: 1 }]);
  });

  test('a statement whose connection is ended under it is a failure, and the next one has another', async () => {
    const connection = open();
    const id = await ownId(connection);
    const other = open();
    const asked = failureOf(ask(connection, product.wait(30)));
    await until('it runs', async () => (await ask(other, product.waiting)).rows[0]?.n === 1);
    await order(running.target, words().end(id));
    expect(['protocol', 'busy']).toContain((await asked).kind);
    expect((await ask(connection, ONE)).rows).toEqual([{ one: 1 }]);
  });

  test('a server that stands still is a silence and no refusal, and answers when it goes on', async () => {
    const connection = open();
    running.halt();
    onTestFinished(() => running.go());
    const failure = await failureOf(ask(connection, ONE, 300));
    expect([failure.kind, failure.message]).toEqual(['timeout', expect.stringContaining('connected')]);
    running.go();
    await until('it answers', async () => (await ask(connection, ONE).catch(() => null)) !== null);
  });

  test('a server that is killed in the middle of an answer is a failure, and a refusal after that', async () => {
    const connection = open();
    const other = open();
    const asked = failureOf(ask(connection, product.wait(30)));
    await until('it runs', async () => (await ask(other, product.waiting)).rows[0]?.n === 1);
    running.kill();
    expect(['protocol', 'busy']).toContain((await asked).kind);
    await until('it refuses', async () => (await failureOf(ask(connection, ONE))).kind === 'refused');
    expect((await failureOf(ask(other, ONE))).kind).toBe('refused');
  });
});
