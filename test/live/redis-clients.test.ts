import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { type ActingRedis, ann, bob, openActingRedis } from './redis-acting.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: RedisOptions = {}, act: Parameters<typeof openActingRedis>[1] = null): Promise<[RedisProcess, ActingRedis]> {
  const server = await startRedis(options);
  open.push(() => server.stop());
  if (act?.user) await server.command('ACL', 'SETUSER', act.user, 'on', `>${act.password}`, '-@all', '+client|list', '+client|setname');
  const acting = await openActingRedis({ r1: server.port }, act);
  open.push(() => acting.stop());
  return [server, acting];
}

/** A client of that name, which comes back by itself unless it is told not to. */
async function connect({ port }: RedisProcess, name: string, comesBack = false): Promise<{ client: Redis; id: number }> {
  const client = new Redis({ port, connectionName: name, ...(comesBack ? {} : { retryStrategy: null }) });
  client.on('error', () => undefined);
  open.push(() => client.disconnect());
  const id = Number(await client.call('CLIENT', 'ID'));
  return { client, id };
}

async function idsOf(server: RedisProcess, name: string): Promise<number[]> {
  const list = String(await server.command('CLIENT', 'LIST'));
  const own = list.split('\n').filter((line) => line.includes(` name=${name} `));
  return own.map((line) => Number(/id=(\d+)/.exec(line)?.[1]));
}

describe.skipIf(REDIS === null)('clients of a real Redis', () => {
  test('one is killed by its id, and gone by a list that was asked afterwards', async () => {
    const [server, redis] = await start();
    const { id } = await connect(server, 'worker');
    await connect(server, 'other');
    const outcome = await redis.act('kill-client', { id });
    expect(outcome.result).toBe('confirmed');
    expect(outcome.words).toContain(`client ${id} is gone, and was not back a second later`);
    expect(await idsOf(server, 'worker')).toEqual([]);
    expect(await idsOf(server, 'other')).toHaveLength(1);
  });

  test('one of a pool that connects again is told by its new id', async () => {
    const [server, redis] = await start();
    const { id } = await connect(server, 'pooled', true);
    const outcome = await redis.act('kill-client', { id });
    const [back] = await idsOf(server, 'pooled');
    expect(back).toBeGreaterThan(id);
    expect(outcome).toMatchObject({ result: 'confirmed', words: expect.stringContaining(`client ${id} is gone; came back as id ${back}`) });
  });

  test('one that is gone already is said to be gone, and nothing is sent', async () => {
    const [server, redis] = await start();
    const { client, id } = await connect(server, 'short');
    client.disconnect();
    await until('it is gone', async () => (await idsOf(server, 'short')).length === 0);
    expect(await redis.preview('kill-client', { id })).toMatchObject({ refusal: `there is no client ${id} on r1 any more`, isDone: true });
    await expect(redis.act('kill-client', { id })).rejects.toMatchObject({ kind: 'refused' });
  });

  test('replicas and connections of Vigil itself are not killed', async () => {
    const [server, redis] = await start();
    const replica = await startRedis({ replicaOf: server.port });
    open.push(() => replica.stop());
    const list = async () => String(await server.command('CLIENT', 'LIST')).split('\n');
    const idIn = (line: string | undefined) => Number(/id=(\d+)/.exec(line ?? '')?.[1]);
    await until('it replicates', async () => (await list()).some((line) => line.includes(' flags=S ')));
    const all = await list();
    const link = idIn(all.find((line) => line.includes(' flags=S ')));
    const own = idIn(all.find((line) => line.includes(' name=vigil ')));
    expect((await redis.preview('kill-client', { id: link })).refusal).toContain('it is a replica of this instance');
    expect((await redis.preview('kill-client', { id: own })).refusal).toContain("one of Vigil's own connections");
    expect((await redis.preview('kill-clients', { ids: [link, own] })).refusal).toContain('may be killed');
  });

  test('what is in MULTI is told to lose its queue', async () => {
    const [server, redis] = await start();
    const { client, id } = await connect(server, 'batch');
    await client.call('MULTI');
    await client.call('SET', 'a', '1');
    expect((await redis.preview('kill-client', { id })).notes.map(({ words }) => words)).toContain(
      'it is in MULTI: the commands that it has queued are lost',
    );
  });

  test('many of a name are counted, listed and killed, and those that come meanwhile are not', async () => {
    const [server, redis] = await start();
    for (const _ of [1, 2, 3]) await connect(server, 'batch');
    await connect(server, 'other');
    const input = { where: { name: 'batch' } };
    const preview = await redis.preview('kill-clients', input);
    expect(preview).toMatchObject({ title: 'Kill 3 clients of r1', friction: 'ask' });
    expect(preview.summary).toContain('named batch');
    const order = { system: 'redis', action: 'kill-clients', input: { group: 'live', node: 'r1', ...input } };
    await connect(server, 'batch');
    const late = redis.vigil.engine.actions.perform(
      { id: 'late-action', order, hash: preview.hash, typed: null, reason: null, until: null },
      ann,
    );
    await expect(late).rejects.toMatchObject({ kind: 'changed' });
    expect(await idsOf(server, 'batch')).toHaveLength(4);
    const outcome = await redis.act('kill-clients', input);
    expect(outcome).toMatchObject({ result: 'confirmed', words: expect.stringContaining('4 clients are gone') });
    expect(await idsOf(server, 'batch')).toEqual([]);
    expect(await idsOf(server, 'other')).toHaveLength(1);
  });

  test('all of them want the name of the node typed, and are killed but for replicas and Vigil', async () => {
    const [server, redis] = await start();
    const made = await Promise.all(Array.from({ length: 60 }, (_, at) => connect(server, `c${at}`)));
    const preview = await redis.preview('kill-clients', { where: {} });
    expect(preview).toMatchObject({ friction: 'type', typed: 'r1', title: `Kill ${made.length} clients of r1` });
    expect(preview.notes.some(({ status, words }) => status === 'critical' && words.startsWith('these are all'))).toBe(true);
    expect((await redis.act('kill-clients', { where: {} })).result).toBe('confirmed');
  });

  test('who may not see details is told ids alone, in the audit too, and may not pick by name', async () => {
    const [server, redis] = await start();
    const { id } = await connect(server, 'secret-name');
    const preview = await redis.preview('kill-client', { id }, bob);
    expect(JSON.stringify([preview.title, preview.summary, preview.notes])).not.toMatch(/secret-name|127\.0\.0\.1/);
    expect((await redis.preview('kill-clients', { where: { name: 'secret-name' } }, bob)).refusal).toContain('needs the right to details');
    expect((await redis.act('kill-client', { id }, bob)).result).toBe('confirmed');
    const { rows } = await redis.vigil.audit.read({}, () => true, { before: null, limit: 50 });
    expect(rows.some(({ title }) => title === `Kill client ${id} of r1`)).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/secret-name|127\.0\.0\.1/);
  });

  test('one that waits is let go on, and is told to wait no more', async () => {
    const [server, redis] = await start();
    const { client, id } = await connect(server, 'waiter');
    const waits = client.blpop('nothing', 0);
    await until('it waits', async () => String(await server.command('CLIENT', 'LIST')).includes(' flags=b '));
    const outcome = await redis.act('unblock-client', { id });
    expect(outcome).toMatchObject({ result: 'confirmed', words: expect.stringContaining(`client ${id} is not blocked`) });
    expect(await waits).toBeNull();
    expect(await redis.preview('unblock-client', { id })).toMatchObject({ isDone: true });
  });

  test('a user who may not kill is told which right of act: is missing, and nothing is changed', async () => {
    const [server, redis] = await start({}, { user: 'helper', password: 'a-long-password' });
    const { id } = await connect(server, 'worker');
    const outcome = await redis.act('kill-client', { id });
    expect(outcome).toMatchObject({ result: 'refused', words: expect.stringContaining('not permitted: its user needs +client|kill') });
    expect(await idsOf(server, 'worker')).toEqual([id]);
  });

  test('a wrong password of act: sends nothing as the default user, who could', async () => {
    const [server, redis] = await start({}, { user: 'nobody', password: 'a-wrong-password' });
    await server.command('ACL', 'DELUSER', 'nobody');
    const { id } = await connect(server, 'worker');
    const outcome = await redis.act('kill-client', { id });
    expect(outcome).toMatchObject({ result: 'refused', words: expect.stringContaining('compare act: with the users of this server') });
    expect(await idsOf(server, 'worker')).toEqual([id]);
  });

  test('where the list cannot be asked nothing is sent, and that is said', async () => {
    const [server, redis] = await start();
    const { id } = await connect(server, 'worker');
    await server.command('CONFIG', 'SET', 'maxclients', '3');
    const fill = [await connect(server, 'filler').catch(() => null)];
    expect(fill).toHaveLength(1);
    const preview = await redis.preview('kill-client', { id });
    expect(preview.refusal).toContain('it takes no more connections');
    expect(preview.steps).toEqual([]);
  });

  test('a server that stands still is not sent anything', async () => {
    const [server, redis] = await start();
    const { id } = await connect(server, 'worker');
    server.signal('SIGSTOP');
    open.push(() => server.signal('SIGCONT'));
    await expect(redis.act('kill-client', { id })).rejects.toMatchObject({ kind: expect.stringMatching(/stale|refused/) });
    const { rows } = await redis.vigil.audit.read({}, () => true, { before: null, limit: 50 });
    expect(rows.every(({ steps }) => steps.length === 0)).toBe(true);
  });
});
