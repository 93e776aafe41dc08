import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Failure, toFailure } from '#lib/failure.ts';
import { HAS_OPENSSL, makeCertificate } from '#test/fakes/certificate.ts';
import { until } from '#test/fakes/until.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';
import { asUser, openReader, type Reader, type Written } from './redis-reader.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: RedisOptions = {}): Promise<RedisProcess> {
  const started = await startRedis(options);
  open.push(() => started.stop());
  return started;
}

function readerOf({ port }: Pick<RedisProcess, 'port'>, written: Written = {}): Reader {
  const reader = openReader(port, { timeout: '1s', ...written });
  open.push(() => reader.close());
  return reader;
}

async function failureOf(asked: Promise<unknown>): Promise<Failure> {
  return asked.then(
    () => toFailure(new Error('it gave an answer'), { node: 'live/r1', question: 'INFO and ROLE' }),
    (error: unknown) => toFailure(error, { node: 'live/r1', question: 'INFO and ROLE' }),
  );
}

describe.skipIf(REDIS === null)('a real Redis', () => {
  test('is a master by its own word, over one connection that is called vigil', async () => {
    const master = await start();
    const reader = readerOf(master);
    const first = await reader.read();
    const second = await reader.read();
    expect(first).toMatchObject({ judged: { status: 'ok' }, view: { role: 'master', mode: 'standalone', keys: 0, replicas: [] } });
    expect(second.view.runId).toBe(first.view.runId);
    const names = String(await master.command('CLIENT', 'LIST')).match(/ name=vigil /g);
    expect(names).toHaveLength(1);
  });

  test('with a replica and a replica of that one: each says itself whose replica it is', async () => {
    const master = await start();
    const middle = await start({ replicaOf: master.port });
    const last = await start({ replicaOf: middle.port });
    const [top, between, below] = [master, middle, last].map((one) => readerOf(one));
    if (!top || !between || !below) throw new Error('three readers');
    const isFollowed = async (one: Reader) => (await one.read()).view.replicas.some(({ state }) => state === 'online');
    await until('all links are up', async () => (await isFollowed(top)) && (await isFollowed(between)), 20_000);
    await until('the last one says so', async () => (await below.read()).judged.status === 'ok');
    expect((await top.read()).view).toMatchObject({ role: 'master', replicas: [{ port: middle.port, state: 'online' }] });
    expect((await between.read()).view).toMatchObject({ role: 'replica', link: { port: master.port, isUp: true, said: 'connected' } });
    const { view } = await below.read();
    expect(view).toMatchObject({ role: 'replica', link: { port: middle.port, isUp: true }, replicas: [] });
    expect(view.replicationId).toBe((await top.read()).view.replicationId);
  });

  test('whose master is killed says so itself, with since when, and is critical', async () => {
    const master = await start();
    const reader = readerOf(await start({ replicaOf: master.port }));
    await until('the link is up', async () => (await reader.read()).judged.status === 'ok', 20_000);
    const before = Date.now();
    master.signal('SIGKILL');
    await until('the replica says that it is down', async () => (await reader.read()).judged.status === 'critical');
    const { judged, view } = await reader.read();
    expect(judged.reason).toMatch(new RegExp(`^the link to its master 127\\.0\\.0\\.1:${master.port} is down`));
    expect(Math.abs((judged.since ?? 0) - before)).toBeLessThan(5_000);
    expect(view.downSince).toBe(judged.since);
  });

  test('whose replica is paused is found out by the replica alone', async () => {
    const master = await start();
    const replica = await start({ replicaOf: master.port });
    const reader = readerOf(replica);
    await until('the link is up', async () => (await reader.read()).judged.status === 'ok', 20_000);
    await replica.command('CLIENT', 'PAUSE', '30000', 'WRITE');
    await until(
      'it says so',
      async () => {
        await master.command('SET', 'key', 'value');
        return /carries none of it out/.test((await reader.read()).judged.reason);
      },
      20_000,
    );
    expect((await reader.read()).view.link).toMatchObject({ isUp: true });
  });

  test('that is stopped gives a timeout, and is read again when it goes on', async () => {
    const master = await start();
    const reader = readerOf(master);
    await reader.read();
    master.signal('SIGSTOP');
    expect(await failureOf(reader.read())).toMatchObject({ kind: 'timeout', message: 'connected, no answer' });
    expect((await failureOf(reader.read())).kind).toBe('timeout');
    master.signal('SIGCONT');
    expect((await reader.read()).judged.status).toBe('ok');
  });

  test('that is killed is refused, kept connection or not', async () => {
    const master = await start();
    const reader = readerOf(master);
    await reader.read();
    master.signal('SIGKILL');
    await until('it has ended', () => !master.isRunning());
    const message = `connection refused: nothing listens on 127.0.0.1:${master.port}`;
    expect(await failureOf(reader.read())).toMatchObject({ kind: 'refused', message });
    expect((await failureOf(readerOf(master).read())).kind).toBe('refused');
  });

  test('that throws a kept connection out while it is idle is asked over another', async () => {
    const master = await start();
    const reader = readerOf(master);
    await reader.read();
    await master.command('CLIENT', 'KILL', 'TYPE', 'normal');
    expect((await reader.read()).judged.status).toBe('ok');
  });

  test.each<[what: string, written: Written, kind: string, words: RegExp]>([
    ['no password', {}, 'auth', /none is configured/],
    ['a wrong password', asUser(null, 'wrong'), 'auth', /refused/],
    ['a user that is not there', asUser('nobody', 'right'), 'auth', /refused/],
  ])('that wants a password and gets %s says so', async (_, written, kind, words) => {
    const master = await start({ password: 'right' });
    expect(await failureOf(readerOf(master, written).read())).toMatchObject({ kind, message: expect.stringMatching(words) });
    expect((await readerOf(master, asUser(null, 'right')).read()).judged.status).toBe('ok');
  });

  test('that has no password and is sent one says so', async () => {
    expect(await failureOf(readerOf(await start(), asUser(null, 'any')).read())).toMatchObject({
      kind: 'auth',
      message: expect.stringMatching(/this server has none/),
    });
  });

  test('takes the line of the README for the user that reads, which may do nothing else', async () => {
    const master = await start();
    const line = /^ACL SETUSER (vigil .*)$/m.exec(readFileSync('README.md', 'utf8'))?.[1];
    if (line === undefined) throw new Error('the README has no line for the user that reads');
    await master.command('ACL', 'SETUSER', ...line.split(' '));
    const password = />(\S+)/.exec(line)?.[1] ?? '';
    const reader = readerOf(master, asUser('vigil', password));
    expect((await reader.read()).judged.status).toBe('ok');
    expect(String(await master.command('CLIENT', 'LIST'))).toContain(' name=vigil ');
    for (const [name, ...args] of [
      ['GET', 'key'],
      ['SET', 'key', 'value'],
      ['KEYS', '*'],
      ['CONFIG', 'GET', '*'],
      ['CLIENT', 'KILL', 'ID', '1'],
    ]) {
      expect(await master.command('ACL', 'DRYRUN', 'vigil', String(name), ...args)).toMatch(/no permissions/);
    }
  });

  test.each([['info'], ['role']])('whose user may not ask %s says which right is missing', async (command) => {
    const master = await start();
    await master.command('ACL', 'SETUSER', 'vigil', 'on', '>pw', '+@all', `-${command}`);
    expect(await failureOf(readerOf(master, asUser('vigil', 'pw')).read())).toMatchObject({
      kind: 'permission',
      message: `not permitted: its user needs +${command}`,
    });
  });

  test('that has as many clients as it may take says that, and not that the protocol is another', async () => {
    const master = await start({ args: ['--maxclients', '1'] });
    await readerOf(master).read();
    expect(await failureOf(readerOf(master).read())).toMatchObject({ kind: 'busy', message: expect.stringMatching(/maxclients/) });
  });

  test('that is busy with a script says so', async () => {
    const master = await start({ args: ['--busy-reply-threshold', '50'] });
    const script = master.command('EVAL', 'while true do end', '0').catch(() => undefined);
    const reader = readerOf(master, { timeout: '2s' });
    await until('it is busy', async () => /busy with a script/.test((await failureOf(reader.read())).message));
    expect((await failureOf(reader.read())).kind).toBe('busy');
    await master.command('SCRIPT', 'KILL');
    await script;
    expect((await reader.read()).judged.status).toBe('ok');
  });

  test('that cannot save is critical by its own word', async () => {
    const master = await start();
    const reader = readerOf(master);
    rmSync(master.folder, { recursive: true });
    await master.command('BGSAVE');
    await until('the save has failed', async () => (await reader.read()).judged.status === 'critical');
    expect((await reader.read()).judged.reason).toMatch(/last save to disk \(RDB\) failed/);
  });

  test('whose memory is full of what may not be evicted is critical', async () => {
    const master = await start();
    await master.command('SET', 'key', 'x'.repeat(200_000));
    const { view } = await readerOf(master).read();
    await master.command('CONFIG', 'SET', 'maxmemory', String(view.memory.usedBytes));
    expect((await readerOf(master).read()).judged).toMatchObject({
      status: 'critical',
      reason: expect.stringMatching(/writes are refused when it is full/),
    });
    await master.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    expect((await readerOf(master).read()).judged.status).toBe('ok');
  });

  test.skipIf(!HAS_OPENSSL)('with TLS is read where its certificate is trusted, and said to be untrusted where it is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-redis-tls-'));
    open.push(() => rmSync(folder, { recursive: true }));
    const { key, cert } = makeCertificate('IP:127.0.0.1');
    writeFileSync(join(folder, 'key.pem'), key);
    writeFileSync(join(folder, 'cert.pem'), cert);
    const secured = await start({
      tls: { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') },
      args: ['--tls-ca-cert-file', join(folder, 'cert.pem')],
    });
    expect((await readerOf(secured, { tls: { enabled: true, ca: cert } }).read()).judged.status).toBe('ok');
    expect(await failureOf(readerOf(secured, { tls: { enabled: true } }).read())).toMatchObject({
      kind: 'tls',
      message: expect.stringMatching(/self-signed/),
    });
    expect(['protocol', 'timeout']).toContain((await failureOf(readerOf(secured).read())).kind);
    const plain = await start();
    expect(['tls', 'timeout']).toContain((await failureOf(readerOf(plain, { tls: { enabled: true } }).read())).kind);
  });
});
