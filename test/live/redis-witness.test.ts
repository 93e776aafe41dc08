import { afterEach, describe, expect, test } from 'vitest';
import { type Found, toldInUtc } from '#lib/finding.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';
import { has, type Seen, watchGroup } from './redis-watched.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: RedisOptions = {}): Promise<RedisProcess> {
  const started = await startRedis(options);
  open.push(() => started.stop());
  return started;
}

/** Reads a group round after round until what is found is as it should be. */
function watch(nodes: Readonly<Record<string, RedisProcess>>) {
  const watched = watchGroup(nodes);
  open.push(() => watched.close());
  return async (what: string, holds: (seen: Pick<Seen, 'kinds'>) => boolean, isWritten = true): Promise<readonly Found[]> =>
    (await watched.until(what, holds, isWritten)).found;
}

/** "critical b: stuck". */
function kindOf({ judged, rows, kind }: Found): string {
  return `${judged.status} ${rows.map(({ node }) => node).join()}: ${kind}`;
}

async function masterAndReplica(args: readonly string[] = []): Promise<{ a: RedisProcess; b: RedisProcess }> {
  const a = await start();
  return { a, b: await start({ replicaOf: a.port, args }) };
}

describe.skipIf(REDIS === null)('real Redis servers', () => {
  test('that are well: a replica is proved to move, and to have everything once nothing is written', async () => {
    const { a, b } = await masterAndReplica();
    const c = await start({ replicaOf: b.port });
    const read = watch({ a, b, c });
    const found = await read('both move', has('ok b: moving', 'ok c: moving'));
    expect(found.map(kindOf)).toEqual(['ok b: moving', 'ok c: moving']);
    await read('both are idle', has('ok b: idle', 'ok c: idle'), false);
  });

  test('a replica whose writes are paused has its link up and no lag, and is found, and moves again when it goes on', async () => {
    const { a, b } = await masterAndReplica();
    const read = watch({ a, b });
    await read('it moves', has('ok b: moving'));
    await b.command('CLIENT', 'PAUSE', '60000', 'WRITE');
    const [stuck] = await read('it is stuck', has('critical b: stuck'));
    expect(stuck?.judged.since).toBeTypeOf('number');
    expect(String(await b.command('INFO', 'replication'))).toMatch(/master_link_status:up/);
    expect(String(await a.command('INFO', 'replication'))).toMatch(/slave0:.*state=online,.*lag=[01]\r/);
    await b.command('CLIENT', 'UNPAUSE');
    await read('it moves again', has('ok b: moving'));
  });

  test('a replica below a paused one is told with it', async () => {
    const { a, b } = await masterAndReplica();
    const read = watch({ a, b, c: await start({ replicaOf: b.port }) });
    await read('both move', has('ok b: moving', 'ok c: moving'));
    await b.command('CLIENT', 'PAUSE', '60000', 'WRITE');
    const found = await read('both are stuck', has('critical b,c: stuck'));
    expect(found.map(kindOf)).toEqual(['critical b,c: stuck']);
  });

  test('a replica that is stopped proves nothing, and a master that is stopped leaves its replica not known', async () => {
    const { a, b } = await masterAndReplica();
    const read = watch({ a, b });
    await read('it moves', has('ok b: moving'));
    b.signal('SIGSTOP');
    expect(await read('nothing is said', ({ kinds }) => kinds.length === 0)).toEqual([]);
    b.signal('SIGCONT');
    await read('it moves again', has('ok b: moving'));
    a.signal('SIGSTOP');
    const [found] = await read('it is not known', has('unknown b: not known'), false);
    expect(found && toldInUtc(found.told)).toMatch(/a, which it follows, is not read now/);
  });

  test('a replica that is made a master is a second one, by the history that both have', async () => {
    const { a, b } = await masterAndReplica();
    const read = watch({ a, b });
    await read('it moves', has('ok b: moving'));
    await b.command('REPLICAOF', 'NO', 'ONE');
    await read('there are two', has('critical a,b: two masters'));
    await b.command('REPLICAOF', '127.0.0.1', String(a.port));
    await read('there is one', ({ kinds }) => kinds.length === 1 && has('ok b: moving')({ kinds }));
  });

  test('two that follow each other are a circle, and one that follows itself too', async () => {
    const { a, b } = await masterAndReplica();
    const read = watch({ a, b });
    await a.command('REPLICAOF', '127.0.0.1', String(b.port));
    await read('a circle', has('critical a,b: circle'), false);
    await a.command('REPLICAOF', '127.0.0.1', String(a.port));
    const found = await read('a circle of one', has('critical a,b: circle'), false);
    await read('said of itself', ({ kinds }) => kinds.length === 1, false);
    expect(found.length).toBeGreaterThan(0);
  });

  test('a replica of a server that is not configured: the master here is not followed, and what it follows is named', async () => {
    const elsewhere = await start();
    const a = await start();
    const b = await start({ replicaOf: elsewhere.port });
    const found = await watch({ a, b })('both are said', has('warning a: unfollowed', 'warning b: stranger'));
    expect(found.map(({ told }) => toldInUtc(told)).join()).toContain(`b names 127.0.0.1:${elsewhere.port}`);
  });

  test('a replica that takes writes says so', async () => {
    const { a, b } = await masterAndReplica(['--replica-read-only', 'no']);
    await watch({ a, b })('it is said', has('warning b: writable'));
    expect(await b.command('SET', 'only', 'here')).toBe('OK');
  });

  test('a backlog that does not last is said of the master', async () => {
    const a = await start({ args: ['--repl-backlog-size', '16kb'] });
    const b = await start({ replicaOf: a.port });
    const read = watch({ a, b });
    await a.command('SET', 'big', 'x'.repeat(500_000));
    await read('it moves', has('ok b: moving'));
    await a.command('SET', 'big', 'x'.repeat(500_000));
    await read('it is said', has('warning a: backlog'));
  });
});
