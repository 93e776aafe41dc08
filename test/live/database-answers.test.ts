import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { FetchError } from '#lib/failure.ts';
import type { DatabaseConnection, DatabaseTarget, SqlAnswer, SqlValue } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { type Certificate, HAS_OPENSSL, makeCertificate } from '#test/fakes/certificate.ts';
import { until } from '#test/fakes/until.ts';
import { PRODUCTS, type RunningDatabase, roundTrip } from './database-products.ts';

const soon = (ms = 10_000): AbortSignal => AbortSignal.timeout(ms);

async function failureOf(asked: Promise<unknown>): Promise<FetchError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof FetchError) return error;
    throw error;
  }
  throw new Error('it gave an answer');
}

describe.each(PRODUCTS.filter(({ isHere }) => isHere))('$title', (product) => {
  let running: RunningDatabase;
  let certificate: Certificate;

  beforeAll(async () => {
    if (HAS_OPENSSL) certificate = makeCertificate('IP:127.0.0.1');
    running = await product.start(HAS_OPENSSL ? certificate : null);
  });
  afterAll(() => running?.stop());

  const open = (over: Partial<DatabaseTarget> = {}, meter = NO_METER): DatabaseConnection => {
    const connection = openDatabase(
      { ...running.target, tls: null, isReading: true, lockMs: 1_000, maxBytes: 50_000_000, most: 2, ...over },
      meter,
    );
    onTestFinished(() => connection.close());
    return connection;
  };
  const ask = (connection: DatabaseConnection, text: string, values: readonly SqlValue[] = []): Promise<SqlAnswer> =>
    connection.ask({ text, values }, soon());
  const waiting = async (connection: DatabaseConnection): Promise<unknown> => (await ask(connection, product.waiting)).rows[0]?.n;

  test.each<[string, SqlValue['type'], readonly (string | number | boolean | null)[]]>([
    [
      'text of any script',
      'text',
      ['', 'plain', 'it\'s \\ " ; -- ? $1 @p1', '😀 👩‍👩‍👧', 'שלום مرحبا', '漢字\r\n\t', "'; DROP TABLE x; --", '\\', null],
    ],
    ['whole numbers', 'int', [0, -1, 2_147_483_648, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, null]],
    ['true and false', 'bool', [true, false, null]],
    [
      'times',
      'time',
      [
        Date.UTC(2026, 2, 29, 1, 30),
        Date.UTC(1999, 11, 31, 23, 59, 59),
        Date.UTC(1753, 0, 1),
        Date.UTC(9999, 11, 31, 23, 59, 59),
        1_700_000_000_123,
        null,
      ],
    ],
    ['GUIDs', 'guid', ['6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10', null]],
  ])('%s go and come as they are', async (_, type, values) => {
    const connection = open({ isReading: false });
    for (const value of values) {
      const one = { type, value } as SqlValue;
      expect(await roundTrip(product, [one], ({ text, values }) => ask(connection, text, values))).toEqual([value]);
    }
  });

  test('a GUID that was written in capitals is told in small letters', async () => {
    const guid = '6F1B2B0E-6A0B-4D55-9D1A-0D6C9A6F6F10';
    const seen = await roundTrip(product, [{ type: 'guid', value: guid }], ({ text, values }) =>
      ask(open({ isReading: false }), text, values),
    );
    expect(seen).toEqual([guid.toLowerCase()]);
  });

  test('a text with a NUL comes as it went, or is refused in words, and the connection goes on', async () => {
    const connection = open({ isReading: false, most: 1 });
    const value = { type: 'text', value: 'a\0b' } as const;
    const seen = roundTrip(product, [value], ({ text, values }) => ask(connection, text, values));
    if (product.title === 'PostgreSQL') expect((await failureOf(seen)).message).toContain('a character that this database cannot hold');
    else expect(await seen).toEqual(['a\0b']);
    expect((await ask(connection, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('a text of 5 MB goes and comes whole', async () => {
    const value = '😀 at Some.Method(String line)\n'.repeat(160_000);
    const seen = await roundTrip(product, [{ type: 'text', value }], ({ text, values }) => ask(open({ isReading: false }), text, values));
    expect((seen as string[])[0] === value).toBe(true);
  });

  test('a statement that is given up is gone at the server, and the answer to it at once', async () => {
    const [connection, other] = [open({ most: 1 }), open()];
    const giveUp = new AbortController();
    const asked = failureOf(connection.ask({ text: product.wait(30), values: [] }, giveUp.signal));
    await until('the statement runs', async () => (await waiting(other)) === 1);
    giveUp.abort();
    expect((await asked).kind).toBe('timeout');
    await until('it is gone', async () => (await waiting(other)) === 0, 5_000);
    expect((await ask(connection, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('those who find no connection free wait in turn, and say so when their time is up', async () => {
    const [connection, other] = [open({ most: 1 }), open()];
    const giveUp = new AbortController();
    const first = failureOf(connection.ask({ text: product.wait(30), values: [] }, giveUp.signal));
    await until('the statement runs', async () => (await waiting(other)) === 1);
    const late = await failureOf(connection.ask({ text: 'SELECT 1 AS one', values: [] }, soon(50)));
    expect([late.kind, late.message]).toEqual(['timeout', expect.stringContaining('not asked')]);
    const next = ask(connection, 'SELECT 1 AS one');
    giveUp.abort();
    await first;
    expect((await next).rows).toEqual([{ one: 1 }]);
  });

  test('an answer of more bytes than may be is refused, and the next question has another connection', async () => {
    const connection = open({ maxBytes: 100_000, most: 1 });
    const failure = await failureOf(ask(connection, product.long(400_000)));
    expect([failure.kind, failure.message]).toEqual(['protocol', expect.stringContaining('too large')]);
    expect((await ask(connection, product.long(10))).rows).toEqual([{ words: 'x'.repeat(10) }]);
  });

  test.each([
    ['a wrong password', { password: new Secret('wrong-horse') }, 'auth'],
    ['a port on which nobody listens', { port: 1 }, 'refused'],
    ['a name that nobody knows', { host: 'errors.invalid' }, 'dns'],
  ] as const)('%s is told as what it is, without the password', async (_, over, kind) => {
    const failure = await failureOf(ask(open(over), 'SELECT 1 AS one'));
    expect(failure.kind).toBe(kind);
    expect(`${failure.message} ${failure.received}`).not.toContain('wrong-horse');
  });

  test.each([['a table that is not there', 'SELECT * FROM not_there', 'unsupported', /not_there/]] as const)(
    '%s is told with its name, and the connection goes on',
    async (_, text, kind, words) => {
      const connection = open({ most: 1 });
      const failure = await failureOf(ask(connection, text));
      expect([failure.kind, failure.message]).toEqual([kind, expect.stringMatching(words)]);
      expect((await ask(connection, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    },
  );

  test.skipIf(!HAS_OPENSSL)('goes over TLS with a certificate that is checked', async () => {
    const tls = { ca: certificate.cert, verify: true };
    expect((await ask(open({ tls }), 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect((await ask(open({ tls: { ca: null, verify: false } }), 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    const unknown = await failureOf(ask(open({ tls: { ca: null, verify: true } }), 'SELECT 1 AS one'));
    expect([unknown.kind, unknown.message]).toEqual(['tls', expect.stringContaining('self-signed')]);
    const other = await failureOf(ask(open({ tls, host: 'localhost' }), 'SELECT 1 AS one'));
    expect([other.kind, other.message]).toEqual(['tls', expect.stringContaining('not for localhost')]);
  });

  test.skipIf(!HAS_OPENSSL)('a statement over TLS that is given up is gone at the server', async () => {
    const [connection, other] = [open({ most: 1, tls: { ca: certificate.cert, verify: true } }), open()];
    const giveUp = new AbortController();
    const asked = failureOf(connection.ask({ text: product.wait(30), values: [] }, giveUp.signal));
    await until('the statement runs', async () => (await waiting(other)) === 1);
    giveUp.abort();
    await asked;
    await until('it is gone', async () => (await waiting(other)) === 0, 5_000);
  });

  test.skipIf(!HAS_OPENSSL)('an answer over TLS of more bytes than may be is refused', async () => {
    const connection = open({ maxBytes: 100_000, tls: { ca: null, verify: false } });
    expect((await failureOf(ask(connection, product.long(400_000)))).message).toContain('too large');
  });

  test('is counted in bytes, for each statement', async () => {
    const counted: number[][] = [];
    const connection = open({ most: 1 }, { request: (sent, received) => counted.push([sent, received]) });
    await ask(connection, 'SELECT 1 AS one');
    await ask(connection, product.long(10_000));
    expect(counted).toHaveLength(2);
    expect(counted[1]?.[1]).toBeGreaterThan(10_000);
    expect(counted[1]?.[0]).toBeGreaterThan(0);
  });

  test('after it was closed nothing is asked', async () => {
    const connection = open();
    const asked = failureOf(ask(connection, product.wait(30)));
    connection.close();
    expect([(await asked).kind, (await asked).message]).toEqual(['internal', expect.stringContaining('closed')]);
    await expect(ask(connection, 'SELECT 1 AS one')).rejects.toThrow('closed');
  });
});
