import { afterEach, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { connectActor } from '#lib/systems/redis/actor.ts';
import { type RedisSettings, redisSection } from '#lib/systems/redis/config.ts';
import { connectRedis } from '#lib/systems/redis/fetch.ts';
import { connectKeys } from '#lib/systems/redis/keys/fetch.ts';
import { startResp } from '#test/fakes/resp-server.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const USER = { user: 'somebody', password: new Secret('hidden') };

/** A data node and a Sentinel at one port that refuses every password, each with all the users that it can have. */
async function refusing(): Promise<{ data: RedisSettings; sentinel: RedisSettings }> {
  const fake = await startResp({ AUTH: new Error('WRONGPASS invalid username-password pair or user is disabled.') });
  opened.push(fake);
  const sentinels = { master: 'main', read: USER, act: USER, nodes: [{ name: 's', address: `localhost:${fake.port}` }] };
  const group = { name: 'g', sentinels, nodes: [{ name: 'a', address: `127.0.0.1:${fake.port}` }] };
  const read = redisSection.read({ read: USER, act: USER, analyse: USER, groups: [group] });
  const [data, sentinel] = read.ok ? (read.groups[0]?.nodes ?? []).map(({ settings }) => settings as RedisSettings) : [];
  if (!data || !sentinel) throw new Error('the section was refused');
  return { data, sentinel };
}

const signal = AbortSignal.timeout(10_000);

test('a user that is refused is told by the place where the configuration names it', async () => {
  const { data, sentinel } = await refusing();
  const reader = (settings: RedisSettings) => connectRedis(settings, NO_METER);
  const asked: [
    key: string,
    connection: { ask(commands: readonly ['INFO'][], signal: AbortSignal): Promise<unknown>; close(): void } | null,
  ][] = [
    ['read', reader(data)],
    ['act', connectActor(data, NO_METER)],
    ['sentinels.read', reader(sentinel)],
    ['sentinels.act', connectActor(sentinel, NO_METER)],
  ];
  for (const [key, connection] of asked) {
    if (connection) opened.push(connection);
    await expect(connection?.ask([['INFO']], signal), key).rejects.toThrow(`compare ${key}: with the users`);
  }
  await expect(connectKeys(data, signal, NO_METER)).rejects.toThrow('compare analyse: with the users');
});
