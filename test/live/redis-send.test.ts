import { afterEach, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import { openRedis } from '#lib/io/redis.ts';
import type { RedisActor } from '#lib/systems/redis/actor.ts';
import { saysSo, tell, tellOne } from '#lib/systems/redis/instance/send.ts';
import { REDIS, type RedisProcess, startRedis } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(): Promise<[RedisProcess, RedisActor]> {
  const server = await startRedis();
  open.push(() => server.stop());
  const target = {
    host: '127.0.0.1',
    port: server.port,
    tls: null,
    user: null,
    password: null,
    name: 'vigil-act',
    maxBytes: 2 ** 20,
    key: 'act',
  };
  const connection = openRedis(target, NO_METER);
  open.push(() => connection.close());
  return [server, { ...connection, openAside: () => openRedis(target, NO_METER) }];
}

const soon = () => AbortSignal.timeout(700);

describe.skipIf(REDIS === null)('a command to a real Redis', () => {
  test('that stands still from before is not sent', async () => {
    const [server, actor] = await start();
    server.signal('SIGSTOP');
    open.push(() => server.signal('SIGCONT'));
    expect(await tellOne(actor, ['SET', 'a', '1'], { signal: soon(), taken: saysSo })).toMatchObject({ is: 'not sent' });
    server.signal('SIGCONT');
    expect(await server.command('EXISTS', 'a')).toBe(0);
  });

  test('that is stopped while it is sent is known to have been sent, and no more', async () => {
    const [server, actor] = await start();
    open.push(() => server.signal('SIGCONT'));
    // Signed in first, and stopped before the command itself.
    const stopped: RedisActor = {
      ...actor,
      openAside() {
        const connection = actor.openAside();
        return {
          ...connection,
          async askEach(commands, signal) {
            if (commands.length > 0) server.signal('SIGSTOP');
            return connection.askEach(commands, signal);
          },
        };
      },
    };
    const sent = await tellOne(stopped, ['SET', 'a', '1'], { signal: soon(), taken: saysSo });
    expect(sent).toMatchObject({ is: 'no answer', answer: expect.stringContaining('only readings tell') });
  });

  test('is not sent to another database where its own is refused', async () => {
    const [server, actor] = await start();
    await server.command('SET', 'a', '1');
    const told = await tell(actor, { first: [['SELECT', '99']], commands: [['UNLINK', 'a']] }, soon());
    expect(told).toMatchObject({ is: 'ended', sent: { is: 'refused', answer: expect.stringContaining('DB index is out of range') } });
    expect(await server.command('EXISTS', 'a')).toBe(1);
  });

  test('over a database of its own leaves the connection that is kept where it was', async () => {
    const [server, actor] = await start();
    await tell(actor, { first: [['SELECT', '5']], commands: [['SET', 'there', '1']] }, soon());
    await actor.ask([['SET', 'here', '1']], soon());
    expect(await server.command('EXISTS', 'here', 'there')).toBe(1);
  });

  test('is refused in words of what the server says', async () => {
    const [server, actor] = await start();
    const said = async (...command: [string, ...string[]]) => tellOne(actor, command, { signal: soon(), taken: saysSo });
    await server.command('CONFIG', 'SET', 'maxmemory', '1');
    expect(await said('SET', 'a', '1')).toMatchObject({ is: 'refused', answer: expect.stringContaining('used up to maxmemory') });
    await server.command('CONFIG', 'SET', 'maxmemory', '0');
    await server.command('REPLICAOF', '127.0.0.1', '1');
    expect(await said('SET', 'a', '1')).toMatchObject({
      is: 'refused',
      answer: expect.stringContaining('takes no writes: send this to its master'),
    });
    await server.command('CONFIG', 'SET', 'replica-serve-stale-data', 'no');
    expect(await said('GET', 'a')).toMatchObject({ is: 'refused', answer: expect.stringContaining('its link to its master is down') });
    await server.command('REPLICAOF', 'NO', 'ONE');
    await server.command('CONFIG', 'SET', 'requirepass', 'a-password');
    expect(await said('GET', 'a')).toMatchObject({ is: 'refused', answer: expect.stringContaining('add act: for it') });
  });
});
