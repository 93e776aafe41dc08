import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import { openRedis } from '#lib/io/redis.ts';
import { tellOne } from '#lib/systems/redis/instance/send.ts';
import { until } from '#test/fakes/until.ts';
import { type ActingRedis, openActingRedis } from './redis-acting.ts';
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

/** Sends one command as an action does, whatever was read before. */
function send({ port }: RedisProcess, ...command: [string, ...string[]]) {
  const target = { host: '127.0.0.1', port, tls: null, user: null, password: null, name: 'vigil-act', maxBytes: 2 ** 20 };
  const connection = openRedis(target, NO_METER);
  open.push(() => connection.close());
  const actor = { ...connection, openAside: () => openRedis(target, NO_METER) };
  return tellOne(actor, command, { signal: AbortSignal.timeout(2_000), taken: () => ({ is: 'taken', answer: 'it was taken' }) });
}

/** Whoever gives commands without waiting for their answers. */
function helper({ port }: RedisProcess): Redis {
  const client = new Redis({ port, retryStrategy: null });
  client.on('error', () => undefined);
  open.push(() => client.disconnect());
  return client;
}

describe.skipIf(REDIS === null)('an action on a real Redis', () => {
  test('that stands still once it has let Vigil in was sent, is not confirmed, and is not called done', async () => {
    const [server, redis] = await start();
    const watcher = await helper(server).monitor();
    open.push(() => watcher.disconnect());
    open.push(() => server.signal('SIGCONT'));
    // The sign-in is answered with this, and the command comes after that answer.
    watcher.on('monitor', (_: string, words: string[]) => {
      if (words.join(' ').toLowerCase() === 'client setname vigil-act') server.signal('SIGSTOP');
    });
    const outcome = await redis.act('config-set', { name: 'hz', value: '33' });
    expect(outcome.result).toBe('sent, not confirmed');
    expect(outcome.steps[0]).toMatchObject({ isConfirmed: false, after: expect.stringContaining('not read since it was sent') });
  });

  test('that is busy with a script is refused before anything is sent, with why', async () => {
    const [server, redis] = await start({ args: ['--lua-time-limit', '50'] });
    helper(server)
      .call('EVAL', 'while true do end', '0')
      .catch(() => undefined);
    await until('it is read as busy', () => redis.vigil.engine.views('redis')[0]?.doubt?.includes('script') === true);
    await expect(redis.act('bgsave', {})).rejects.toMatchObject({ message: expect.stringContaining('busy with a script') });
    expect(await send(server, 'BGSAVE')).toMatchObject({ is: 'refused', answer: expect.stringContaining('SCRIPT KILL') });
    expect(await server.command('SCRIPT', 'KILL')).toBe('OK');
    expect(await server.command('LASTSAVE')).toBeGreaterThan(0);
    expect(String(await server.command('INFO', 'persistence'))).toMatch(/rdb_saves:0/);
  });

  test('that loads its data takes no key away, and says why', async () => {
    const slow = ['--key-load-delay', '40000', '--loading-process-events-interval-bytes', '1024', '--rdbcompression', 'no'];
    const [server] = await start({ args: [...slow, '--enable-debug-command', 'yes'] });
    for (let at = 0; at < 100; at += 1) await server.command('SET', `k${at}`, 'x'.repeat(500));
    helper(server)
      .call('DEBUG', 'RELOAD')
      .catch(() => undefined);
    await until('it loads', async () => /loading:1/.test(String(await server.command('INFO', 'persistence'))));
    expect(await send(server, 'UNLINK', 'k1')).toMatchObject({ is: 'refused', answer: expect.stringContaining('loading its data') });
  });
});
