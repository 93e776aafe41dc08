import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import type { JobEnd, JobProgress } from '#lib/job.ts';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import { analyseKeys } from '#lib/systems/redis/keys/analysis.ts';
import type { KeyAnalysis, KeyAnalysisInput, KeyTally } from '#lib/systems/redis/keys/model.ts';
import { asAnalyser, keySettings, openPlain, sendAll } from './key-filler.ts';
import { REDIS, type RedisProcess, startRedis } from './redis-process.ts';

const FAST: KeyAnalysisInput = { pace: 'fast', keysPerSecond: 5_000, databases: null };
const KEYS = 50_000;
const PATTERNS = { Users: 'user:*', Carts: '*:cart' };

type Options = { input?: KeyAnalysisInput; signal?: AbortSignal; tell?(progress: JobProgress): void };

function analyse(settings: RedisSettings, { input = FAST, signal, tell = () => undefined }: Options = {}): Promise<JobEnd<KeyAnalysis>> {
  return analyseKeys({ settings, input, signal: signal ?? AbortSignal.timeout(60_000), meter: NO_METER, now: Date.now, by: 'ann', tell });
}

/** Five kinds of keys, ten thousand of each: those of one kind under one beginning, every second string with a time to live. */
function* mixed(): Generator<string[]> {
  for (let n = 0; n < KEYS / 5; n += 1) {
    yield n % 2 === 0 ? ['SET', `user:${n}:name`, 'x'.repeat(n % 50)] : ['SET', `user:${n}:name`, 'x', 'EX', '7000'];
    yield ['HSET', `user:${n}:cart`, 'a', '1', 'b', '2'];
    yield ['RPUSH', `queue/${n}`, 'a', 'b', 'c'];
    yield ['SADD', `tags:${n.toString(16).padStart(8, '0')}`, '1', '2', '3'];
    yield ['ZADD', `board:week.${n}`, '1', 'a'];
  }
}

const byName = (sums: readonly ({ name: string } & KeyTally)[]) => Object.fromEntries(sums.map(({ name, keys }) => [name, keys]));

describe.skipIf(REDIS === null)('the analysis of a real Redis', () => {
  let redis: RedisProcess;
  let whole: JobEnd<KeyAnalysis>;
  const told: JobProgress[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    const connection = await openPlain(redis.port);
    await sendAll(connection, mixed());
    await connection.ask([['SELECT', '3']]);
    await sendAll(connection, [
      ['SET', '\xff\xfe:\x00', 'binary'],
      ['SET', 'big', 'x'.repeat(10 * 2 ** 20)],
      ['SET', 'g\xc3\xb6teborg', '1'],
    ]);
    connection.close();
    whole = await analyse(keySettings(redis.port, { keyPatterns: PATTERNS }), { tell: (progress) => told.push(progress) });
  });
  afterAll(() => redis.stop());

  test('counts every key of every database once, in every sum', () => {
    const { result } = whole;
    expect(whole.isWhole).toBe(true);
    expect(result.total).toMatchObject({ keys: KEYS + 3, expiring: KEYS / 10 });
    expect(result.databases).toMatchObject([
      { database: 0, isWhole: true, keysBefore: KEYS, keysAfter: KEYS, given: KEYS, counted: KEYS, gone: 0, notPermitted: 0 },
      { database: 3, isWhole: true, keysBefore: 3, keysAfter: 3, given: 3, counted: 3 },
    ]);
    for (const sums of [result.byType, result.byTtl, result.byEncoding, result.bySize])
      expect(sums.reduce((sum, { keys, bytes }) => ({ keys: sum.keys + keys, bytes: sum.bytes + bytes }), { keys: 0, bytes: 0 })).toEqual({
        keys: result.total.keys,
        bytes: result.total.bytes,
      });
  });

  test('tells types, times to live, encodings and patterns as they are', () => {
    const { result } = whole;
    const each = KEYS / 5;
    expect(byName(result.byType)).toEqual({ string: each + 3, hash: each, list: each, set: each, zset: each });
    expect(byName(result.byTtl)).toMatchObject({
      'do not expire': KEYS - each / 2 + 3,
      'less than a day': each / 2,
      'less than an hour': 0,
    });
    expect(byName(result.byEncoding)).toMatchObject({ 'hash, listpack': each, 'set, intset': each });
    expect(byName(result.byPattern)).toEqual({ Users: 2 * each, Carts: each });
    expect(result.noPattern).toMatchObject({ keys: 3 * each + 3 });
  });

  test('finds the beginnings of names, with ids as one', () => {
    const branch = (...path: string[]) => {
      let found = whole.result.prefixes;
      for (const segment of path) found = found?.children.find((child) => child.segment === segment) ?? null;
      return found;
    };
    expect(branch('user:', '<id>:')).toMatchObject({ keys: (2 * KEYS) / 5, other: null });
    expect(branch('user:', '<id>:', 'cart')).toMatchObject({ keys: KEYS / 5, isAtLeast: false });
    expect(branch('queue/', '<id>')).toMatchObject({ keys: KEYS / 5 });
    expect(branch('<binary>:')).toMatchObject({ keys: 1 });
    expect(branch('göteborg')).toMatchObject({ keys: 1 });
  });

  test('tells the biggest keys of each database, with names that people can read', () => {
    const [first, second] = whole.result.biggest;
    expect(first?.all).toHaveLength(100);
    expect(second?.all.map(({ name, type }) => [name, type])).toEqual([
      ['big', 'string'],
      [expect.any(String), 'string'],
      [expect.any(String), 'string'],
    ]);
    expect(second?.all.map(({ name }) => name)).toEqual(expect.arrayContaining(['göteborg', '\\xff\\xfe:\\x00']));
    expect(second?.all[0]?.bytes).toBeGreaterThan(10 * 2 ** 20);
  });

  test('adds up the bytes that MEMORY USAGE gives for each key', async () => {
    const connection = await openPlain(redis.port);
    const names = [...mixed()].map(([, name = '']) => name);
    let bytes = 0;
    for (let from = 0; from < names.length; from += 500) {
      const replies = await connection.ask(names.slice(from, from + 500).map((name) => ['MEMORY', 'USAGE', name]));
      bytes += replies.reduce<number>((sum, reply) => sum + Number(reply), 0);
    }
    connection.close();
    const inFirst = whole.result.total.bytes - (whole.result.biggest[1]?.all.reduce((sum, key) => sum + key.bytes, 0) ?? 0);
    expect(inFirst).toBe(bytes);
  });

  test('reads the databases that are wanted alone, and says what it left out', async () => {
    const { result } = await analyse(keySettings(redis.port), { input: { ...FAST, databases: [3, 7] } });
    expect(result.databases.map(({ database, counted }) => [database, counted])).toEqual([
      [3, 3],
      [7, 0],
    ]);
    expect(result.skippedDatabases).toEqual([{ database: 0, keys: KEYS }]);
  });

  test('counts what the user may not ask about, and names a right to a command that is missing', async () => {
    const rights = '-@all +ping +info +scan +type +pttl +object|encoding +dbsize +select +client|setname'.split(' ');
    await redis.command('ACL', 'SETUSER', 'some', 'on', '>pw', '%R~user:*', ...rights, '+memory|usage');
    await redis.command('ACL', 'SETUSER', 'less', 'on', '>pw', '%R~*', ...rights);
    const { result } = await analyse(keySettings(redis.port, { analyse: asAnalyser('some', 'pw') }), {
      input: { ...FAST, databases: [0] },
    });
    expect(result.databases).toMatchObject([{ given: KEYS, counted: (2 * KEYS) / 5, notPermitted: (3 * KEYS) / 5 }]);
    await expect(analyse(keySettings(redis.port, { analyse: asAnalyser('less', 'pw') }))).rejects.toMatchObject({
      kind: 'permission',
      message: 'not permitted: its user needs +memory|usage',
    });
    await expect(analyse(keySettings(redis.port, { analyse: asAnalyser('some', 'other') }))).rejects.toMatchObject({ kind: 'auth' });
  });

  test('cancelled in the middle it keeps what it has read', async () => {
    const cancelling = new AbortController();
    const slow: KeyAnalysisInput = { ...FAST, pace: 'paced', keysPerSecond: 5_000 };
    const tell = ({ part }: JobProgress): void => void ((part ?? 0) > 0.05 && cancelling.abort());
    const end = await analyse(keySettings(redis.port), { input: slow, signal: cancelling.signal, tell });
    expect(end.isWhole).toBe(false);
    expect(end.words).toMatch(/^Stopped at \d+ % of about 50,003 keys: it was cancelled/);
    const [first, second] = end.result.databases;
    expect(first?.isWhole).toBe(false);
    expect(end.result.total.keys).toBe(first?.counted);
    expect(first?.counted).toBeGreaterThan(1_000);
    expect(first?.counted).toBeLessThan(KEYS);
    expect(second).toMatchObject({ database: 3, isWhole: false, keysBefore: null });
  });
});

test.skipIf(REDIS === null)('an empty Redis has no keys, and that is an answer', async () => {
  const redis = await startRedis();
  try {
    const { result, isWhole } = await analyse(keySettings(redis.port));
    expect([isWhole, result.total.keys, result.databases]).toEqual([true, 0, []]);
  } finally {
    await redis.stop();
  }
});
