import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { type ActingRedis, bob, openActingRedis } from './redis-acting.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: RedisOptions = {}): Promise<[RedisProcess, ActingRedis]> {
  const server = await startRedis(options);
  open.push(() => server.stop());
  const acting = await openActingRedis({ r1: server.port });
  open.push(() => acting.stop());
  return [server, acting];
}

/** Reads the instance anew, so that what was just done to it by hand is known. */
function readAgain({ vigil }: ActingRedis): Promise<void> {
  return vigil.engine.readAgain([{ system: 'redis', group: 'live', node: 'r1' }], 5_000);
}

const settingOf = async (server: RedisProcess, name: string): Promise<unknown> => {
  const pair = await server.command('CONFIG', 'GET', name);
  return Array.isArray(pair) ? pair[1] : null;
};

describe.skipIf(REDIS === null)('the settings of a real Redis', () => {
  test.each([
    ['maxmemory', '64mb', '67108864'],
    ['maxmemory-policy', 'allkeys-lru', 'allkeys-lru'],
    ['maxclients', '500', '500'],
    ['timeout', '300', '300'],
    ['tcp-keepalive', '60', '60'],
    ['slowlog-log-slower-than', '-1', '-1'],
    ['slowlog-max-len', '64', '64'],
    ['latency-monitor-threshold', '5', '5'],
    ['hz', '20', '20'],
    ['repl-backlog-size', '2mb', '2097152'],
    ['lua-time-limit', '4000', '4000'],
    ['lazyfree-lazy-expire', 'yes', 'yes'],
    ['notify-keyspace-events', 'KEA', 'AKE'],
  ])('%s is set, read back, and put back by the undo', async (name, value, said) => {
    const [server, redis] = await start();
    const before = await settingOf(server, name);
    const outcome = await redis.act('config-set', { name, value });
    expect([name, outcome.result, await settingOf(server, name)]).toEqual([name, 'confirmed', said]);
    expect((await redis.give(outcome.undo)).result).toBe('confirmed');
    expect(await settingOf(server, name)).toBe(before);
  });

  test('that are not safe, or out of their range, are turned away before anything is sent', async () => {
    const [, redis] = await start();
    for (const name of ['port', 'requirepass', 'dir', 'bind', 'maxmemory 1\r\nFLUSHALL'])
      await expect(redis.preview('config-set', { name, value: '1' })).rejects.toMatchObject({ kind: 'invalid' });
    for (const value of ['-5', 'lots', '1tb', '1 FLUSHALL'])
      await expect(redis.preview('config-set', { name: 'maxmemory', value })).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('maxmemory below what is used says how much is evicted, and wants the name of the node', async () => {
    const [server, redis] = await start({ args: ['--maxmemory-policy', 'allkeys-lru'] });
    await server.command('SET', 'big', 'x'.repeat(200_000));
    await readAgain(redis);
    const preview = await redis.preview('config-set', { name: 'maxmemory', value: '500kb' });
    expect(preview).toMatchObject({ friction: 'type', typed: 'r1' });
    expect(preview.notes[0]?.words).toMatch(/^[\d.]+ [kM]B more are used than that: keys of that size are evicted at once \(allkeys-lru\)/);
    await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    const refusing = await redis.preview('config-set', { name: 'maxmemory', value: '500kb' });
    expect(refusing.notes[0]?.words).toContain('writes are refused (OOM) at once');
  });

  test('are written to their file, by the word of Redis alone, and that is said; without a file there is nothing to write', async () => {
    const [, without] = await start();
    expect((await without.preview('config-rewrite', {})).refusal).toContain('was started without a file');
    const [server, redis] = await start({ file: 'maxclients 100\n' });
    await redis.act('config-set', { name: 'maxclients', value: '222' });
    expect(await redis.act('config-rewrite', {})).toMatchObject({
      result: 'confirmed',
      words: expect.stringMatching(/^Confirmed by its own answer, as no reading can show it, on r1, .*Redis says OK/),
    });
    expect(readFileSync(join(server.folder, 'redis.conf'), 'utf8')).toContain('maxclients 222');
  });
});

describe.skipIf(REDIS === null)('the upkeep of a real Redis', () => {
  test('the slow log is emptied, and what came since is told apart', async () => {
    const [server, redis] = await start({ args: ['--slowlog-log-slower-than', '0'] });
    await server.command('SET', 'a', '1');
    const outcome = await redis.act('slowlog-reset', {}, bob);
    expect(outcome).toMatchObject({ result: 'confirmed', words: expect.stringContaining('the slow log has nothing of before') });
  });

  test('latency events are forgotten', async () => {
    const [server, redis] = await start({ args: ['--latency-monitor-threshold', '1'] });
    await server.command('EVAL', 'local x = 0 for i = 1, 5000000 do x = x + i end return x', '0');
    expect((await redis.act('latency-reset', {})).result).toBe('confirmed');
  });

  test('statistics begin at zero', async () => {
    const [server, redis] = await start();
    for (let at = 0; at < 50; at += 1) await server.command('SET', `k${at}`, '1');
    const outcome = await redis.act('stats-reset', {});
    expect(outcome).toMatchObject({ result: 'confirmed', words: expect.stringMatching(/\d+ commands counted, \d+ before/) });
  });

  test('a purge tells what is resident before and after, and claims nothing else', async () => {
    const [, redis] = await start();
    const outcome = await redis.act('memory-purge', {});
    expect(['confirmed', 'sent, not confirmed']).toContain(outcome.result);
    expect(outcome.words).toMatch(/resident, [\d.]+ MB before/);
  });

  test('a save is proved by itself or by its end, and not begun while one runs', async () => {
    const [server, redis] = await start({ args: ['--rdb-key-save-delay', '20000'] });
    for (let at = 0; at < 500; at += 1) await server.command('SET', `k${at}`, '1');
    await readAgain(redis);
    const outcome = await redis.act('bgsave', {});
    expect(outcome).toMatchObject({ result: 'confirmed', words: expect.stringContaining('saving') });
    expect(await redis.preview('bgsave', {})).toMatchObject({ refusal: 'r1 is saving already', isDone: true });
    await server.command('CONFIG', 'SET', 'rdb-key-save-delay', '0');
  });

  test('a key is removed by its exact name in its database alone, with its name typed', async () => {
    const [server, redis] = await start();
    for (const db of ['0', '3'])
      await server.command('EVAL', "redis.call('SELECT', ARGV[1]); redis.call('SET', KEYS[1], 'v')", '1', 'a b*', db);
    await readAgain(redis);
    const preview = await redis.preview('key-purge', { db: 3, name: 'a b*' });
    expect(preview).toMatchObject({ friction: 'type', typed: 'a b*' });
    expect(preview.summary).toMatch(/a string, \d+ B, no time to live/);
    expect((await redis.preview('key-purge', { db: 3, name: 'a b*' }, bob)).summary).not.toContain('a string');
    expect((await redis.act('key-purge', { db: 3, name: 'a b*' })).result).toBe('confirmed');
    expect(await server.command('EXISTS', 'a b*')).toBe(1);
    expect(await redis.preview('key-purge', { db: 3, name: 'a b*' })).toMatchObject({
      isDone: true,
      refusal: expect.stringContaining('there is no such key'),
    });
    expect((await redis.preview('key-purge', { db: 99, name: 'a b*' })).refusal).toContain('DB index is out of range');
    expect(await server.command('EXISTS', 'a b*')).toBe(1);
  });

  test('a key is not removed on a replica: its master is named', async () => {
    const master = await startRedis();
    open.push(() => master.stop());
    const replica = await startRedis({ replicaOf: master.port });
    open.push(() => replica.stop());
    await master.command('SET', 'a', '1');
    await until('it has it', async () => (await replica.command('EXISTS', 'a')) === 1);
    const redis = await openActingRedis({ m: master.port, r1: replica.port });
    open.push(() => redis.stop());
    await readAgain(redis);
    expect((await redis.preview('key-purge', { db: 0, name: 'a' })).refusal).toBe(
      'r1 is a replica: purge it on its master, m, and it goes here too',
    );
  });
});
