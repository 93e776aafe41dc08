import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '#lib/act/outcome.ts';
import { instanceActions } from '#lib/systems/redis/instance/actions.ts';
import { until } from '#test/fakes/until.ts';
import { aclLines, README_PASSWORD } from './acl-lines.ts';
import { type ActingRedis, openActingRedis } from './redis-acting.ts';
import { REDIS, type RedisProcess, startRedis } from './redis-process.ts';

/** What is done to the server first, what is ordered then, and how that ends. */
type Deed = { before?(): Promise<object | undefined>; input?: object; ends?: readonly Result[]; shows?(): Promise<unknown>; is?: unknown };

let server: RedisProcess;
let redis: ActingRedis;
const open: (() => unknown)[] = [];

beforeEach(async () => {
  server = await startRedis({ file: 'maxclients 100\n', args: ['--slowlog-log-slower-than', '0', '--latency-monitor-threshold', '1'] });
  open.push(() => server.stop());
  for (const line of aclLines('vigil-admin').slice(0, 2)) await server.command('ACL', 'SETUSER', ...line);
  redis = await openActingRedis({ r1: server.port }, { user: 'vigil-admin', password: README_PASSWORD });
  open.push(() => redis.stop());
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A client that stays, as its id, and waits in a command where one is given. */
async function client(...command: [] | [string, ...string[]]): Promise<{ id: number }> {
  const held = new Redis({ port: server.port, retryStrategy: null });
  held.on('error', () => undefined);
  open.push(() => held.disconnect());
  const id = Number(await held.call('CLIENT', 'ID'));
  const [word, ...rest] = command;
  if (word === undefined) return { id };
  held.call(word, ...rest).catch(() => undefined);
  await until('it waits', async () => new RegExp(`^id=${id} .* flags=b `, 'm').test(String(await server.command('CLIENT', 'LIST'))));
  return { id };
}

const DEEDS: Readonly<Record<string, Deed>> = {
  'kill-client': { before: () => client() },
  'unblock-client': { before: () => client('BLPOP', 'nothing', '0') },
  'kill-clients': { before: async () => ({ ids: [(await client()).id] }) },
  'config-set': { input: { name: 'hz', value: '20' }, shows: () => server.command('CONFIG', 'GET', 'hz'), is: ['hz', '20'] },
  'config-rewrite': {
    before: async () => void (await server.command('CONFIG', 'SET', 'maxclients', '222')),
    shows: async () => readFileSync(join(server.folder, 'redis.conf'), 'utf8').includes('maxclients 222'),
    is: true,
  },
  'slowlog-reset': { before: async () => void (await server.command('SET', 'a', '1')) },
  'latency-reset': {
    before: async () => void (await server.command('EVAL', 'local x = 0 for i = 1, 5000000 do x = x + i end return x', '0')),
  },
  'stats-reset': { before: async () => void (await server.command('SET', 'a', '1')) },
  // Whether there was something to give back is the allocator's affair.
  'memory-purge': { ends: ['confirmed', 'sent, not confirmed'] },
  bgsave: {},
  'key-purge': {
    before: async () => void (await server.command('SET', 'a', '1')),
    input: { db: 0, name: 'a' },
    shows: () => server.command('EXISTS', 'a'),
    is: 0,
  },
};

describe.skipIf(REDIS === null)('as vigil-admin with the rights of the README alone, on a real Redis', () => {
  test('every action on an instance is here', () => {
    expect(Object.keys(DEEDS).toSorted()).toEqual(instanceActions.map(({ name }) => name).toSorted());
  });

  test.each(Object.entries(DEEDS))('%s is carried out', async (name, { before, input = {}, ends = ['confirmed'], shows, is }) => {
    const found = (await before?.()) ?? {};
    await redis.vigil.engine.readAgain([{ system: 'redis', group: 'live', node: 'r1' }], 5_000);
    const outcome = await redis.act(name, { ...found, ...input });
    expect(outcome.steps.map(({ sent }) => sent)).toEqual([expect.objectContaining({ is: 'taken' })]);
    expect(ends, outcome.words).toContain(outcome.result);
    if (shows) await until('the server itself shows it', async () => JSON.stringify(await shows()) === JSON.stringify(is));
  });
});
