import { afterEach, describe, expect, test } from 'vitest';
import { toFailure } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';
import { mergeSlowlogs } from '#lib/systems/redis/merge-slowlog.ts';
import type { ClientsAnswer, LatencyAnswer, SettingsAnswer, SlowlogAnswer } from '#lib/systems/redis/model-asked.ts';
import { type AclLine, aclLines, README_PASSWORD } from './acl-lines.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';
import { asUser, type Written } from './redis-reader.ts';

const PASSWORD = README_PASSWORD;
/** What the board needs, and what the page of an instance does. */
const [poll, page] = aclLines('vigil') as [AclLine, AclLine];
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: RedisOptions = {}): Promise<RedisProcess> {
  const started = await startRedis(options);
  open.push(() => started.stop());
  return started;
}

/** Asks a question as a page does: fetched over a connection of the node, then read. */
function askerOf({ port }: RedisProcess, written: Written = {}) {
  const section = redisSection.read({ groups: [{ name: 'live', nodes: [{ name: 'r1', address: `127.0.0.1:${port}`, ...written }] }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  const connection = redis.connect(section.groups[0]?.nodes[0]?.settings, NO_METER);
  open.push(() => redis.close(connection));
  return async <Answer>(name: string): Promise<Answer> => {
    const question = redis.questions?.find((one) => one.name === name);
    if (!question) throw new Error(`no question ${name}`);
    return question.parse(await question.fetch(connection, null, AbortSignal.timeout(5_000)), null).value as Answer;
  };
}

const NEEDS: [string, string][] = [
  ['clients', '+client|list'],
  ['clients-masked', '+client|list'],
  ['slowlog', '+slowlog|get'],
  ['slowlog-masked', '+slowlog|get'],
  ['settings', '+config|get'],
  ['latency', '+latency|latest'],
  ['memory', '+memory|stats'],
];
const FREE = ['info', 'commands'];

describe.skipIf(REDIS === null)('a real Redis that is asked by a page', () => {
  test('answers every question to a user with the rights of the README', async () => {
    const server = await start();
    await server.command('ACL', 'SETUSER', ...page);
    const ask = askerOf(server, asUser('vigil', PASSWORD));
    for (const name of [...FREE, ...NEEDS.map(([name]) => name)]) expect([name, await ask(name)]).toEqual([name, expect.any(Object)]);
  });

  test.each(NEEDS)('without the right for %s says that its user needs %s', async (name, right) => {
    const server = await start();
    await server.command('ACL', 'SETUSER', ...poll);
    const ask = askerOf(server, asUser('vigil', PASSWORD));
    const failure = await ask(name).catch((error: unknown) => toFailure(error, { node: 'live/r1', question: name }));
    expect(failure).toMatchObject({ kind: 'permission', message: `not permitted: its user needs ${right}` });
    for (const free of FREE) await ask(free);
  });

  test('tells its clients by name and address, and masked without both', async () => {
    const server = await start();
    const ask = askerOf(server);
    const full = await ask<ClientsAnswer>('clients');
    expect(full.clients.some(({ name, ip, command }) => name === 'vigil' && ip === '127.0.0.1' && command.startsWith('client'))).toBe(true);
    expect(JSON.stringify(await ask('clients-masked'))).not.toMatch(/127\.0\.0\.1|vigil/);
  });

  test('tells what was slow, of how many, and never a password that was sent', async () => {
    const server = await start({ args: ['--slowlog-log-slower-than', '0', '--slowlog-max-len', '500'] });
    for (let at = 0; at < 140; at += 1) await server.command('SET', `key:${at}`, 'value');
    await server.command('CONFIG', 'SET', 'masterauth', 'hunter22');
    const ask = askerOf(server);
    const { commands, count, slowerThanMicros } = await ask<SlowlogAnswer>('slowlog');
    expect([commands.length, slowerThanMicros]).toEqual([128, 0]);
    expect(count).toBeGreaterThan(140);
    expect(commands.some(({ args }) => args?.[0]?.startsWith('key:'))).toBe(true);
    expect(JSON.stringify([commands, await ask('settings')])).not.toContain('hunter22');
    expect(JSON.stringify(await ask('slowlog-masked'))).not.toContain('key:');
  });

  test('that forgot slow commands, was cleared and restarted is told of each once', async () => {
    const server = await start({ args: ['--slowlog-log-slower-than', '0', '--slowlog-max-len', '4'] });
    const ask = askerOf(server);
    const first = await ask<SlowlogAnswer>('slowlog');
    for (let at = 0; at < 20; at += 1) await server.command('SET', `key:${at}`, 'value');
    const second = mergeSlowlogs(first, await ask<SlowlogAnswer>('slowlog'));
    expect(second.gaps[0]?.count).toBeGreaterThanOrEqual(10);
    await server.command('SLOWLOG', 'RESET');
    const third = mergeSlowlogs(second, await ask<SlowlogAnswer>('slowlog'));
    const ids = third.commands.map(({ id }) => id);
    expect([new Set(ids).size, ids]).toEqual([ids.length, ids.toSorted((a, b) => b - a)]);
    expect(third.commands.length).toBeGreaterThan(third.toldCount);
    const other = await askerOf(await start())<SlowlogAnswer>('slowlog');
    expect(mergeSlowlogs(third, other)).toMatchObject({ commands: other.commands, earlierRunCount: third.commands.length });
  });

  test('sends no password among its settings, and tells what it was started with', async () => {
    const server = await start({ password: 'hunter22', args: ['--hz', '50', '--masterauth', 'hunter23'] });
    const { settings, version } = await askerOf(server, asUser(null, 'hunter22'))<SettingsAnswer>('settings');
    expect(settings.length).toBeGreaterThan(100);
    expect(settings.find(({ name }) => name === 'hz')).toMatchObject({ value: '50', isSecret: false });
    expect(version).toMatch(/^\d+\.\d+/);
    expect(JSON.stringify(settings)).not.toMatch(/hunter2/);
  });

  test('that records no latency is known to record none', async () => {
    const ask = askerOf(await start());
    expect(await ask<LatencyAnswer>('latency')).toEqual({ thresholdMs: 0, events: [] });
  });

  test('that may not be asked for a threshold tells the rest', async () => {
    const server = await start();
    await server.command('ACL', 'SETUSER', ...(page.filter((word) => !/config\||slowlog\|len/.test(word)) as [string]));
    const ask = askerOf(server, asUser('vigil', PASSWORD));
    expect(await ask<SlowlogAnswer>('slowlog')).toMatchObject({ count: null, slowerThanMicros: null, commands: expect.any(Array) });
  });

  test('keeps no connection open for what was asked', async () => {
    const server = await start();
    const ask = askerOf(server);
    await ask('memory');
    const { clients } = await ask<ClientsAnswer>('clients');
    expect(clients.filter(({ name }) => name === 'vigil').length).toBeLessThanOrEqual(2);
  });
});
