import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { type Estate, type EstateOptions, startEstate } from '#demo/estate.ts';
import { REDIS_GROUPS } from '#demo/redis/layout.ts';
import { findRedis } from '#demo/redis/servers.ts';
import { STORY, withoutRedis } from '#demo/story.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openRedis, type RedisCommand } from '#lib/io/redis.ts';
import { until } from '#test/fakes/until.ts';
import { REDIS } from './redis-process.ts';
import { asUser, openReader, type Reader } from './redis-reader.ts';

describe.skipIf(REDIS === null)('the Redis of the demo', () => {
  let folder = '';
  let estate: Estate;
  const readers: Reader[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-test-'));
    estate = await startEstate({ folder, haproxy: 'auto', port: 8499 });
  });
  afterAll(async () => {
    for (const reader of readers) reader.close();
    await estate?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const readerOf = (name: string): Reader => {
    const server = estate.redis.find((one) => one.name === name);
    const reader = openReader(server?.port ?? 0, asUser('vigil', estate.env.VIGIL_DEMO_REDIS_PASSWORD ?? ''));
    readers.push(reader);
    return reader;
  };

  test('stands in the configuration with its groups, and no secret does', async () => {
    const file = join(folder, 'vigil.yaml');
    await writeFile(file, estate.yaml);
    for (const secret of Object.values(estate.env)) expect(estate.yaml).not.toContain(secret);
    const loaded = await loadConfig(file, { NODE_ENV: 'test', ...estate.env });
    const groups = loaded.ok ? loaded.config.systems.redis : [];
    const names = REDIS_GROUPS.map(({ name, instances, sentinels = [] }) => [
      ...[name, ...instances.filter(({ isUnwritten }) => isUnwritten !== true).map((one) => one.name)],
      ...sentinels,
    ]);
    expect(groups?.map(({ name, nodes }) => [name, ...nodes.map((node) => node.name)])).toEqual(names);
  });

  test('is a chain of three by the word of each, and what is written reaches its end', async () => {
    const [top, middle, end] = ['ny-redis01', 'ny-redis02', 'co-redis01'].map(readerOf);
    const portOf = (name: string) => estate.redis.find((one) => one.name === name)?.port;
    await until('the end has keys', async () => ((await end?.read())?.view.keys ?? 0) > 0, 20_000);
    expect((await top?.read())?.view.role).toBe('master');
    expect((await middle?.read())?.view.link?.port).toBe(portOf('ny-redis01'));
    expect((await end?.read())?.view.link?.port).toBe(portOf('ny-redis02'));
  });

  test('is a cluster besides, which serves all slots and counts on each of its masters', async () => {
    const port = (name: string): number => estate.redis.find((one) => one.name === name)?.port ?? 0;
    const asked = async (name: string, ...command: RedisCommand): Promise<string> => {
      const access = { host: '127.0.0.1', port: port(name), tls: null, user: 'vigil', name: 'test', maxBytes: 2 ** 20 };
      const connection = openRedis({ ...access, password: estate.env.VIGIL_DEMO_REDIS_PASSWORD ?? '' }, NO_METER);
      const [reply] = await connection.ask([command], AbortSignal.timeout(5_000)).finally(() => connection.close());
      return String(reply);
    };
    await until('it serves', async () => (await asked('ny-redis06', 'CLUSTER', 'INFO')).includes('cluster_state:ok'), 20_000);
    expect(await asked('ny-redis06', 'CLUSTER', 'INFO')).toContain('cluster_slots_ok:16384');
    for (const name of ['ny-redis06', 'ny-redis07', 'ny-redis08']) {
      const reader = readerOf(name);
      await until(`${name} counts`, async () => ((await reader.read())?.view.keys ?? 0) > 0, 20_000);
      expect(await asked(name, 'INFO', 'errorstats')).not.toContain('MOVED');
    }
    for (const name of ['co-redis06', 'co-redis07', 'co-redis08'])
      await until(`${name} follows`, async () => (await readerOf(name).read()).view.link?.isUp === true, 20_000);
  });

  test('a pause of its writes keeps the link up and is told all the same', async () => {
    const reader = readerOf('co-redis01');
    await until('it is ok', async () => (await reader.read()).judged.status === 'ok', 20_000);
    await estate.redis.find(({ name }) => name === 'co-redis01')?.pauseWrites(20_000);
    await until('it is critical', async () => (await reader.read()).judged.status === 'critical', 15_000);
    expect((await reader.read()).view.link?.isUp).toBe(true);
    await estate.redis.find(({ name }) => name === 'co-redis01')?.pauseWrites(0);
    await until('it is ok again', async () => (await reader.read()).judged.status === 'ok', 20_000);
  });
});

/** Why the configuration of the demo watches no Redis, in a PATH where nothing is installed. */
async function whyUnwatched(haproxy: EstateOptions['haproxy']): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-test-'));
  const estate = await startEstate({ folder, haproxy, port: 8499 });
  try {
    const file = join(folder, 'vigil.yaml');
    await writeFile(file, estate.yaml);
    const loaded = await loadConfig(file, { NODE_ENV: 'test', ...estate.env });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect([estate.redis, loaded.config.systems.redis]).toEqual([[], undefined]);
    return loaded.config.unwatched.redis;
  } finally {
    await estate.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What ties the processes of the demo to it, where it is installed. */
const TETHERS = ['/usr/bin/setpriv', '/bin/setpriv'].filter((program) => existsSync(program)).slice(0, 1);

describe('the demo where no redis-server runs', () => {
  const paths: string[] = [];
  afterAll(async () => {
    vi.unstubAllEnvs();
    for (const path of paths) await rm(path, { recursive: true });
  });

  test('keeps a place for it that says how to get it', async (context) => {
    const path = await mkdtemp(join(tmpdir(), 'vigil-path-'));
    paths.push(path);
    await Promise.all(TETHERS.map((program) => symlink(program, join(path, basename(program)))));
    vi.stubEnv('PATH', path);
    if (findRedis() !== null) context.skip('redis-server is found without PATH');
    expect(await whyUnwatched('auto')).toMatch(/not installed on this machine.*"apt install redis-server" or "brew install redis"/);
  });

  test('does not say that it is not installed where it was told to start nothing real', async () => {
    expect(await whyUnwatched('stand-in')).toMatch(/--stand-in/);
  });

  test('tells nothing that would happen to it', () => {
    expect(withoutRedis(STORY).steps.some(({ say }) => say.includes('redis'))).toBe(false);
    expect(STORY.steps.length - withoutRedis(STORY).steps.length).toBeGreaterThan(0);
  });
});
