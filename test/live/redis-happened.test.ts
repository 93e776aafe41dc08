import { afterEach, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import type { Reading } from '#lib/reading.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';
import { until } from '#test/fakes/until.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: RedisOptions = {}): Promise<RedisProcess> {
  const started = await startRedis(options);
  open.push(() => started.stop());
  return started;
}

/** Reads a node as the poller does, and tells what happened to it since the reading before. */
function watch({ port }: RedisProcess): () => Promise<string> {
  const section = redisSection.read({ groups: [{ name: 'live', nodes: [{ name: 'r1', address: `127.0.0.1:${port}` }] }] });
  const [probe] = redis.probes;
  if (!section.ok || !probe) throw new Error('no such node');
  const settings = section.groups[0]?.nodes[0]?.settings;
  const connection = redis.connect(settings, NO_METER);
  open.push(() => redis.close(connection));
  const window: Reading<unknown>[] = [];
  return async () => {
    const parsed = probe.parse(await probe.fetch(connection, AbortSignal.timeout(5_000)));
    window.unshift({ ...parsed, observedAt: Date.now(), source: { system: 'redis', group: 'live', node: 'r1', probe: probe.name } });
    const happened = redis.happened?.({ probe: probe.name, window, settings, now: Date.now() }) ?? [];
    return happened.map(({ words }) => words).join('; ');
  };
}

describe.skipIf(REDIS === null)('what happens to a real Redis', () => {
  test('a replica that is made one, its master that sends all, and a promotion are told once each', async () => {
    const [master, other] = [await start(), await start()];
    const [ofMaster, ofOther] = [watch(master), watch(other)];
    expect([await ofMaster(), await ofOther()]).toEqual(['', '']);
    await other.command('REPLICAOF', '127.0.0.1', String(master.port));
    await until('the link is up', async () => String(await other.command('ROLE')).includes('connected'));
    expect(await ofOther()).toMatch(new RegExp(`^became a replica of 127\\.0\\.0\\.1:${master.port}`));
    expect(await ofMaster()).toBe('sent all its data to a replica (full sync)');
    expect([await ofMaster(), await ofOther()]).toEqual(['', '']);
    await other.command('REPLICAOF', 'NO', 'ONE');
    expect(await ofOther()).toBe('became a master');
  });

  test('counters that were cleared are no restart', async () => {
    const server = await start();
    const happened = watch(server);
    await server.command('GET', 'nothing');
    await happened();
    await server.command('CONFIG', 'RESETSTAT');
    expect(await happened()).toBe('had its counters cleared (CONFIG RESETSTAT)');
  });
});
