import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { type Estate, startEstate } from '#demo/estate.ts';
import { REDIS_GROUPS } from '#demo/redis/layout.ts';
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
    const names = REDIS_GROUPS.map(({ name, instances }) => [name, ...instances.map((one) => one.name)]);
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
