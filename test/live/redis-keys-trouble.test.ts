import { afterEach, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import type { JobEnd, JobProgress } from '#lib/job.ts';
import { analyseKeys } from '#lib/systems/redis/keys/analysis.ts';
import type { KeyAnalysis, KeyProgress } from '#lib/systems/redis/keys/model.ts';
import { until } from '#test/fakes/until.ts';
import { keySettings, openPlain, sendAll } from './key-filler.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';

const KEYS = 20_000;
const stopping: RedisProcess[] = [];
afterEach(async () => {
  for (const redis of stopping.splice(0)) await redis.stop();
});

async function start(options: RedisOptions = {}): Promise<RedisProcess> {
  const redis = await startRedis(options);
  stopping.push(redis);
  return redis;
}

async function fill(redis: RedisProcess): Promise<void> {
  const connection = await openPlain(redis.port);
  await sendAll(
    connection,
    Array.from({ length: KEYS }, (_, n) => ['SET', `key:${n}`, 'x']),
  );
  connection.close();
}

type Running = { ended: Promise<JobEnd<KeyAnalysis>>; progress(): KeyProgress | null };

/** An analysis at 4,000 keys a second, so that there is a middle; begun and on its way when this ends. */
async function begin(redis: RedisProcess): Promise<Running> {
  let newest: KeyProgress | null = null;
  const tell = ({ figures }: JobProgress): void => {
    newest = figures as KeyProgress;
  };
  const settings = keySettings(redis.port, { timeout: '300ms' });
  const input = { pace: 'paced', keysPerSecond: 4_000, databases: null } as const;
  const ended = analyseKeys({ settings, input, signal: AbortSignal.timeout(50_000), meter: NO_METER, now: Date.now, by: 'ann', tell });
  ended.catch(() => undefined);
  const progress = () => newest;
  await until('some keys are read', () => (progress()?.read ?? 0) > 500, 10_000);
  return { ended, progress };
}

function expectPart({ isWhole, result }: JobEnd<KeyAnalysis>): void {
  expect(isWhole).toBe(false);
  expect(result.total.keys).toBeGreaterThan(500);
  expect(result.total.keys).toBeLessThan(KEYS);
  expect(result.databases).toMatchObject([{ isWhole: false, counted: result.total.keys, keysAfter: null }]);
}

describe.skipIf(REDIS === null)('what happens to the node in the middle of an analysis', () => {
  test('killed: what was read is kept, and marked as a part', async () => {
    const redis = await start();
    await fill(redis);
    const { ended } = await begin(redis);
    redis.signal('SIGKILL');
    const end = await ended;
    expectPart(end);
    expect(end.words).toMatch(/^Stopped at \d+ % of about 20,000 keys: .*(closed|cut off|reset)/);
  });

  test('frozen: it is not waited for without end', async () => {
    const redis = await start();
    await fill(redis);
    const { ended } = await begin(redis);
    redis.signal('SIGSTOP');
    const end = await ended;
    expectPart(end);
    expect(end.words).toContain('no answer for 900ms');
  });

  test('a replica that becomes a master is read no further', async () => {
    const master = await start();
    await fill(master);
    const replica = await start({ replicaOf: master.port });
    await until('it has the keys', async () => (await replica.command('DBSIZE')) === KEYS, 10_000);
    const { ended } = await begin(replica);
    await replica.command('REPLICAOF', 'NO', 'ONE');
    const end = await ended;
    expectPart(end);
    expect(end.words).toContain('it was a replica and is a master now');
  });

  test('a full copy of other data is waited for, and said', async () => {
    const [master, other] = [
      await start(),
      await start({ args: ['--key-load-delay', '50', '--loading-process-events-interval-bytes', '1024'] }),
    ];
    await fill(master);
    await fill(other);
    const replica = await start({
      replicaOf: master.port,
      args: ['--key-load-delay', '50', '--loading-process-events-interval-bytes', '1024'],
    });
    await until('it has the keys', async () => (await replica.command('DBSIZE').catch(() => 0)) === KEYS, 20_000);
    const { ended, progress } = await begin(replica);
    await replica.command('REPLICAOF', '127.0.0.1', String(other.port));
    await until(
      'it waits',
      () => progress()?.waiting?.includes('loading') === true || progress()?.waiting?.includes('full copy') === true,
      20_000,
    );
    const { isWhole, result } = await ended;
    expect([isWhole, result.databases[0]?.isWhole]).toEqual([true, true]);
    expect(result.from.doubts).toEqual(['it loaded another copy of its data meanwhile: some sums are of the one before']);
  });

  test('keys that expire while they are read are told as gone, or are not given', async () => {
    const redis = await start({ args: ['--hz', '1'] });
    const connection = await openPlain(redis.port);
    await connection.ask([['DEBUG', 'SET-ACTIVE-EXPIRE', '0']]);
    await sendAll(
      connection,
      Array.from({ length: 4_000 }, (_, n) => ['SET', `short:${n}`, 'x', 'PX', '900']),
    );
    await fill(redis);
    const { ended } = await begin(redis);
    const { isWhole, result } = await ended;
    connection.close();
    const [database] = result.databases;
    expect(isWhole).toBe(true);
    expect(database?.counted).toBe((database?.given ?? 0) - (database?.gone ?? 0));
    expect(result.total.keys - result.total.expiring).toBe(KEYS);
  });
});
